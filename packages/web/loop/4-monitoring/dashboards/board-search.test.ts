import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBoardSearch } from './board-search.ts'

test('chosen days stand in the address of a board both or not at all, and in their order', () => {
  const days = { from: '2026-01-05', to: '2026-02-01' }
  assert.deepEqual(readBoardSearch({ ...days, period: 'year' }), { ...days, period: 'year' })
  assert.deepEqual(readBoardSearch({ from: days.from }), {})
  assert.deepEqual(readBoardSearch({ from: days.to, to: days.from }), {})
  for (const to of ['2026-13-01', '2926-02-01', '01/02/2026', 20260201, undefined])
    assert.deepEqual(readBoardSearch({ from: days.from, to }), {}, String(to))
})
