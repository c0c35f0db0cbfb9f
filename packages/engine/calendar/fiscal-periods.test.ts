import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  addDays,
  civilDateOf,
  dayNumber,
  daysOfYear,
  type FiscalCalendar,
  fiscalPartBefore,
  fiscalPartHolding,
  fiscalPeriodOf,
  fiscalPlaceOf,
  fiscalYearName,
  periodsOfYear,
} from './index.ts'

const MONTHS: FiscalCalendar = {
  pattern: 'months',
  startMonth: 4,
  weekStart: 1,
  yearEndRule: 'last',
  yearNamedBy: 'end',
  longPeriod: 12,
}
/** The National Retail Federation’s calendar: weeks from Sunday, to the Saturday nearest to 31 January. */
const RETAIL: FiscalCalendar = {
  pattern: '4-5-4',
  startMonth: 2,
  weekStart: 7,
  yearEndRule: 'nearest',
  yearNamedBy: 'start',
  longPeriod: 12,
}

test('the retail year 2023 begins on 29 January 2023, has 53 weeks and five of them in its last period', () => {
  assert.deepEqual(daysOfYear(2023, RETAIL), { from: '2023-01-29', until: '2024-02-04', weeks: 53 })
  const periods = periodsOfYear(2023, RETAIL)
  assert.deepEqual(
    periods.map(({ weeks }) => weeks),
    [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5],
  )
  assert.deepEqual(
    [periods[0], periods[11]],
    [
      { period: 1, quarter: 1, from: '2023-01-29', until: '2023-02-26', weeks: 4 },
      { period: 12, quarter: 4, from: '2023-12-31', until: '2024-02-04', weeks: 5 },
    ],
  )
  assert.equal(fiscalYearName(2023, RETAIL), 'FY2023')
})

test('a year of months from April 2026 is 2027 by its end and 2026 by its start, with the same days', () => {
  const byStart: FiscalCalendar = { ...MONTHS, yearNamedBy: 'start' }
  const days = { from: '2026-04-01', until: '2027-04-01', weeks: null }
  assert.deepEqual([daysOfYear(2027, MONTHS), daysOfYear(2026, byStart)], [days, days])
  assert.equal(fiscalPlaceOf('2026-04-01', MONTHS).fiscalYear, 2027)
  assert.deepEqual(fiscalPlaceOf('2027-01-15', byStart), { fiscalYear: 2026, quarter: 4, period: 10 })
  assert.deepEqual(fiscalPartBefore('2026-04-10', 'quarter', MONTHS), {
    from: '2026-01-01',
    until: '2026-04-01',
  })
})

const calendars: fc.Arbitrary<FiscalCalendar> = fc.record({
  pattern: fc.constantFrom('months', '4-4-5', '4-5-4', '5-4-4'),
  startMonth: fc.integer({ min: 1, max: 12 }),
  weekStart: fc.integer({ min: 1, max: 7 }),
  yearEndRule: fc.constantFrom('last', 'nearest'),
  yearNamedBy: fc.constantFrom('start', 'end'),
  longPeriod: fc.integer({ min: 1, max: 12 }),
})
const days = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2060-12-31') }).map(civilDateOf)

test('in every calendar each day lies in one period of its year, and the periods follow each other without a gap', () => {
  fc.assert(
    fc.property(calendars, days, (calendar, day) => {
      const { fiscalYear, period, quarter } = fiscalPlaceOf(day, calendar)
      const periods = periodsOfYear(fiscalYear, calendar)
      const own = periods[period - 1]!
      assert.ok(own.from <= day && day < own.until)
      assert.equal(own.quarter, quarter)
      const year = daysOfYear(fiscalYear, calendar)
      assert.equal(periods[0]!.from, year.from)
      assert.equal(periods[11]!.until, year.until)
      for (let at = 1; at < 12; at++) assert.equal(periods[at]!.from, periods[at - 1]!.until)
      assert.equal(daysOfYear(fiscalYear + 1, calendar).from, year.until)
      if (calendar.pattern !== 'months')
        assert.equal(
          periods.reduce((sum, { weeks }) => sum + (weeks ?? 0), 0),
          year.weeks,
        )
    }),
    { numRuns },
  )
})

test('the parts around a day hold it, and the part before ends where it begins', () => {
  fc.assert(
    fc.property(calendars, days, fc.constantFrom('month', 'quarter', 'year'), (calendar, day, part) => {
      const { from, until } = fiscalPartHolding(day, part, calendar)
      assert.ok(from <= day && day < until)
      assert.equal(fiscalPartBefore(day, part, calendar).until, from)
      if (calendar.pattern === 'months' && calendar.yearNamedBy === 'end')
        assert.equal(
          fiscalPeriodOf(addDays(until, -1), calendar.startMonth).fiscalYear,
          fiscalPeriodOf(day, calendar.startMonth).fiscalYear,
        )
    }),
    { numRuns },
  )
})
