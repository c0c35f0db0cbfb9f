import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  dayNumber,
  daysOfYear,
  type FiscalCalendar,
  fiscalPlaceOf,
  periodBounds,
  periodMonthOf,
  periodMonths,
  yearEarlier,
} from './index.ts'

/** The retail calendar: 4-5-4 weeks from Sunday on, to the Saturday nearest to 31 January, named by its beginning. */
const RETAIL: FiscalCalendar = {
  pattern: '4-5-4',
  startMonth: 2,
  weekStart: 7,
  yearEndRule: 'nearest',
  yearNamedBy: 'start',
  longPeriod: 12,
}
const APRIL: FiscalCalendar = { ...RETAIL, pattern: 'months', startMonth: 4 }

test('a period of weeks is called after the month that it stands for', () => {
  assert.deepEqual(periodMonths(2023, RETAIL).slice(0, 2), ['2023-02', '2023-03'])
  assert.equal(periodMonthOf('2023-01-29', RETAIL), '2023-02')
  assert.equal(periodMonthOf('2024-02-03', RETAIL), '2024-01')
  // The published 53rd week of 2023: 28 January to 3 February 2024, in period 12.
  assert.deepEqual(periodBounds('2024-01', RETAIL), { from: '2023-12-31', to: '2024-02-03' })
  assert.deepEqual(periodBounds('2024-02', RETAIL), { from: '2024-02-04', to: '2024-03-02' })
})

test('in a calendar of months a period is its month, whatever month the year starts in', () => {
  assert.deepEqual(periodMonths(2023, APRIL).slice(0, 1), ['2023-04'])
  assert.equal(periodMonthOf('2024-02-29', APRIL), '2024-02')
  assert.deepEqual(periodBounds('2024-02', APRIL), { from: '2024-02-01', to: '2024-02-29' })
  assert.deepEqual(
    ['2025-02-28', '2024-02-29', '2024-03-31', '2024-05-20'].map((day) => yearEarlier(day, APRIL)),
    ['2024-02-29', '2023-02-28', '2023-03-31', '2023-05-20'],
  )
})

test('a year earlier has as many days: the year after one of 53 weeks stands beside its weeks 2 to 53', () => {
  const beside = (fiscalYear: number) => {
    const { from, until } = daysOfYear(fiscalYear, RETAIL)
    return [yearEarlier(from, RETAIL), yearEarlier(addDays(until, -1), RETAIL)]
  }
  assert.deepEqual(beside(2024), ['2023-02-05', '2024-02-03'])
  // The 53rd week itself stands beside the same week of the year before, which began 2023.
  assert.deepEqual(beside(2023), ['2022-01-30', '2023-02-04'])
})

const calendars = fc.record({
  pattern: fc.constantFrom('months', '4-4-5', '4-5-4', '5-4-4'),
  startMonth: fc.integer({ min: 1, max: 12 }),
  weekStart: fc.integer({ min: 1, max: 7 }),
  yearEndRule: fc.constantFrom('last', 'nearest'),
  yearNamedBy: fc.constantFrom('start', 'end'),
  longPeriod: fc.integer({ min: 1, max: 12 }),
}) as fc.Arbitrary<FiscalCalendar>
const days = fc.integer({ min: 0, max: 40_000 }).map((day) => addDays('1970-01-01', day))

test('every day lies in the period that it is named after, and the names of a year are its periods', () => {
  fc.assert(
    fc.property(calendars, days, (calendar, day) => {
      const month = periodMonthOf(day, calendar)
      const { from, to } = periodBounds(month, calendar)
      assert.ok(from <= day && day <= to)
      const { fiscalYear, period } = fiscalPlaceOf(day, calendar)
      assert.equal(periodMonths(fiscalYear, calendar)[period - 1], month)
      const earlier = yearEarlier(day, calendar)
      const gap = dayNumber(day) - dayNumber(earlier)
      assert.ok(calendar.pattern === 'months' ? gap >= 364 && gap <= 366 : gap === 364)
    }),
  )
})
