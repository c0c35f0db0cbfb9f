/** Real totals that satisfy a few sums, to be replaced by whole ones nearby that satisfy them exactly. */
export type AtomRounding = {
  readonly reals: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** Σ members · atom = total */
  readonly rules: readonly { readonly members: readonly number[]; readonly total: number }[]
}

type Row = { coefficients: number[]; total: number }

const MOST_TRIES = 20_000

function isZero(value: number): boolean {
  return Math.abs(value) < 1e-9
}

/** Gauss and Jordan: each pivot column is 1 in its own row and 0 elsewhere. @returns null where the sums contradict */
function reduce(rules: AtomRounding['rules'], columns: number): { rows: Row[]; pivots: number[] } | null {
  const rows = rules.map(({ members, total }) => ({ coefficients: [...members], total }))
  const pivots: number[] = []
  for (let column = 0; column < columns && pivots.length < rows.length; column++) {
    const top = pivots.length
    const found = rows.findIndex((row, r) => r >= top && !isZero(row.coefficients[column]!))
    if (found < 0) continue
    ;[rows[top], rows[found]] = [rows[found]!, rows[top]!]
    const pivotRow = rows[top]!
    const scale = pivotRow.coefficients[column]!
    pivotRow.coefficients = pivotRow.coefficients.map((value) => value / scale)
    pivotRow.total /= scale
    for (const row of rows) {
      const factor = row.coefficients[column]!
      if (row === pivotRow || isZero(factor)) continue
      row.coefficients = row.coefficients.map((value, c) => value - factor * pivotRow.coefficients[c]!)
      row.total -= factor * pivotRow.total
    }
    pivots.push(column)
  }
  const contradiction = rows.slice(pivots.length).some((row) => !isZero(row.total))
  return contradiction ? null : { rows: rows.slice(0, pivots.length), pivots }
}

/** The whole numbers near a real one, nearest first. */
function candidates(value: number, low: number, high: number): number[] {
  const near = Math.round(value)
  return [near, near < value ? near + 1 : near - 1, near - 1, near + 1]
    .filter((whole, i, all) => all.indexOf(whole) === i && whole >= low && whole <= high)
    .map((whole) => (whole === 0 ? 0 : whole))
}

/**
 * Whole totals near the real ones that satisfy every sum: the atoms that the sums leave free are rounded, the others
 * follow from the sums. Tries the roundings nearest first, within a limit.
 *
 * @returns null where the sums contradict, or no rounding nearby keeps them and the bounds
 */
export function roundAtoms({ reals, low, high, rules }: AtomRounding): number[] | null {
  const system = reduce(rules, reals.length)
  if (system === null) return null
  const { rows, pivots } = system
  const free = reals.map((_, atom) => atom).filter((atom) => !pivots.includes(atom))
  const choice = reals.map((value) => Math.round(value))
  let tries = 0
  const complete = (): boolean => {
    for (const [r, pivot] of pivots.entries()) {
      const value = rows[r]!.coefficients.reduce(
        (rest, coefficient, atom) => (atom === pivot ? rest : rest - coefficient * choice[atom]!),
        rows[r]!.total,
      )
      const whole = Math.round(value)
      if (Math.abs(value - whole) > 1e-6 || whole < low[pivot]! || whole > high[pivot]!) return false
      choice[pivot] = whole
    }
    return true
  }
  const descend = (depth: number): boolean => {
    if (++tries > MOST_TRIES) return false
    if (depth === free.length) return complete()
    const atom = free[depth]!
    for (const whole of candidates(reals[atom]!, low[atom]!, high[atom]!)) {
      choice[atom] = whole
      if (descend(depth + 1)) return true
    }
    return false
  }
  for (const pivot of pivots) choice[pivot] = 0
  return descend(0) ? choice : null
}
