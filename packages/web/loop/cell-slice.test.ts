import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FiscalCalendar } from '@salesloom/engine/calendar'
import { daysOf, sliceOfCell } from './cell-slice.ts'

const yearFrom = (startMonth: number): FiscalCalendar => ({
  pattern: 'months',
  startMonth,
  weekStart: 1,
  yearEndRule: 'last',
  yearNamedBy: 'end',
  longPeriod: 12,
})

test('A time member becomes its days within the fiscal year, whatever month that starts in.', () => {
  assert.deepEqual(daysOf(undefined, 2013, yearFrom(1)), { from: '2013-01-01', to: '2013-12-31' })
  assert.deepEqual(daysOf('quarter:2', 2013, yearFrom(1)), { from: '2013-04-01', to: '2013-06-30' })
  assert.deepEqual(daysOf('quarter:2013-2', 2013, yearFrom(1)), { from: '2013-04-01', to: '2013-06-30' })
  assert.deepEqual(daysOf('month:2012-02', 2012, yearFrom(1)), { from: '2012-02-01', to: '2012-02-29' })
  assert.deepEqual(daysOf('quarter:1', 2014, yearFrom(4)), { from: '2013-04-01', to: '2013-06-30' })
})

test('A cell of a plan becomes the filter of the orders behind it.', () => {
  const days = { from: '2013-01-01', to: '2013-03-31' }
  assert.deepEqual(sliceOfCell({ organisation: 'person:7', product: 'product:2' }, days, 'reseller'), {
    ...days,
    channel: 'reseller',
    personId: 7,
    productId: 2,
  })
  assert.deepEqual(sliceOfCell({ organisation: 'orgUnit:3', region: 'region:9' }, days, 'reseller'), {
    ...days,
    channel: 'reseller',
    orgUnitId: 3,
    regionId: 9,
  })
})
