/** A change of a target in percent, and how far a person may change it before accepting. */
export type BoundedPercent = { readonly percent: number; readonly low: number; readonly high: number }

/** What one run may change at most, percent. Chosen so that two quarters in a row stay below a third. */
export const BOUNDS = {
  /** down for a weaker funnel or market */
  down: 15,
  /** up for a team that is steadily beyond its target */
  up: 10,
  /** either way for people who came or went, or other spend */
  resource: 20,
  /** more leads or deals under way than before: what a team can take in a quarter */
  leads: 25,
  /** more promotion than planned */
  promotion: 30,
} as const

/** A number between two others. @throws RangeError for a number that is none, or bounds the wrong way round */
export function within(value: number, low: number, high: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`value: expected a number, got ${value}`)
  if (!(low <= high)) throw new RangeError(`low: expected at most ${high}, got ${low}`)
  return Math.min(high, Math.max(low, value))
}

/** Percent as proposals say it: one decimal, halves away from zero, never minus zero. */
export function roundPercent(percent: number): number {
  return (Math.sign(percent) * Math.round(Math.abs(percent) * 10)) / 10 + 0
}
