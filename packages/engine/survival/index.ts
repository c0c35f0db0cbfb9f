export { cumulativeIncidence, type Incidence } from './cumulative-incidence.ts'
export { type Span, survivalQuantile } from './kaplan-meier.ts'
export { type Interval, wilsonInterval } from './wilson.ts'
