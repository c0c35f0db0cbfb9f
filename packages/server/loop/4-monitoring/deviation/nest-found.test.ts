import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nestFound } from './nest-found.ts'

const off = (id: number, gap: number, code = '2026-4') => ({
  id,
  gap,
  period: { code, part: code.includes('-') ? ('quarter' as const) : ('year' as const) },
})
type Found = ReturnType<typeof nestFound<ReturnType<typeof off>>>
const lines = (found: Found) =>
  found.map(({ id, period, under, depth }) => [
    id,
    period.code,
    under === null ? null : `${under.id} ${under.period}`,
    depth,
  ])

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
  assert.deepEqual(lines(found), [
    [1, '2026-4', null, 0],
    [2, '2026-4', '1 2026-4', 1],
    [4, '2026-4', '1 2026-4', 1],
    [2, '2026-3', null, 0],
    [4, '2026-3', null, 0],
  ])
})

const alone = new Map([[1, null]])

test('a year that one quarter explains stands below the quarter; several quarters stand below their year', () => {
  assert.deepEqual(lines(nestFound([off(1, -100, '2026'), off(1, -50, '2026-2')], alone)), [
    [1, '2026-2', null, 0],
    [1, '2026', '1 2026-2', 1],
  ])
  assert.deepEqual(
    lines(nestFound([off(1, -100, '2026'), off(1, -30, '2026-1'), off(1, -60, '2026-2')], alone)),
    [
      [1, '2026', null, 0],
      [1, '2026-2', '1 2026', 1],
      [1, '2026-1', '1 2026', 1],
    ],
  )
})

test('a quarter with less than half of the year’s gap is part of the year', () => {
  assert.deepEqual(lines(nestFound([off(1, -49, '2026-2'), off(1, -100, '2026')], alone)), [
    [1, '2026', null, 0],
    [1, '2026-2', '1 2026', 1],
  ])
})

test('quarters without their year, of another year, or off the other way stand for themselves', () => {
  const found = nestFound(
    [off(1, -40, '2026-1'), off(1, -30, '2026-2'), off(1, 90, '2026'), off(1, -20, '2025')],
    alone,
  )
  assert.deepEqual(
    found.map(({ under }) => under),
    [null, null, null, null],
  )
})

test('years and quarters of units below an area are one finding with the area', () => {
  const parents = new Map([
    [1, null],
    [2, 1],
  ])
  const found = nestFound(
    [
      off(1, -100, '2026'),
      off(1, -90, '2026-2'),
      off(2, -70, '2026'),
      off(2, -60, '2026-2'),
      off(2, -9, '2026-1'),
    ],
    parents,
  )
  assert.deepEqual(lines(found), [
    [1, '2026-2', null, 0],
    [1, '2026', '1 2026-2', 1],
    [2, '2026', '1 2026', 2],
    [2, '2026-1', '2 2026', 3],
    [2, '2026-2', '1 2026-2', 1],
  ])
})

test('the largest comes first, also of what is ahead and of what is below it', () => {
  const found = nestFound(
    [off(2, 5), off(3, 8), off(1, 13), off(4, 40, '2026-3')],
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

test('everything that was found is listed once, right after what it is part of or a sibling, with its way', () => {
  const one = fc.record({
    id: fc.integer({ min: 1, max: 12 }),
    gap: fc.integer({ min: -50, max: 50 }),
    code: fc.constantFrom('2026', '2026-1', '2026-2', '2026-3'),
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
      for (const [i, { id, under, period, gap, depth }] of found.entries()) {
        if (under === null) {
          assert.equal(depth, 0)
          continue
        }
        const at = found.findIndex((other) => other.id === under.id && other.period.code === under.period)
        const parent = found[at]
        assert.ok(parent !== undefined && at < i && parent.gap < 0 === gap < 0 && parent.depth === depth - 1)
        assert.ok(found.slice(at + 1, i).every((between) => between.depth >= depth))
        assert.ok(
          under.id === id ? under.period !== period.code : under.period === period.code && under.id < id,
        )
      }
    }),
  )
})
