import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pasted, takeEdits } from './grid-range.ts'

test('a pasted block is taken where the grid has cells to write into; what is not taken is counted by its reason', () => {
  const block = [
    ['1', '2', '3'],
    ['4', '', '6'],
    ['7', '8', '9'],
  ]
  // Two rows and three columns, of which the first is read only; the block begins at the second row and first column.
  const edits = pasted(0, 1, block)
  const { taken, leftOut } = takeEdits(edits, { rows: 2, columns: 2 }, (_, column) => column > 0)
  assert.deepEqual(taken, [{ row: 1, column: 1, text: '2' }])
  assert.deepEqual(leftOut, { beyond: 6, fixed: 1 })
  // From the names on nothing is written that was meant for them.
  const fromNames = takeEdits(pasted(-1, 0, [['East', '5']]), { rows: 2, columns: 2 }, () => true)
  assert.deepEqual(fromNames.taken, [{ row: 0, column: 0, text: '5' }])
  assert.deepEqual(fromNames.leftOut, { beyond: 1, fixed: 0 })
})
