import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsMatching, visibleRows } from './tree.ts'

const row = (key: string, parentKey: string | null, level: number) => ({
  key,
  parentKey,
  level,
  hasChildren: level < 2,
})
const tree = [row('a', null, 0), row('a1', 'a', 1), row('a1x', 'a1', 2), row('a2', 'a', 1), row('b', null, 0)]
const keys = (rows: readonly { key: string }[]) => rows.map((one) => one.key)

test('A row is visible when every ancestor is open, in the order given.', () => {
  assert.deepEqual(keys(visibleRows(tree, new Set())), ['a', 'b'])
  assert.deepEqual(keys(visibleRows(tree, new Set(['a']))), ['a', 'a1', 'a2', 'b'])
  assert.deepEqual(keys(visibleRows(tree, new Set(['a1']))), ['a', 'b'])
  assert.deepEqual(keys(visibleRows(tree, new Set(['a', 'a1']))), ['a', 'a1', 'a1x', 'a2', 'b'])
})

test('A match keeps its ancestors, so that its place in the tree stays visible.', () => {
  assert.deepEqual(keys(rowsMatching(tree, (one) => one.key === 'a1x')), ['a', 'a1', 'a1x'])
  assert.deepEqual(keys(rowsMatching(tree, () => false)), [])
})
