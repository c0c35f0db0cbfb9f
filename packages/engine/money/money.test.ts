import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  apportion,
  divideRounded,
  formatMinorUnits,
  parseLedger,
  preciseSum,
  sumLedger,
  toMinorUnits,
} from './index.ts'

test('100 split 1 : 1 : 1 gives the unit left over to the first', () => {
  assert.deepEqual([...apportion(100, [1, 1, 1])], [34, 33, 33])
})

test('the example of docs/methods/spreading.md: 10 000 over 3, 5 and 7 is 2 000, 3 333 and 4 667', () => {
  assert.deepEqual([...apportion(10_000, [3, 5, 7])], [2_000, 3_333, 4_667])
})

test('a negative total mirrors the positive one', () => {
  assert.deepEqual([...apportion(-100, [1, 1, 1])], [-34, -33, -33])
})

test('all-zero weights become an equal split', () => {
  assert.deepEqual([...apportion(10, [0, 0, 0, 0])], [3, 3, 2, 2])
})

test('a zero weight among others gets nothing', () => {
  assert.deepEqual([...apportion(11, [0, 1, 0, 1])], [0, 6, 0, 5])
})

test('negative, infinite and missing weights are refused by position', () => {
  for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => apportion(10, [1, wrong]), /weight 1/)
  }
  assert.throws(() => apportion(0.5, [1]), /total 0.5/)
})

test('ledger decimals are added exactly where doubles drift', () => {
  const tenTimes = Array.from({ length: 10 }, () => '0.1')
  assert.equal(sumLedger(tenTimes), 10_000n)
  assert.equal(parseLedger('-12.345'), -123_450n)
  assert.throws(() => parseLedger('1.23456'), /at most four places/)
})

test('rounding once at the end differs from rounding line by line, and the former is right', () => {
  const lines = ['0.0040', '0.0040', '0.0040']
  assert.equal(toMinorUnits(sumLedger(lines), 2), 1)
  assert.equal(
    lines.reduce((sum, line) => sum + toMinorUnits(parseLedger(line), 2), 0),
    0,
  )
})

test('halves are rounded away from zero on both sides', () => {
  assert.equal(divideRounded(5n, 10n), 1n)
  assert.equal(divideRounded(-5n, 10n), -1n)
  assert.equal(toMinorUnits(parseLedger('-0.0050'), 2), -1)
})

test('minor units print with all their places', () => {
  assert.equal(formatMinorUnits(-5, 2), '-0.05')
  assert.equal(formatMinorUnits(123_456, 2), '1234.56')
  assert.equal(formatMinorUnits(1_234, 0), '1234')
})

test('a sum of large and small values keeps the small ones', () => {
  assert.equal(preciseSum([1e16, 1, -1e16]), 1)
  assert.equal(preciseSum([1, Number.NEGATIVE_INFINITY, 1]), Number.NEGATIVE_INFINITY)
})
