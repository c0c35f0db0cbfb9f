import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellCode } from './cell-code.ts'

const CNY = { code: 'CNY', digits: 2 }

test('amounts that are pasted into cells are read as in forms; planning codes and what is no amount stay as they are', () => {
  const figures = { measure: { unit: 'money' }, currency: CNY }
  assert.deepEqual(
    ['￥1，200.50', 'CNY 3k', '12万', '', 'S<>100', 'P%+10', '$5', '12,34', 'abc'].map((text) =>
      cellCode(text, figures),
    ),
    ['1200.5', '3000', '120000', 'C', 'S<>100', 'P%+10', '$5', '12,34', 'abc'],
  )
  const counts = { measure: { unit: 'count' }, currency: CNY }
  assert.deepEqual(
    ['1，200', '¥5'].map((text) => cellCode(text, counts)),
    ['1200', '¥5'],
  )
  const rates = { measure: { unit: 'percent' }, currency: CNY }
  assert.equal(cellCode('12.5%', rates), '12.5%')
})
