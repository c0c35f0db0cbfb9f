import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellCode, typedFigure } from './cell-code.ts'

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

test('what was typed is told as amounts are written; planning codes stay as they are', () => {
  const writing = { measure: { unit: 'money' }, currency: CNY, language: 'en' } as const
  assert.deepEqual(
    ['8120000.00', '3100万', '-1,200.5', 'P%+10', 'S<>100', 'H'].map((code) => typedFigure(code, writing)),
    ['8,120,000.00 CNY', '31,000,000.00 CNY', '−1,200.50 CNY', 'P%+10', 'S<>100', 'H'],
  )
  const counts = { ...writing, measure: { unit: 'count' } } as const
  assert.equal(typedFigure('12000', counts), '12,000')
  const rates = {
    ...writing,
    measure: { unit: 'percent' },
  } as const
  assert.deepEqual(
    ['12.5', '12.5%'].map((code) => typedFigure(code, rates)),
    ['12.5%', '12.5%'],
  )
})
