import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayDo, ROLES } from '@salesloom/contract'
import { PART_ACTIONS } from './part-actions.ts'

test('Whoever works with figures sees the whole loop; guests and respondents are shown no part that refuses them.', () => {
  const needed = Object.values(PART_ACTIONS)
  const seen = Object.fromEntries(
    ROLES.map((role) => [role, needed.filter((action) => mayDo(role, action)).length]),
  )
  const all = needed.length
  assert.deepEqual(seen, {
    administrator: all,
    director: all,
    manager: all,
    representative: all,
    analyst: all,
    respondent: 0,
    guest: 0,
  })
})
