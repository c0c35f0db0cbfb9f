import { type FitInput, fitInput } from '@salesloom/contract/calc'
import {
  type Conflict,
  type FitProblem,
  fitMargins,
  type MarginPlace,
  type MarginSet,
  type NearMiss,
} from '@salesloom/engine/fit'
import { calculation, MalformedInput } from './calculation.ts'
import { type UnitScale, unitScale } from './unit-scale.ts'

type Place = Readonly<Record<string, string>>
type NamedMargin = { readonly at: Place; readonly total: number }
type NamedSet = { readonly dimensions: readonly string[]; readonly margins: readonly NamedMargin[] }

function keyOf(at: Place, dimensions: readonly string[]): string {
  return JSON.stringify(dimensions.map((dimension) => at[dimension]))
}

function checkPlace(at: Place, dimensions: readonly string[], path: string): void {
  const unknown = Object.keys(at).find((dimension) => !dimensions.includes(dimension))
  if (unknown !== undefined)
    throw new MalformedInput(path, `one of the dimensions ${dimensions.join(', ')}`, unknown)
}

/** Margins over the same dimensions make a set. */
function groupMargins({ dimensions, margins }: FitInput, scale: UnitScale): NamedSet[] {
  const sets = new Map<string, { dimensions: string[]; margins: NamedMargin[]; seen: Set<string> }>()
  for (const [m, { at, total }] of margins.entries()) {
    const path = `margins[${m}]`
    checkPlace(at, dimensions, `${path}.at`)
    const used = dimensions.filter((dimension) => at[dimension] !== undefined)
    const set = sets.get(used.join('\u0000')) ?? { dimensions: used, margins: [], seen: new Set() }
    sets.set(used.join('\u0000'), set)
    const key = keyOf(at, used)
    if (set.seen.has(key)) throw new MalformedInput(`${path}.at`, 'a margin given once', at)
    set.seen.add(key)
    set.margins.push({ at, total: scale.read(total, `${path}.total`) })
  }
  return [...sets.values()]
}

function marginSetOf(input: FitInput, { dimensions, margins }: NamedSet): MarginSet {
  const index = new Map(margins.map(({ at }, margin) => [keyOf(at, dimensions), margin]))
  return {
    of: Int32Array.from(input.cells, ({ at }) => index.get(keyOf(at, dimensions)) ?? -1),
    totals: Float64Array.from(margins, ({ total }) => total),
  }
}

function readCells(input: FitInput, scale: UnitScale): Omit<FitProblem, 'sets'> {
  const { dimensions, cells } = input
  const seen = new Set<string>()
  const low = new Float64Array(cells.length)
  const high = new Float64Array(cells.length)
  for (const [c, { at, min, max, held }] of cells.entries()) {
    const path = `cells[${c}]`
    checkPlace(at, dimensions, `${path}.at`)
    const missing = dimensions.find((dimension) => at[dimension] === undefined)
    if (missing !== undefined)
      throw new MalformedInput(`${path}.at.${missing}`, `a member of ${missing}`, undefined)
    const key = keyOf(at, dimensions)
    if (seen.has(key)) throw new MalformedInput(`${path}.at`, 'a cell given once', at)
    seen.add(key)
    if (min !== undefined && max !== undefined && min > max)
      throw new MalformedInput(`${path}.max`, `at least min (${min})`, max)
    const value = held === undefined ? undefined : scale.read(held, `${path}.held`)
    low[c] = value ?? scale.ceil(min ?? 0)
    high[c] = value ?? (max === undefined ? Number.POSITIVE_INFINITY : scale.floor(max))
    if (low[c]! > high[c]!) throw new MalformedInput(`${path}.max`, `a multiple of the unit from min on`, max)
  }
  return { weights: Float64Array.from(cells, ({ weight }) => weight), low, high }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** A conflict in the names and amounts of the request. */
function conflictDetail(conflict: Conflict, sets: readonly NamedSet[], scale: UnitScale) {
  const margin = ({ set, margin: at }: MarginPlace) => {
    const found = sets[set]!.margins[at]!
    return { at: found.at, total: scale.write(found.total) }
  }
  switch (conflict.kind) {
    case 'totals-differ':
      return {
        kind: conflict.kind,
        sets: conflict.sets.map((set, i) => ({
          dimensions: sets[set]!.dimensions,
          total: scale.write(conflict.totals[i]!),
        })),
        by: scale.write(conflict.by),
      }
    case 'out-of-reach': {
      const [least, greatest] = [finite(conflict.least), finite(conflict.greatest)]
      return {
        kind: conflict.kind,
        margins: [margin(conflict.place)],
        least: least === null ? null : scale.write(least),
        greatest: greatest === null ? null : scale.write(greatest),
        by: scale.write(conflict.by),
      }
    }
    case 'combined':
      return {
        kind: conflict.kind,
        margins: conflict.margins.map(({ times, ...place }) => ({ ...margin(place), times })),
        needed: scale.write(conflict.needed),
        greatest: scale.write(conflict.greatest),
        by: scale.write(conflict.needed - conflict.greatest),
      }
    case 'pair':
      return {
        kind: conflict.kind,
        sets: conflict.sets.map((set) => sets[set]?.dimensions ?? []),
        margins: conflict.cut.lacking.flatMap((margins, side) =>
          margins.map((at) => margin({ set: conflict.sets[side]!, margin: at })),
        ),
        by: scale.write(conflict.cut.by),
      }
  }
}

function missDetail({ deviation, worst }: NearMiss, sets: readonly NamedSet[], scale: UnitScale) {
  const { at, total } = sets[worst.set]!.margins[worst.margin]!
  return {
    leastDeviationFound: scale.write(deviation),
    worst: { at, total: scale.write(total), by: scale.write(worst.by) },
  }
}

export const fitCalculation = calculation({
  name: 'fit',
  summary: 'fills cells in proportion to weights so that several sets of margins are met exactly',
  input: fitInput,
  calculate: (input) => {
    const scale = unitScale(input.unit)
    const sets = groupMargins(input, scale)
    const problem = { ...readCells(input, scale), sets: sets.map((set) => marginSetOf(input, set)) }
    const fitted = fitMargins(problem, { iterations: input.iterations, seed: input.seed })
    if (fitted.ok) {
      const cells = input.cells.map(({ at }, c) => ({ at, value: scale.write(fitted.value.values[c]!) }))
      return { ok: true, value: { cells, iterations: fitted.value.iterations } }
    }
    const detail =
      fitted.reason === 'conflicting-margins'
        ? conflictDetail(fitted.detail, sets, scale)
        : missDetail(fitted.detail, sets, scale)
    return { ok: false, reason: fitted.reason, detail }
  },
})
