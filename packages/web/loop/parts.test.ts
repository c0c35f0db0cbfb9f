import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACTIONS, mayDo, ROLES } from '@salesloom/contract'
import { PARTS, partsFor } from './parts.ts'

test('Whoever works with figures sees the whole loop; guests and respondents are shown no part that refuses them.', () => {
  const seen = Object.fromEntries(
    ROLES.map((role) => [role, partsFor(ACTIONS.filter((action) => mayDo(role, action))).length]),
  )
  const all = PARTS.length
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
