import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, dayNumber, type FiscalCalendar } from '@salesloom/engine/calendar'
import fc from 'fast-check'
import { comparedDays, daysIn } from './periods.ts'

const MONTHS: FiscalCalendar = {
  startMonth: 1,
  pattern: 'months',
  weekStart: 1,
  yearEndRule: 'nearest',
  yearNamedBy: 'start',
  longPeriod: 12,
}
const WEEKS: FiscalCalendar = { ...MONTHS, pattern: '4-5-4', startMonth: 2, weekStart: 7 }
const YEAR = { from: '2026-01-01', to: '2026-12-31' }
const QUARTER = { from: '2026-10-01', to: '2026-12-31' }

test('A year that is under way is compared with last year until the same day.', () => {
  assert.deepEqual(comparedDays(YEAR, 'lastYear', MONTHS, '2026-11-27'), {
    from: '2025-01-01',
    to: '2025-11-27',
  })
  assert.deepEqual(comparedDays(YEAR, 'lastYear', MONTHS), { from: '2025-01-01', to: '2025-12-31' })
})

test('A quarter that is under way is compared with as many days of the quarter before, from its beginning.', () => {
  // 58 days of October and November; 58 days from 1 July on.
  assert.deepEqual(comparedDays(QUARTER, 'previousPeriod', MONTHS, '2026-11-27'), {
    from: '2026-07-01',
    to: '2026-08-27',
  })
  // March has more days than February: no more than the month before has.
  const march = { from: '2026-03-01', to: '2026-03-31' }
  assert.deepEqual(comparedDays(march, 'previousPeriod', MONTHS, '2026-03-30'), {
    from: '2026-02-01',
    to: '2026-02-28',
  })
})

test('A target, and days that are over or have not begun, are compared whole.', () => {
  assert.deepEqual(comparedDays(YEAR, 'target', MONTHS, '2026-11-27'), YEAR)
  for (const elapsed of ['2025-12-31', '2026-12-31', '2027-02-01'])
    for (const name of ['lastYear', 'previousPeriod'] as const)
      assert.deepEqual(comparedDays(YEAR, name, MONTHS, elapsed), comparedDays(YEAR, name, MONTHS))
})

test('Days that have gone by are never compared with more days, nor with days outside of the whole comparison.', () => {
  const day = fc.integer({ min: 0, max: 2_000 }).map((n) => addDays('2022-01-03', n))
  const calendar = fc.constantFrom<FiscalCalendar>(MONTHS, { ...MONTHS, startMonth: 4 }, WEEKS)
  const name = fc.constantFrom('lastYear' as const, 'previousPeriod' as const)
  fc.assert(
    fc.property(day, fc.nat(500), fc.nat(500), calendar, name, (from, length, gone, calendar, name) => {
      const days = { from, to: addDays(from, length) }
      const elapsed = addDays(from, Math.min(gone, length))
      const whole = comparedDays(days, name, calendar)
      const part = comparedDays(days, name, calendar, elapsed)
      assert.equal(part.from, whole.from)
      assert.ok(part.to <= whole.to && part.to >= part.from)
      // 29 February has no day of its own a year earlier.
      if (dayNumber(elapsed) < dayNumber(days.to))
        assert.ok(Math.abs(daysIn(part) - daysIn({ from, to: elapsed })) <= 1)
    }),
  )
})
