export {
  type Accuracy,
  type Backtest,
  backtest,
  scaledError,
  seasonalNaive,
  symmetricError,
} from './backtest.ts'
export { type Band, type Forecast, forecastSeries, type Method, type Series } from './forecast.ts'
export { oneStepErrors } from './intervals.ts'
export type { LevelShift } from './level-shifts.ts'
export {
  applyEvents,
  type EventEffect,
  type EventForecast,
  type EventKind,
  type ScenarioEvent,
  sumEvents,
} from './scenario-events.ts'
export { festivalShift, type Month, monthAfter } from './spring-festival.ts'
export { workingDaysFrom } from './working-days.ts'
