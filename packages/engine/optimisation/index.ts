export { type Feasibility, findFeasible, type LinearSystem } from './feasible-point.ts'
export { type Minimum, minimise, type Objective } from './minimise.ts'
export { type Found, searchBox } from './search.ts'
export { findWhole, type WholeFeasibility } from './whole-point.ts'
