import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Block, measureOf, withDay, withTime } from './metric-draft.ts'

const label = { zh: '', zhTw: '', en: '' }
const day = (name: string) => ({ name, label })
const DEALS: Block = {
  fact: 'opportunity',
  label,
  days: [day('day'), day('closedOn'), day('expectedCloseOn')],
  amounts: [],
  keys: [],
  fields: [],
}

test('What is open at a moment ends on a day of its own; other kinds of time have none.', () => {
  const open = withTime(DEALS, measureOf('opportunity'), 'open')
  assert.deepEqual([open.time, open.endDay, open.at], ['open', 'closedOn', 'end'])
  assert.equal(withTime(DEALS, open, 'until').endDay, undefined)
  // Dated by the day on which it ended, it is open until the next one.
  assert.deepEqual(
    [withDay(DEALS, open, 'closedOn').day, withDay(DEALS, open, 'closedOn').endDay],
    ['closedOn', 'day'],
  )
  assert.equal(withDay(DEALS, open, 'day').day, undefined)
})
