import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { digestOf } from './index.ts'

const cells = fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 50 })

test('equal cells have equal digests, and a changed, moved or missing cell has another', () => {
  fc.assert(
    fc.property(cells, fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (values, pick, by) => {
      const given = Float64Array.from(values)
      const digest = digestOf(given)
      assert.equal(digestOf(given.slice()), digest)
      const at = pick % given.length
      const changed = given.with(at, given[at] === by ? by + 1 : by)
      assert.notEqual(digestOf(changed), digest)
      const next = (at + 1) % given.length
      if (given[at] !== given[next])
        assert.notEqual(digestOf(given.with(at, given[next]!).with(next, given[at]!)), digest)
      assert.notEqual(digestOf(given.slice(1)), digest)
    }),
    { numRuns },
  )
})
