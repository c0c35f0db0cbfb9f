import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scrollToMiddle } from './scroll-to-middle.ts'

test('an item outside of the strip comes to its middle, one at the beginning scrolls nothing', () => {
  const strip = { left: 14, width: 362 }
  const scrolled = scrollToMiddle(0, strip, { left: 680, width: 80 })
  assert.equal(680 + 80 / 2 - scrolled, 14 + 362 / 2)
  assert.equal(scrollToMiddle(scrolled, strip, { left: 680 - scrolled, width: 80 }), scrolled)
  assert.equal(scrollToMiddle(0, strip, { left: 20, width: 60 }), 0)
})
