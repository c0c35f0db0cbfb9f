export { type Course, cumulativeIncidence, type Incidence, incidenceWithin } from './cumulative-incidence.ts'
export { type Span, survivalQuantile } from './kaplan-meier.ts'
export { compareIncidence, compareSpans, type GroupedCourse, type GroupedSpan } from './log-rank.ts'
