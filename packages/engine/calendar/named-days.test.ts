import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FiscalCalendar } from './fiscal-periods.ts'
import { NAMED_DAYS, namedDays } from './named-days.ts'

const APRIL = { pattern: 'months', startMonth: 4, yearNamedBy: 'end' } as FiscalCalendar

test('named periods move on with the day, by the fiscal calendar', () => {
  const found = Object.fromEntries(NAMED_DAYS.map((name) => [name, namedDays(name, '2026-05-20', APRIL)]))
  assert.deepEqual(found, {
    month: { from: '2026-05-01', to: '2026-05-31' },
    lastMonth: { from: '2026-04-01', to: '2026-04-30' },
    quarter: { from: '2026-04-01', to: '2026-06-30' },
    lastQuarter: { from: '2026-01-01', to: '2026-03-31' },
    year: { from: '2026-04-01', to: '2027-03-31' },
    lastYear: { from: '2025-04-01', to: '2026-03-31' },
    twelve: { from: '2025-06-01', to: '2026-05-31' },
  })
})
