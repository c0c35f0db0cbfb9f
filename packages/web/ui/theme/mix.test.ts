import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mix } from './mix.ts'

test('Colours mix channel by channel, long and short forms alike.', () => {
  assert.equal(mix('#ffffff', '#000000', 0.5), '#808080')
  assert.equal(mix('#fff', '#6f8fbf', 1), '#6f8fbf')
  assert.equal(mix('#fff', '#6f8fbf', 0), '#ffffff')
})
