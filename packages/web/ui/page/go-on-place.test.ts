import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstUsable } from './go-on-place.ts'

test('The keyboard goes on at what says so, else at the next step, else at whatever takes the focus.', () => {
  const there = (place: string) => !place.startsWith('hidden')
  assert.equal(firstUsable([['summary'], ['sign'], ['comment', 'sign']], there), 'summary')
  assert.equal(firstUsable([[], ['sign'], ['comment', 'sign']], there), 'sign')
  assert.equal(firstUsable([[], ['hidden sign'], ['hidden sign', 'comment']], there), 'comment')
  assert.equal(firstUsable([[], []], there), undefined)
})
