/** Equations Σ coefficient × value = total over values within bounds, which may be infinite. */
export type LinearSystem = {
  /** one row of coefficients for each equation */
  readonly rows: readonly Float64Array[]
  readonly totals: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

/**
 * Values that satisfy a system, or multipliers of its equations that prove that none exist: the multiplied equations add
 * up to one that no values within the bounds can reach (Farkas 1902).
 */
export type Feasibility =
  | { readonly kind: 'feasible'; readonly values: Float64Array }
  | { readonly kind: 'infeasible'; readonly multipliers: Float64Array }
  | { readonly kind: 'limit-reached' }

const TINY = 1e-9
const MOST_PIVOTS = 5_000

/** The simplex table: what each basic value is made of. Beyond the columns of the values stand those of the errors. */
type Table = {
  readonly rows: Float64Array[]
  /** which column is basic in each row */
  readonly basis: Int32Array
  readonly basicValues: Float64Array
  /** values of the columns that are not basic: at a bound, or anywhere where they have none */
  readonly values: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly signs: Float64Array
  readonly count: number
}

function start(low: number, high: number): number {
  if (low > 0 || (Number.isFinite(low) && !Number.isFinite(high))) return low
  if (high < 0 || (Number.isFinite(high) && !Number.isFinite(low))) return high
  return Number.isFinite(low) ? low : 0
}

/** Every value at a bound; one error for each equation takes what is missing. */
function openTable({ rows, totals, low, high }: LinearSystem): Table {
  const count = low.length
  const values = low.map((bound, j) => start(bound, high[j]!))
  const missing = totals.map((total, i) => total - rows[i]!.reduce((sum, a, j) => sum + a * values[j]!, 0))
  const signs = missing.map((value) => (value < 0 ? -1 : 1))
  const table = rows.map((row, i) => {
    const extended = new Float64Array(count + rows.length)
    row.forEach((a, j) => {
      extended[j] = a * signs[i]!
    })
    extended[count + i] = 1
    return extended
  })
  const errors = new Float64Array(rows.length)
  return {
    rows: table,
    basis: Int32Array.from(rows, (_, i) => count + i),
    basicValues: missing.map(Math.abs),
    values,
    low: Float64Array.from([...low, ...errors]),
    high: Float64Array.from([...high, ...errors.fill(Number.POSITIVE_INFINITY)]),
    signs,
    count,
  }
}

/** How the sum of the errors falls with each column. */
function gains({ rows, basis, count }: Table): Float64Array {
  const sums = new Float64Array(rows[0]?.length ?? 0)
  for (const [i, row] of rows.entries())
    if (basis[i]! >= count) for (let j = 0; j < sums.length; j++) sums[j]! += row[j]!
  return sums
}

/** The first column that lowers the errors, and in which direction (Bland 1977: no circles). */
function entering(table: Table, gain: Float64Array): { column: number; direction: 1 | -1 } | null {
  const basic = new Set(table.basis)
  for (let column = 0; column < table.count; column++) {
    if (basic.has(column)) continue
    const [low, high, value] = [table.low[column]!, table.high[column]!, table.values[column]!]
    if (gain[column]! > TINY && value < high) return { column, direction: 1 }
    if (gain[column]! < -TINY && value > low) return { column, direction: -1 }
  }
  return null
}

/** How far a column can go until a basic value meets a bound; row −1: until it meets its own. */
function leaving(table: Table, column: number, direction: 1 | -1): { row: number; step: number } {
  const own = direction > 0 ? table.high[column]! : table.low[column]!
  let best = { row: -1, step: Math.abs(own - table.values[column]!) }
  for (const [row, coefficients] of table.rows.entries()) {
    const rate = -coefficients[column]! * direction
    if (Math.abs(rate) < TINY) continue
    const basic = table.basis[row]!
    const bound = rate < 0 ? table.low[basic]! : table.high[basic]!
    const step = Math.max(0, (bound - table.basicValues[row]!) / rate)
    const earlier = best.row >= 0 && step === best.step && basic < table.basis[best.row]!
    if (step < best.step || earlier) best = { row, step }
  }
  return best
}

function pivot(table: Table, row: number, column: number, value: number): void {
  const pivotRow = table.rows[row]!
  const scale = pivotRow[column]!
  for (let j = 0; j < pivotRow.length; j++) pivotRow[j]! /= scale
  for (const other of table.rows) {
    const factor = other[column]!
    if (other === pivotRow || factor === 0) continue
    for (let j = 0; j < other.length; j++) other[j]! -= factor * pivotRow[j]!
  }
  table.basis[row] = column
  table.basicValues[row] = value
}

function move(table: Table, column: number, direction: 1 | -1): boolean {
  const { row, step } = leaving(table, column, direction)
  if (!Number.isFinite(step)) return false
  for (const [i, coefficients] of table.rows.entries())
    table.basicValues[i]! -= coefficients[column]! * direction * step
  const value = table.values[column]! + direction * step
  if (row < 0) {
    table.values[column] = direction > 0 ? table.high[column]! : table.low[column]!
    return true
  }
  const left = table.basis[row]!
  const rising = table.rows[row]![column]! * direction < 0
  if (left < table.count) table.values[left] = rising ? table.high[left]! : table.low[left]!
  pivot(table, row, column, value)
  return true
}

function errorOf({ basis, basicValues, count }: Table): number {
  return basicValues.reduce((sum, value, i) => (basis[i]! >= count ? sum + value : sum), 0)
}

/** Solves a small system by the first phase of the simplex method for bounded values (Dantzig 1955). Deterministic. */
export function findFeasible(system: LinearSystem): Feasibility {
  const table = openTable(system)
  const size = system.totals.reduce((most, total) => Math.max(most, Math.abs(total)), 1)
  for (let pivots = 0; pivots < MOST_PIVOTS; pivots++) {
    if (errorOf(table) <= 1e-9 * size) {
      const values = table.values.slice()
      for (const [i, column] of table.basis.entries())
        if (column < table.count) values[column] = table.basicValues[i]!
      return { kind: 'feasible', values }
    }
    const gain = gains(table)
    const next = entering(table, gain)
    if (next === null) {
      const multipliers = table.signs.map((sign, i) => sign * gain[table.count + i]!)
      return { kind: 'infeasible', multipliers }
    }
    if (!move(table, next.column, next.direction)) return { kind: 'limit-reached' }
  }
  return { kind: 'limit-reached' }
}
