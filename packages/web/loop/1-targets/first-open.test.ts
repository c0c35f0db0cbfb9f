import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstOpen } from './first-open.ts'

test('A grid begins with a screen full of rows: all of a level in two screens, else as many from the top as fit one.', () => {
  assert.deepEqual(firstOpen([2, 3, 0, 4]), [true, true, false, true])
  // 1 + 5 + 13 rows are a row more than a screen: all of it, and not the five alone above an empty page.
  assert.deepEqual(firstOpen([2, 3, 3, 3, 2]), [true, true, true, true, true])
  assert.deepEqual(firstOpen([10, 20, 4, 30]), [true, false, false, false])
  assert.deepEqual(firstOpen([3, 30, 3]), [true, false, true])
  assert.deepEqual(firstOpen([]), [])
})
