export { type Backtest, backtest, scaledError, symmetricError } from './backtest.ts'
export { type Band, type Forecast, forecastSeries, type Method, type Series } from './forecast.ts'
export { oneStepErrors } from './intervals.ts'
export { festivalShift, type Month, monthAfter } from './spring-festival.ts'
