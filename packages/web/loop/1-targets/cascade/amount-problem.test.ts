import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountProblem } from './amount-problem.ts'

test('A figure below 0 is refused and not made 0; only a move goes below 0, and an empty field is wrong when it is asked for.', () => {
  assert.equal(amountProblem(-5), 'below')
  assert.equal(amountProblem(-5, { isMove: true }), null)
  assert.equal(amountProblem(0), null)
  assert.equal(amountProblem(null), null)
  assert.equal(amountProblem(null, { isMissing: true }), 'amount')
})
