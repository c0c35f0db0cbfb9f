import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isChosen, lastUsable } from './return-focus.ts'

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

test('A place that the Tab key passes on its way round an open dialog is not gone back to; every other is.', () => {
  assert.equal(isChosen({ isCovering: false, wasCovering: true, isLastShown: true }), false)
  assert.equal(isChosen({ isCovering: true, wasCovering: true, isLastShown: true }), true)
  assert.equal(isChosen({ isCovering: true, wasCovering: false, isLastShown: true }), true)
  assert.equal(isChosen({ isCovering: false, wasCovering: false, isLastShown: true }), true)
  assert.equal(isChosen({ isCovering: false, wasCovering: true, isLastShown: false }), true)
})
