import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paceOf, standingOf } from './standing.ts'

const figure = (value: number) => ({ value, numerator: value, denominator: null })
const part = (value: number | null, other: number | null) => ({
  value,
  compared: other === null ? null : figure(other),
})

test('while a period runs a part stands beside what of its target is due, and says its share of the whole', () => {
  const pace = paceOf({ due: 550, compared: figure(1000) })
  assert.equal(pace, 0.55)
  // 60 of 100 with 55 due is ahead by 9 %; 40 is behind by more than the full tint shows.
  const ahead = standingOf(part(60, 100), 'higher', pace)
  assert.equal(ahead?.share, 0.6)
  assert.ok(Math.abs((ahead?.depth ?? 0) - (60 / 55 - 1) / 0.3) < 1e-12)
  assert.equal(standingOf(part(30, 100), 'higher', pace)?.depth, -1)
})

test('where less is better, more is bad; at what it is compared with it is neither', () => {
  assert.equal(standingOf(part(0.18, 0.1), 'lower', 1)?.depth, -1)
  assert.equal(standingOf(part(0.05, 0.1), 'lower', 1)?.depth, 1)
  assert.equal(Math.abs(standingOf(part(0.1, 0.1), 'lower', 1)?.depth ?? 9), 0)
})

test('without a target, once it is over, or before anything is due, all of it counts', () => {
  assert.equal(paceOf({ due: null, compared: figure(1000) }), 1)
  assert.equal(paceOf({ due: 5, compared: null }), 1)
  assert.equal(paceOf({ due: 0, compared: figure(1000) }), 1)
  assert.equal(standingOf(part(5, null), 'higher', 1), null)
  assert.equal(standingOf(part(null, 5), 'higher', 1), null)
  assert.equal(standingOf(part(5, 0), 'higher', 1), null)
})
