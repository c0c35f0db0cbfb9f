/** What a bridge from target to projection is made of; whole minor units. */
export type GapFigures = {
  readonly target: number
  /** the same period a year earlier: whole, and as far as this one has come */
  readonly reference: number
  readonly referenceToDate: number
  readonly actualToDate: number
  readonly projection: number
}

/** Steps of the bridge that are the same however what happened is split: target + all steps = projection. */
export type GapBridge = {
  readonly target: number
  /** what the target asked beyond the reference, taken away again: reference − target */
  readonly beyondReference: number
  /** what came beside the reference so far: this is what drivers split */
  readonly happened: number
  /** what is still to come beside what still came in the reference */
  readonly stillToCome: number
  readonly projection: number
}

/**
 * The bridge from a target to what comes: first what the target asked beyond the reference period, then what happened
 * beside it so far, then what is still to come beside what still came then. Whole amounts, so it adds up exactly.
 *
 * @throws RangeError naming a figure that is no whole amount
 */
export function gapBridge(figures: GapFigures): GapBridge {
  for (const [name, value] of Object.entries(figures))
    if (!Number.isSafeInteger(value)) throw new RangeError(`${name} is ${value}`)
  const { target, reference, referenceToDate, actualToDate, projection } = figures
  return {
    target,
    beyondReference: reference - target,
    happened: actualToDate - referenceToDate,
    stillToCome: projection - actualToDate - (reference - referenceToDate),
    projection,
  }
}
