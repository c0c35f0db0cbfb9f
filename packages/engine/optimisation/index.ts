export { type Minimum, minimise, type Objective } from './minimise.ts'
export { type Found, searchBox } from './search.ts'
