import assert from 'node:assert/strict'
import { test } from 'node:test'
import { depthFirst } from './depth-first.ts'

test('Members are listed parent before children, whatever order they came in.', () => {
  const rows = depthFirst([
    { id: 3, parentId: 2 },
    { id: 2, parentId: 1 },
    { id: 4, parentId: 1 },
    { id: 1, parentId: null },
  ])
  assert.deepEqual(
    rows.map(({ id, level, hasChildren }) => [id, level, hasChildren]),
    [
      [1, 0, true],
      [2, 1, true],
      [3, 2, false],
      [4, 1, false],
    ],
  )
})

test('A member whose parent is out of sight becomes a root, as for a manager who sees a subtree.', () => {
  const rows = depthFirst([
    { id: 7, parentId: 1 },
    { id: 8, parentId: 7 },
  ])
  assert.deepEqual(
    rows.map(({ key, parentKey, level }) => [key, parentKey, level]),
    [
      ['7', null, 0],
      ['8', '7', 1],
    ],
  )
})
