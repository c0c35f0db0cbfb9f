import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  addDays,
  civilDateOf,
  dayNumber,
  elapsedShare,
  fiscalPeriodOf,
  fiscalYearBounds,
  monthBounds,
  monthsOfFiscalYear,
} from './index.ts'

test('a day number is the count of days since 1970-01-01', () => {
  assert.equal(dayNumber('1970-01-01'), 0)
  assert.equal(dayNumber('2000-03-01'), 11_017)
  assert.equal(dayNumber('2026-11-24'), 20_781)
})

test('every day number gives its date back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 200_000 }), (days) =>
      assert.equal(dayNumber(civilDateOf(days)), days),
    ),
    { numRuns },
  )
})

test('days that do not exist are refused', () => {
  for (const wrong of ['2023-02-29', '2024-13-01', '2024-00-10', '2024-4-01', 'tomorrow']) {
    assert.throws(() => dayNumber(wrong), /not a civil date/)
  }
  assert.equal(addDays('2024-02-28', 1), '2024-02-29')
})

test('a fiscal year that starts in April 2026 is fiscal 2027 and its first quarter ends in June', () => {
  assert.deepEqual(fiscalPeriodOf('2026-04-01', 4), { fiscalYear: 2027, quarter: 1, month: 1 })
  assert.deepEqual(fiscalPeriodOf('2026-03-31', 4), { fiscalYear: 2026, quarter: 4, month: 12 })
  assert.deepEqual(fiscalYearBounds(2027, 4), { from: '2026-04-01', to: '2027-03-31' })
})

test('the calendar year is the fiscal year that starts in January', () => {
  assert.deepEqual(fiscalPeriodOf('2013-11-29', 1), { fiscalYear: 2013, quarter: 4, month: 11 })
  assert.deepEqual(monthsOfFiscalYear(2013, 1).slice(0, 2), ['2013-01', '2013-02'])
})

test('29 of the 30 days of November are over at the end of the 29th', () => {
  assert.equal(elapsedShare('2013-11', '2013-11-29'), 29 / 30)
  assert.equal(elapsedShare('2013-11', '2013-10-31'), 0)
  assert.equal(elapsedShare('2013-11', '2013-12-01'), 1)
  assert.deepEqual(monthBounds('2024-02'), { from: '2024-02-01', to: '2024-02-29' })
})
