import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupedAmount, typedAmount } from './typed-amount.ts'

test('An amount that nobody typed stays empty and does not become 0.', () => {
  assert.equal(typedAmount(''), '')
  assert.equal(typedAmount(undefined), '')
  assert.equal(typedAmount('  '), '')
})

test('Grouping of either script is taken out, and what is no number is left for the field to refuse.', () => {
  assert.equal(typedAmount('1,234,567.80'), '1234567.80')
  assert.equal(typedAmount('1，234，567'), '1234567')
  assert.equal(typedAmount('abc'), 'abc')
})

test('Digits are grouped in threes, the decimal places left alone.', () => {
  assert.equal(groupedAmount(1234567.8901), '1,234,567.8901')
  assert.equal(groupedAmount(undefined), '')
  assert.equal(typedAmount(groupedAmount('-1234567.5')), '-1234567.5')
})
