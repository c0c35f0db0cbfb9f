export { type Backtest, backtest, scaledError, symmetricError } from './backtest.ts'
export { type Band, type Forecast, forecastSeries, type Method, type Series } from './forecast.ts'
export { festivalShift, type Month, monthAfter, springFestival } from './spring-festival.ts'
