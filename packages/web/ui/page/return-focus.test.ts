import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastUsable } from './return-focus.ts'

test('the focus goes back to the newest place that is still there', () => {
  const gone = new Set(['close button', 'row that was removed'])
  const trail = ['search', 'new rule', 'row that was removed', 'close button']
  assert.equal(
    lastUsable(trail, (place) => !gone.has(place)),
    'new rule',
  )
  assert.equal(
    lastUsable(trail, () => false),
    undefined,
  )
})
