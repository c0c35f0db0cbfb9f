import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nestFound } from './nest-found.ts'

const off = (id: number, gap: number, code = '2026-4') => ({ id, gap, period: { code } })

test('what is below a unit that is off the same way in the same period is no finding of its own', () => {
  // 1 above 2 and 3; 4 below 3, which came out on its target.
  const parents = new Map([
    [1, null],
    [2, 1],
    [3, 1],
    [4, 3],
  ])
  const found = nestFound(
    [off(2, -60), off(1, -100), off(4, -50), off(4, 20, '2026-3'), off(2, -5, '2026-3')],
    parents,
  )
  assert.deepEqual(
    found.map(({ id, period, under, depth }) => [id, period.code, under, depth]),
    [
      [1, '2026-4', null, 0],
      [2, '2026-4', 1, 1],
      [4, '2026-4', 1, 1],
      [2, '2026-3', null, 0],
      [4, '2026-3', null, 0],
    ],
  )
})

test('the largest comes first, also of what is ahead and of what is below it', () => {
  const found = nestFound(
    [off(2, 5), off(3, 8), off(1, 13), off(4, 40, 'b')],
    new Map([
      [1, null],
      [2, 1],
      [3, 1],
      [4, 1],
    ]),
  )
  assert.deepEqual(
    found.map(({ id }) => id),
    [4, 1, 3, 2],
  )
})

test('one that is ahead below one that is short stands for itself', () => {
  const found = nestFound(
    [off(1, -100), off(2, 30)],
    new Map([
      [1, null],
      [2, 1],
    ]),
  )
  assert.deepEqual(
    found.map(({ id, under }) => [id, under]),
    [
      [1, null],
      [2, null],
    ],
  )
})

test('everything that was found is listed once, with its period and way', () => {
  const one = fc.record({
    id: fc.integer({ min: 1, max: 12 }),
    gap: fc.integer({ min: -50, max: 50 }),
    code: fc.constantFrom('a', 'b'),
  })
  fc.assert(
    fc.property(fc.uniqueArray(one, { selector: ({ id, code }) => `${id} ${code}` }), (rows) => {
      // Every member n stands below n ÷ 2.
      const parents = new Map(Array.from({ length: 12 }, (_, i) => [i + 1, i === 0 ? null : (i + 1) >> 1]))
      const found = nestFound(
        rows.map(({ id, gap, code }) => off(id, gap, code)),
        parents,
      )
      assert.equal(found.length, rows.length)
      assert.equal(new Set(found.map(({ id, period }) => `${id} ${period.code}`)).size, rows.length)
      for (const { id, under, period, gap } of found) {
        if (under === null) continue
        const parent = found.find((other) => other.id === under && other.period.code === period.code)
        assert.ok(parent !== undefined && parent.gap < 0 === gap < 0 && under < id)
      }
    }),
  )
})
