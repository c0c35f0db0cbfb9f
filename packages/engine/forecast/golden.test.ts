import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { arimaForecast, differenced, kpss } from './arima.ts'
import { smoothingForecast } from './exponential-smoothing.ts'
import { centredAverage } from './season.ts'
import { bestSmoothing, fitLine, smoothedLevel, thetaForecast } from './theta.ts'

/** What R found on the same data: reference.R beside it says how. */
const R = JSON.parse(readFileSync(new URL('./reference/reference.json', import.meta.url), 'utf8'))
const nile = Float64Array.from(R.nile as number[])
const air = Float64Array.from(R.air as number[])

/** Largest difference, as a part of the reference. */
function apart(found: Float64Array, reference: readonly number[]): number {
  assert.equal(found.length, reference.length)
  return Math.max(...reference.map((value, h) => Math.abs(found[h]! / value - 1)))
}

test('the line, the centred average and the KPSS statistic are those of R', () => {
  const { intercept, slope } = fitLine(nile)
  assert.ok(apart(Float64Array.of(intercept, slope), R.line) < 1e-8)
  const average = centredAverage(air, 12)
  for (const [t, value] of (R.centred as (number | null)[]).entries())
    assert.ok(value === null ? Number.isNaN(average[t]) : Math.abs(average[t]! - value) < 1e-6)
  assert.ok(Math.abs(kpss(nile) / R.kpss - 1) < 1e-8)
  assert.ok(Math.abs(kpss(differenced(nile)) / R.kpssOfSteps - 1) < 1e-8)
})

test('simple smoothing of the Nile has the weight and the level of R’s HoltWinters', () => {
  const alpha = bestSmoothing(nile)
  assert.ok(Math.abs(alpha - R.smoothing.alpha) < 0.01, `${alpha}`)
  assert.ok(Math.abs(smoothedLevel(nile, alpha) / R.smoothing.level - 1) < 0.002)
})

test('Theta, smoothing by five forms and ARIMA stay near R’s, which starts and estimates otherwise', () => {
  const near = (found: Float64Array | null, reference: readonly number[], by: number) =>
    assert.ok(apart(found!, reference) < by, `${apart(found!, reference)}`)
  near(thetaForecast(nile, 8), R.theta, 0.012)
  near(smoothingForecast(nile, 1, 8), R.nileEts, 0.001)
  // R also searches the first seasons, which here are the means of the first years
  near(smoothingForecast(air, 12, 8), R.airEts, 0.06)
  // two regressions instead of the greatest likelihood: the drift comes out steeper
  near(arimaForecast(nile, 8), R.nileArima, 0.11)
})
