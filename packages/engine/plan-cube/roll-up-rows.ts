import type { Dimension, PlanShape, Runs } from '../allocation/index.ts'

/** A dimension to group by: at a depth of its tree (0 = its roots), or `all`: every member with what is below it. */
export type RollUpAxis = { readonly dimension: string; readonly level: number | 'all' }

/** The rows of a roll-up and what adds up to them. */
export type RowPlan = {
  readonly dimensions: readonly Dimension[]
  readonly count: number
  /** member positions, one for each axis and row */
  readonly members: Int32Array
  /** neighbouring combinations that belong to one row */
  readonly runStarts: readonly number[]
  readonly runEnds: readonly number[]
  readonly runRows: Int32Array
  /** row `lower[k]` is added to row `upper[k]`, in this order */
  readonly lower: Int32Array
  readonly upper: Int32Array
}

type Axis = {
  readonly dimension: Dimension
  /** place of the dimension in the combinations */
  readonly d: number
  /** the member that a leaf counts for */
  readonly target: Int32Array
  readonly all: boolean
  /** of the member in the key of a row */
  readonly stride: number
}

/** Keys up to here are looked up in an array, larger ones in a map. */
const MOST_DIRECT = 4_000_000

/** Numbers the keys of rows in the order of their coming. */
type Numbering = { readonly keys: number[]; readonly numberOf: (key: number) => number }

function openNumbering(size: number): Numbering {
  const keys: number[] = []
  if (size <= MOST_DIRECT) {
    const direct = new Int32Array(size).fill(-1)
    const numberOf = (key: number) => {
      if (direct[key]! < 0) direct[key] = keys.push(key) - 1
      return direct[key]!
    }
    return { keys, numberOf }
  }
  const known = new Map<number, number>()
  const numberOf = (key: number) => {
    const row = known.get(key) ?? keys.push(key) - 1
    known.set(key, row)
    return row
  }
  return { keys, numberOf }
}

/** For each member the one at the level above it, or itself where it is not below. */
function targetsAt({ parents, depths }: Dimension, level: number | 'all'): Int32Array {
  const target = new Int32Array(parents.length)
  for (let p = 0; p < parents.length; p++)
    target[p] = level === 'all' || depths[p]! <= level ? p : target[parents[p]!]!
  return target
}

function axesOf({ dimensions }: PlanShape, asked: readonly RollUpAxis[]): Axis[] {
  let stride = 1
  return asked
    .toReversed()
    .map(({ dimension: name, level }): Axis => {
      const d = dimensions.findIndex((dimension) => dimension.name === name)
      if (d < 0) throw new RangeError(`there is no dimension ${name}`)
      if (asked.filter((axis) => axis.dimension === name).length > 1)
        throw new RangeError(`${name} is asked for twice`)
      const dimension = dimensions[d]!
      const axis = { dimension, d, target: targetsAt(dimension, level), all: level === 'all', stride }
      stride *= dimension.keys.length
      if (!Number.isSafeInteger(stride)) throw new RangeError('too many dimensions to group by')
      return axis
    })
    .reverse()
}

/** Whether a combination has the members of the one before it in the grouped dimensions. */
function repeats(combinations: Int32Array, width: number, places: Int32Array, c: number): boolean {
  for (let a = 0; a < places.length; a++) {
    const at = c * width + places[a]!
    if (combinations[at] !== combinations[at - width]) return false
  }
  return true
}

/** Members mostly have more combinations than this. */
const FIRST_STEP = 16

/** Where a member of the first dimension ends: combinations are sorted by it, so doubling steps find it. */
function endOfFirst(combinations: Int32Array, width: number, from: number, to: number): number {
  const member = combinations[from * width]
  let known = from
  let step = FIRST_STEP
  while (known + step < to && combinations[(known + step) * width] === member) {
    known += step
    step *= 2
  }
  for (; step >= 1; step /= 2)
    if (known + step < to && combinations[(known + step) * width] === member) known += step
  return known + 1
}

/** The next combination that has other members in the grouped dimensions than the one at `from`. */
function nextChange(shape: PlanShape, places: Int32Array, from: number, to: number): number {
  const width = shape.dimensions.length
  if (places.length === 0) return to
  if (places.length === 1 && places[0] === 0) return endOfFirst(shape.combinations, width, from, to)
  let c = from + 1
  while (c < to && repeats(shape.combinations, width, places, c)) c++
  return c
}

/** Cuts the runs where the row changes. */
function cutRuns(shape: PlanShape, runs: Runs, axes: readonly Axis[], { numberOf }: Numbering) {
  const { dimensions, combinations } = shape
  const places = Int32Array.from(axes, ({ d }) => d)
  const [starts, ends, rows]: [number[], number[], number[]] = [[], [], []]
  for (let r = 0; r < runs.length; r += 2) {
    let previous = -1
    for (let c = runs[r]!; c < runs[r + 1]!; c = nextChange(shape, places, c, runs[r + 1]!)) {
      let key = 0
      for (const { d, target, stride } of axes)
        key += target[combinations[c * dimensions.length + d]!]! * stride
      if (key === previous) continue
      if (previous >= 0) ends.push(c)
      starts.push(c)
      rows.push(numberOf(key))
      previous = key
    }
    ends.push(runs[r + 1]!)
  }
  return { starts, ends, rows }
}

function memberOf({ dimension, stride }: Axis, key: number): number {
  return Math.floor(key / stride) % dimension.keys.length
}

/** Makes the rows above along one axis, each added to by those right below it; the deepest come first. */
function climb(axis: Axis, { keys, numberOf }: Numbering, lower: number[], upper: number[]): void {
  const { parents } = axis.dimension
  const waiting = Array.from(parents, (): number[] => [])
  for (const [row, key] of keys.entries()) waiting[memberOf(axis, key)]!.push(row)
  for (let position = parents.length - 1; position >= 0; position--) {
    const parent = parents[position]!
    if (parent < 0) continue
    for (const row of waiting[position]!) {
      const count = keys.length
      const above = numberOf(keys[row]! + (parent - position) * axis.stride)
      if (above === count) waiting[parent]!.push(above)
      lower.push(row)
      upper.push(above)
    }
  }
}

/** The rows in the order of their keys, which is that of the trees: the rank of each number, and the members of each rank. */
function rank({ keys, numberOf }: Numbering, axes: readonly Axis[]) {
  const order = new Float64Array(keys).sort()
  const ranks = new Int32Array(keys.length)
  const members = new Int32Array(keys.length * axes.length)
  for (let r = 0; r < order.length; r++) ranks[numberOf(order[r]!)] = r
  for (let a = 0; a < axes.length; a++) {
    const axis = axes[a]!
    for (let r = 0; r < order.length; r++) members[r * axes.length + a] = memberOf(axis, order[r]!)
  }
  return { ranks, members }
}

function ranked(rows: readonly number[], ranks: Int32Array): Int32Array {
  const places = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) places[i] = ranks[rows[i]!]!
  return places
}

/** The rows of a roll-up over runs of combinations, in the order of the trees. */
export function rowsOf(shape: PlanShape, runs: Runs, asked: readonly RollUpAxis[]): RowPlan {
  const axes = axesOf(shape, asked)
  const numbering = openNumbering(axes.reduce((size, { dimension }) => size * dimension.keys.length, 1))
  const cut = cutRuns(shape, runs, axes, numbering)
  const [lower, upper]: [number[], number[]] = [[], []]
  for (const axis of axes) if (axis.all) climb(axis, numbering, lower, upper)
  const { keys } = numbering
  const { ranks, members } = rank(numbering, axes)
  return {
    dimensions: axes.map(({ dimension }) => dimension),
    count: keys.length,
    members,
    runStarts: cut.starts,
    runEnds: cut.ends,
    runRows: ranked(cut.rows, ranks),
    lower: ranked(lower, ranks),
    upper: ranked(upper, ranks),
  }
}
