import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Measure } from '@salesloom/contract'
import { withDay, withTime } from './measure-days.ts'

const DEALS = { days: [{ name: 'day' }, { name: 'closedOn' }, { name: 'expectedCloseOn' }] }
const COUNTED: Measure = { fact: 'opportunity', aggregate: 'count', time: 'during', at: 'end', filters: [] }

test('What is open at a moment ends on a day of its own; other kinds of time have none.', () => {
  const open = withTime(DEALS, COUNTED, 'open')
  assert.deepEqual([open.time, open.endDay, open.at], ['open', 'closedOn', 'end'])
  assert.equal(withTime(DEALS, open, 'until').endDay, undefined)
  // Dated by the day on which it ended, it is open until the next one.
  const closed = withDay(DEALS, open, 'closedOn')
  assert.deepEqual([closed.day, closed.endDay], ['closedOn', 'day'])
  assert.equal(withDay(DEALS, open, 'day').day, undefined)
})
