import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellCode } from './cell-code.ts'

const currency = { code: 'CNY' }
const reader = (unit: string) => (text: string) => cellCode(text, { measure: { unit }, currency })

test('Amounts that are pasted into cells are read as in forms; planning codes and what is no amount stay as they are.', () => {
  assert.deepEqual(
    ['￥1，200.50', 'CNY 3k', '12万', '', 'S<>100', 'P%+10', '$5', '12,34', 'abc'].map(reader('money')),
    ['1200.5', '3000', '120000', 'C', 'S<>100', 'P%+10', '$5', '12,34', 'abc'],
  )
  assert.deepEqual(['1，200', '¥5'].map(reader('count')), ['1200', '¥5'])
  assert.equal(reader('percent')('12.5%'), '12.5%')
})
