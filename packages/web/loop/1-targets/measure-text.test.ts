import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedFigure } from './measure-text.ts'

const CNY = { code: 'CNY', digits: 2 }

test('what was typed is told as amounts are written; planning codes stay as they are', () => {
  const sales = { code: 'sales', kind: 'additive', unit: 'money' } as const
  const writing = { measure: sales, currency: CNY, language: 'en' } as const
  assert.deepEqual(
    ['8120000.00', '3100万', '-1,200.5', 'P%+10', 'S<>100', 'H'].map((code) => typedFigure(code, writing)),
    ['8,120,000.00 CNY', '31,000,000.00 CNY', '−1,200.50 CNY', 'P%+10', 'S<>100', 'H'],
  )
  const counts = { ...writing, measure: { code: 'visits', kind: 'additive', unit: 'count' } } as const
  assert.equal(typedFigure('12000', counts), '12,000')
  const rates = {
    ...writing,
    measure: {
      code: 'grossMargin',
      kind: 'ratio',
      unit: 'percent',
      numerator: 'grossProfit',
      denominator: 'sales',
    },
  } as const
  assert.deepEqual(
    ['12.5', '12.5%'].map((code) => typedFigure(code, rates)),
    ['12.5%', '12.5%'],
  )
})
