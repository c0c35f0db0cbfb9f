export { type Minimum, minimise, type Objective } from './minimise.ts'
