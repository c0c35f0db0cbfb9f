import assert from 'node:assert/strict'
import { test } from 'node:test'
import { causeOf } from './deliver.ts'

const failure = (url: string) => fetch(url).then(() => null, causeOf)

test('What stops a delivery is told by a word, however deep the reason lies.', async () => {
  assert.equal(await failure('http://127.0.0.1:9/'), 'refused')
  assert.equal(await failure('http://localhost:59999/'), 'refused')
  const several = new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })])
  assert.equal(causeOf(new TypeError('fetch failed', { cause: several })), 'refused')
  assert.equal(causeOf(new DOMException('late', 'TimeoutError')), 'timeout')
  assert.equal(causeOf(new TypeError('fetch failed')), 'unreachable')
})
