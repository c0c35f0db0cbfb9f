import type { Random } from '../random/index.ts'
import { deficitsOf, deviationOf, type FitProblem } from './fit-problem.ts'

/** Cells of each margin of a set, in their order. */
function cellsByMargin(of: Int32Array, margins: number): { starts: Int32Array; cells: Int32Array } {
  const starts = new Int32Array(margins + 1)
  for (const margin of of) if (margin >= 0) starts[margin + 1] = starts[margin + 1]! + 1
  for (let margin = 0; margin < margins; margin++) starts[margin + 1] = starts[margin + 1]! + starts[margin]!
  const fill = starts.slice()
  const cells = new Int32Array(starts[margins]!)
  for (let cell = 0; cell < of.length; cell++) {
    const margin = of[cell]!
    if (margin < 0) continue
    cells[fill[margin]!] = cell
    fill[margin] = fill[margin]! + 1
  }
  return { starts, cells }
}

type Members = ReturnType<typeof cellsByMargin>

/**
 * Cells of a margin that a repair looks at: rounding leaves little, and nearly always some of the first can mend it.
 * Where they cannot, more are looked at before the walk, which costs far more on a large table.
 */
const ENOUGH = [300, 4_000, 50_000]

/** How much one direct repair looks at, and whether a margin that was wrong has more cells than that. */
type Look = { readonly enough: number; isCut: boolean }

/** The first cells of each margin that is wrong. */
function cellsOfWrong(of: Int32Array, lacking: Float64Array, look: Look): Members {
  const starts = new Int32Array(lacking.length + 1)
  for (let margin = 0; margin < lacking.length; margin++)
    starts[margin + 1] = starts[margin]! + (lacking[margin] === 0 ? 0 : look.enough)
  const fill = starts.slice()
  const cells = new Int32Array(starts[lacking.length]!)
  let left = starts[lacking.length]!
  for (let cell = 0; cell < of.length && left > 0; cell++) {
    const margin = of[cell]!
    if (margin < 0 || fill[margin]! >= starts[margin + 1]!) continue
    cells[fill[margin]!] = cell
    fill[margin] = fill[margin]! + 1
    left--
  }
  const ends = fill.subarray(0, lacking.length)
  look.isCut ||= ends.some((end, margin) => lacking[margin] !== 0 && end === starts[margin + 1])
  return compact(starts, ends, cells)
}

/** Closes the gaps of margins with fewer cells than room. */
function compact(starts: Int32Array, ends: Int32Array, cells: Int32Array): Members {
  const closed = new Int32Array(starts.length)
  for (let margin = 0; margin < ends.length; margin++) {
    closed[margin + 1] = closed[margin]! + ends[margin]! - starts[margin]!
    cells.copyWithin(closed[margin]!, starts[margin]!, ends[margin]!)
  }
  return { starts: closed, cells }
}

/** Most cells of a margin that one step of the walk looks at. */
const LOOKED_AT = 400

/** Everything that a repair moves: values, what the margins lack, and who belongs where. */
class Table {
  readonly problem: FitProblem
  readonly values: Float64Array
  readonly lacking: Float64Array[]
  private readonly all: (Members | undefined)[] = []
  /** places of the margins that are wrong, each as one number, and where each stands in the list */
  readonly wrong: number[] = []
  private readonly position: Int32Array
  private readonly offsets: number[]
  deviation: number

  constructor(problem: FitProblem, values: Float64Array) {
    this.problem = problem
    this.values = values
    this.lacking = deficitsOf(problem, values)
    this.deviation = deviationOf(this.lacking).sum
    let count = 0
    this.offsets = problem.sets.map(({ totals }) => {
      count += totals.length
      return count - totals.length
    })
    this.position = new Int32Array(count).fill(-1)
    for (const [set, lacking] of this.lacking.entries())
      for (let margin = 0; margin < lacking.length; margin++) this.note(set, margin)
  }

  /** Keeps the list of wrong margins true after a margin has changed. */
  private note(set: number, margin: number): void {
    const place = this.offsets[set]! + margin
    const at = this.position[place]!
    const isWrong = this.lacking[set]![margin] !== 0
    if (isWrong === at >= 0) return
    if (isWrong) {
      this.position[place] = this.wrong.push(place) - 1
      return
    }
    const last = this.wrong.pop()!
    if (last !== place) {
      this.wrong[at] = last
      this.position[last] = at
    }
    this.position[place] = -1
  }

  /** Set and margin of an entry of the list of wrong margins. */
  placeOf(entry: number): readonly [set: number, margin: number] {
    const set = this.offsets.findLastIndex((offset) => offset <= entry)
    return [set, entry - this.offsets[set]!]
  }

  /** Every cell of every margin of a set, worked out when first asked for. */
  members(set: number): Members {
    const { of, totals } = this.problem.sets[set]!
    const members = this.all[set] ?? cellsByMargin(of, totals.length)
    this.all[set] = members
    return members
  }

  hasRoom(cell: number, step: number): boolean {
    const next = this.values[cell]! + step
    return next >= this.problem.low[cell]! && next <= this.problem.high[cell]!
  }

  /** Change of the sum of deviations if a cell moved. */
  gain(cell: number, step: number): number {
    let change = 0
    for (let s = 0; s < this.lacking.length; s++) {
      const margin = this.problem.sets[s]!.of[cell]!
      if (margin < 0) continue
      const lack = this.lacking[s]![margin]!
      change += Math.abs(lack - step) - Math.abs(lack)
    }
    return change
  }

  move(cell: number, step: number): void {
    this.deviation += this.gain(cell, step)
    this.values[cell] = this.values[cell]! + step
    for (let s = 0; s < this.lacking.length; s++) {
      const margin = this.problem.sets[s]!.of[cell]!
      if (margin < 0) continue
      this.lacking[s]![margin] = this.lacking[s]![margin]! - step
      this.note(s, margin)
    }
  }

  /** Where a cell stands in all sets but one, as one number: cells with the same place there can be exchanged. */
  placeWithout(cell: number, set: number): number {
    let place = 0
    for (let s = 0; s < this.problem.sets.length; s++) {
      if (s === set) continue
      place = place * (this.problem.sets[s]!.totals.length + 1) + this.problem.sets[s]!.of[cell]! + 1
    }
    return place
  }

  /** Whether places without a set are told apart exactly by one number. */
  canCompareWithout(set: number): boolean {
    const places = this.problem.sets.reduce(
      (product, { totals }, s) => (s === set ? product : product * (totals.length + 1)),
      1,
    )
    return Number.isSafeInteger(places)
  }
}

/** Single cells that make the whole better: while a set lacks something in all, the totals come right. */
function improveSingly(table: Table, look: Look): void {
  for (let set = 0; set < table.lacking.length; set++) {
    if (table.deviation === 0) return
    const { starts, cells } = cellsOfWrong(table.problem.sets[set]!.of, table.lacking[set]!, look)
    for (let margin = 0; margin < starts.length - 1; margin++) {
      for (let k = starts[margin]!; k < starts[margin + 1]! && table.lacking[set]![margin] !== 0; k++) {
        const step = Math.sign(table.lacking[set]![margin]!)
        const cell = cells[k]!
        while (
          table.lacking[set]![margin]! * step > 0 &&
          table.hasRoom(cell, step) &&
          table.gain(cell, step) < 0
        )
          table.move(cell, step)
      }
    }
  }
}

/** Lookups without a match after which a set is taken to have no fibres of more than one cell. */
const HOPELESS = 10_000

/** Cells of margins that have too much, by where they stand in the other sets. */
function giversOf(table: Table, set: number, { starts, cells }: Members): Map<number, number[]> {
  const givers = new Map<number, number[]>()
  for (const [margin, lack] of table.lacking[set]!.entries()) {
    if (lack >= 0) continue
    for (let k = starts[margin]!; k < starts[margin + 1]!; k++) {
      const cell = cells[k]!
      if (!table.hasRoom(cell, -1)) continue
      const place = table.placeWithout(cell, set)
      const known = givers.get(place)
      if (known === undefined) givers.set(place, [cell])
      else known.push(cell)
    }
  }
  return givers
}

/** Two cells that differ in one set alone: one unit more here and one less there changes nothing else. */
function swapWithinFibres(table: Table, set: number, look: Look): void {
  const lacking = table.lacking[set]!
  if (!table.canCompareWithout(set) || lacking.every((lack) => lack >= 0)) return
  const { of } = table.problem.sets[set]!
  const members = cellsOfWrong(of, lacking, look)
  const { starts, cells } = members
  const givers = giversOf(table, set, members)
  let [lookups, matches] = [0, 0]
  for (let to = 0; to < lacking.length; to++) {
    for (let k = starts[to]!; k < starts[to + 1]! && lacking[to]! > 0; k++) {
      const cell = cells[k]!
      if (!table.hasRoom(cell, 1)) continue
      const giver = givers
        .get(table.placeWithout(cell, set))
        ?.find((one) => lacking[of[one]!]! < 0 && table.hasRoom(one, -1))
      lookups++
      if (giver === undefined) {
        if (matches === 0 && lookups > HOPELESS) return
        continue
      }
      matches++
      table.move(giver, -1)
      table.move(cell, 1)
    }
  }
}

/**
 * A seeded walk on the sum of deviations: a margin that is wrong moves its best cell, a cell just moved rests, and now
 * and then a worse move is taken (tabu search, Glover 1986).
 */
function walk(table: Table, random: Random, most: number, isStopped: () => boolean): void {
  const rests = new Map<number, number>()
  const sinceBest: [cell: number, step: number][] = []
  let least = table.deviation
  for (let step = 0; step < most && table.wrong.length > 0; step++) {
    if (step % 256 === 0 && isStopped()) break
    const [set, margin] = table.placeOf(table.wrong[Math.floor(random() * table.wrong.length)]!)
    const direction = Math.sign(table.lacking[set]![margin]!)
    const cell = chooseCell(table, set, margin, random, (candidate, gain) => {
      return (rests.get(candidate) ?? -1) > step && table.deviation + gain >= least
    })
    if (cell < 0) continue
    table.move(cell, direction)
    rests.set(cell, step + 8 + Math.floor(random() * 8))
    sinceBest.push([cell, direction])
    if (table.deviation >= least) continue
    least = table.deviation
    sinceBest.length = 0
  }
  for (const [cell, step] of sinceBest.toReversed()) table.move(cell, -step)
}

/** The cell of a wrong margin whose move helps most, a little chance deciding among equals; −1 where none may move. */
function chooseCell(
  table: Table,
  set: number,
  margin: number,
  random: Random,
  isTired: (cell: number, gain: number) => boolean,
): number {
  const direction = Math.sign(table.lacking[set]![margin]!)
  const { starts, cells } = table.members(set)
  const count = starts[margin + 1]! - starts[margin]!
  const looked = Math.min(count, LOOKED_AT)
  const first = count > looked ? Math.floor(random() * count) : 0
  let [chosen, least] = [-1, Number.POSITIVE_INFINITY]
  for (let k = 0; k < looked; k++) {
    const cell = cells[starts[margin]! + ((first + k) % count)]!
    if (!table.hasRoom(cell, direction)) continue
    const gain = table.gain(cell, direction)
    const weighed = gain + random() * 0.9
    if (weighed >= least || isTired(cell, gain)) continue
    chosen = cell
    least = weighed
  }
  return chosen
}

export type Repair = {
  readonly values: Float64Array
  readonly isExact: boolean
}

/** Steps of the walk that are taken before conflicts are looked for, which costs more on large tables. */
const FIRST_WALK = 20_000

/** Single moves, then swaps within fibres, until they help no more. @returns whether looking at more cells might */
function repairDirectly(table: Table, enough: number): boolean {
  let look: Look = { enough, isCut: false }
  for (let round = 0; round < 6 && table.deviation > 0; round++) {
    const before = table.deviation
    look = { enough, isCut: false }
    improveSingly(table, look)
    for (let set = 0; set < table.lacking.length; set++) swapWithinFibres(table, set, look)
    if (table.deviation === before) break
  }
  return look.isCut && table.deviation > 0
}

/**
 * Brings rounded values to their margins, in place: single moves, swaps within fibres, then a seeded walk.
 * @param isHopeless asked when a first walk was not enough: where there is a conflict walking on is no use
 */
export function repairMargins(
  problem: FitProblem,
  rounded: Float64Array,
  { random, steps, isStopped, isHopeless }: RepairOptions,
): Repair {
  const table = new Table(problem, rounded)
  for (const enough of ENOUGH) if (!repairDirectly(table, enough)) break
  const first = Math.min(steps, FIRST_WALK)
  if (table.deviation > 0) walk(table, random, first, isStopped)
  if (table.deviation > 0 && !isHopeless(table.values)) walk(table, random, steps - first, isStopped)
  return { values: table.values, isExact: table.deviation === 0 }
}

export type RepairOptions = {
  readonly random: Random
  /** most steps of the walk */
  readonly steps: number
  readonly isStopped: () => boolean
  readonly isHopeless: (values: Float64Array) => boolean
}
