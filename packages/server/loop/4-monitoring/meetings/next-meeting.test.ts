import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextMeeting } from './find-meetings.ts'
import type { MeetingRow } from './meeting.store.ts'

const held = (day: string, state: 'open' | 'closed' = 'closed', meetingId = 1) =>
  ({ day, state, meetingId }) as unknown as MeetingRow

test('the next meeting is on the next day of the series that none was held on, however many were held ahead', () => {
  // 2026-11-28 is a Saturday.
  assert.deepEqual(nextMeeting([], 1, '2026-11-28'), { day: '2026-11-30', meetingId: null })
  assert.equal(nextMeeting([held('2026-11-30')], 1, '2026-11-28').day, '2026-12-07')
  const ahead = [held('2026-12-14'), held('2026-12-07'), held('2026-11-30')]
  assert.equal(nextMeeting(ahead, 1, '2026-11-28').day, '2026-12-21')
})

test('one that is open goes before; of several the earliest', () => {
  const open = [held('2026-12-07', 'open', 3), held('2026-11-30', 'open', 2)]
  assert.deepEqual(nextMeeting(open, 1, '2026-11-28'), { day: '2026-11-30', meetingId: 2 })
})
