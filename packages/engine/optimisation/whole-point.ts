import { type Feasibility, findFeasible, type LinearSystem } from './feasible-point.ts'

/** As `Feasibility`; without multipliers where real values exist and whole ones do not. */
export type WholeFeasibility = Feasibility | { readonly kind: 'no-whole-values' }

function fractional(values: Float64Array): number {
  return values.findIndex((value) => Math.abs(value - Math.round(value)) > 1e-6)
}

function withBound(system: LinearSystem, side: 'low' | 'high', column: number, bound: number): LinearSystem {
  const bounds = system[side].slice()
  bounds[column] = bound
  return { ...system, [side]: bounds }
}

/**
 * Whole values that satisfy a small system: branch and bound (Land and Doig 1960), nearest whole number first.
 * @param budget systems that may be solved; what is used is taken off
 */
export function findWhole(system: LinearSystem, budget: { left: number }): WholeFeasibility {
  if (budget.left-- <= 0) return { kind: 'limit-reached' }
  const relaxed = findFeasible(system)
  if (relaxed.kind !== 'feasible') return relaxed
  const column = fractional(relaxed.values)
  if (column < 0) return { kind: 'feasible', values: relaxed.values.map((value) => Math.round(value)) }
  const value = relaxed.values[column]!
  const below = withBound(system, 'high', column, Math.floor(value))
  const above = withBound(system, 'low', column, Math.ceil(value))
  const branches = value - Math.floor(value) < 0.5 ? [below, above] : [above, below]
  let limited = false
  for (const branch of branches) {
    const found = findWhole(branch, budget)
    if (found.kind === 'feasible') return found
    if (found.kind === 'limit-reached') limited = true
  }
  return { kind: limited ? 'limit-reached' : 'no-whole-values' }
}
