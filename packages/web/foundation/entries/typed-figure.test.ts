import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { figureText, figureTyped } from './typed-figure.ts'

const AMOUNT = { type: 'decimal' } as const
const RATE = { type: 'rate' } as const

test('Amounts are typed with separators and in 万, 亿, K or M; what is no figure stays as it is.', () => {
  const typed = ['1,200.50', '12万', '1.25 亿', '3k', '-0.5万', '007', '12,34', 'abc', '10%', '', '1.2345万']
  assert.deepEqual(
    typed.map((text) => figureTyped(AMOUNT, text)),
    ['1200.5', '120000', '125000000', '3000', '-5000', '7', '12,34', 'abc', '10%', '', '12345'],
  )
})

test('An amount may have its own currency before it, and full-width signs; one of another currency is no figure.', () => {
  const read = (currency: string) => (text: string) => figureTyped(AMOUNT, text, currency)
  assert.deepEqual(
    [
      '¥1,200.50',
      '￥1，200．5',
      'CNY 12万',
      'cny3k',
      'CN¥ 7',
      '-¥0.5万',
      '¥-8',
      '１２３',
      '$100',
      '¥12,34',
      'S 100',
    ].map(read('CNY')),
    ['1200.5', '1200.5', '120000', '3000', '7', '-5000', '-8', '123', '$100', '¥12,34', 'S 100'],
  )
  assert.deepEqual(['$1,200', '＄3k', 'US$5', 'USD 2m', '¥100', 'EUR 1'].map(read('USD')), [
    '1200',
    '3000',
    '5',
    '2000000',
    '¥100',
    'EUR 1',
  ])
  assert.equal(figureTyped(AMOUNT, '¥100'), '¥100', 'a figure of no currency has none before it')
})

test('Rates are typed in percent, with the sign or without.', () => {
  const typed = ['10', '10%', '0.5', '-12.5%', '100', '3万']
  assert.deepEqual(
    typed.map((text) => figureTyped(RATE, text)),
    ['0.1', '0.1', '0.005', '-0.125', '1', '3万'],
  )
})

test('A figure is shown without zeros that say nothing, and typed back it is the same.', () => {
  assert.deepEqual(
    ['520000.0000', '0.5000', '-12.3400', '100'].map((value) => figureText(AMOUNT, value)),
    ['520000', '0.5', '-12.34', '100'],
  )
  assert.deepEqual(
    ['0.100000', '1.000000', '0.000000', '-0.125000', '0.333333'].map((value) => figureText(RATE, value)),
    ['10', '100', '0', '-12.5', '33.3333'],
  )
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.constantFrom(AMOUNT, RATE),
      (n, field) => {
        const value = (n / 1_000_000).toFixed(6)
        assert.equal(Number(figureTyped(field, figureText(field, value))), Number(value))
      },
    ),
  )
})
