import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  apportion,
  convertMoney,
  currencyDigits,
  currencyNamed,
  divideRounded,
  formatMinorUnits,
  groupMinorUnits,
  inverseRate,
  parseLedger,
  parseRate,
  percentagesOf,
  preciseSum,
  ROUNDING_MODES,
  splitByPercent,
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

test('weights whose sum is beyond the doubles are split like small ones', () => {
  assert.deepEqual([...apportion(9_000_000_000, [1e308, 1e308, 1e308])], [3e9, 3e9, 3e9])
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
  assert.equal(groupMinorUnits(-123_456_789, 2), '-1,234,567.89')
  assert.equal(groupMinorUnits(99_999, 2), '999.99')
  assert.equal(groupMinorUnits(1_234, 0), '1,234')
})

test('a sum of large and small values keeps the small ones', () => {
  assert.equal(preciseSum([1e16, 1, -1e16]), 1)
  assert.equal(preciseSum([1, Number.NEGATIVE_INFINITY, 1]), Number.NEGATIVE_INFINITY)
})

test('the seven ways to round 2.5, −2.5, 3.5 and 2.3, as in docs/methods/money.md', () => {
  const table = {
    'half-away': [3, -3, 4, 2],
    'half-even': [2, -2, 4, 2],
    'half-towards': [2, -2, 3, 2],
    away: [3, -3, 4, 3],
    towards: [2, -2, 3, 2],
    ceiling: [3, -2, 4, 3],
    floor: [2, -3, 3, 2],
  }
  for (const mode of ROUNDING_MODES)
    assert.deepEqual(
      [25n, -25n, 35n, 23n].map((tenths) => Number(divideRounded(tenths, 10n, mode))),
      table[mode],
      mode,
    )
  assert.throws(() => divideRounded(1n, 0n), /denominator/)
})

test('every way of rounding stays within one unit, halves within a half, and mirrors at zero as it should', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 12n), (numerator, denominator) => {
      for (const mode of ROUNDING_MODES) {
        const error = divideRounded(numerator, denominator, mode) * denominator - numerator
        const magnitude = error < 0n ? -error : error
        assert.ok(mode.startsWith('half') ? 2n * magnitude <= denominator : magnitude < denominator)
        const mirrored = mode === 'ceiling' ? 'floor' : mode === 'floor' ? 'ceiling' : mode
        assert.equal(
          divideRounded(-numerator, denominator, mirrored),
          -divideRounded(numerator, denominator, mode),
        )
      }
    }),
    { numRuns },
  )
})

test('minor units: yen have none, dinars of Kuwait thousandths, everything else hundredths', () => {
  assert.deepEqual(
    ['JPY', 'KRW', 'KWD', 'CLF', 'CNY', 'USD', 'TWD'].map(currencyDigits),
    [0, 0, 3, 4, 2, 2, 2],
  )
  for (const wrong of ['usd', 'US', 'constructor', '']) assert.throws(() => currencyDigits(wrong), /currency/)
  assert.equal(toMinorUnits(parseLedger('12.3455'), 3), 12_346)
  assert.equal(toMinorUnits(parseLedger('12.3455'), 3, 'half-even'), 12_346)
  assert.equal(toMinorUnits(parseLedger('12.3445'), 3, 'half-even'), 12_344)
  assert.equal(formatMinorUnits(1_234, 3), '1.234')
  assert.throws(() => toMinorUnits(1n, 1.5), /currencyDigits/)
})

test('a cross rate is rounded once: 1.00 EUR is 163 JPY, where rounding in dollars between says 162', () => {
  // 1.00 × 1.0849 = 1.0849 USD; × 150 = 162.735 JPY. By way of cents: 1.08 USD × 150 = 162 JPY
  const [dollars, yen] = [parseRate('1.0849'), parseRate('150')]
  assert.equal(convertMoney(100, 2, [dollars, yen], 0), 163)
  assert.equal(convertMoney(convertMoney(100, 2, [dollars], 2), 2, [yen], 0), 162)
  assert.equal(convertMoney(1_000, 0, [inverseRate(yen)], 2), 667)
  assert.equal(convertMoney(-100, 2, [parseRate('0.3075')], 3), -308)
})

test('there and back by the inverse rate is exact before rounding, and amounts that are no money are refused', () => {
  const rate = fc
    .tuple(fc.integer({ min: 1, max: 10_000_000 }), fc.nat(6))
    .map(([units, places]) => ({ numerator: BigInt(units), denominator: 10n ** BigInt(places) }))
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), rate, (amount, one) => {
      const back = convertMoney(amount, 2, [one, inverseRate(one)], 2)
      assert.ok(Object.is(back, amount === 0 ? 0 : amount))
    }),
    { numRuns },
  )
  assert.throws(() => convertMoney(1.5, 2, [], 2), /whole number/)
  assert.throws(() => convertMoney(Number.NaN, 2, [], 2), /whole number/)
  assert.throws(() => convertMoney(1, -1, [], 2), /from/)
  assert.throws(() => convertMoney(1, 2, [], 99), /to: expected/)
  assert.throws(() => convertMoney(Number.MAX_SAFE_INTEGER, 0, [parseRate('10')], 2), /safe integers/)
  for (const wrong of ['0', '-1', '1e5', '', '.5', '1.', '9'.repeat(40)])
    assert.throws(() => parseRate(wrong), /rate/)
  assert.throws(() => inverseRate({ numerator: 0n, denominator: 1n }), /rate/)
})

test('percentages add up to 100: thirds are 33.4, 33.3 and 33.3', () => {
  assert.deepEqual([...percentagesOf([1, 1, 1], 1)], [334, 333, 333])
  assert.deepEqual([...percentagesOf([], 1)], [])
  assert.deepEqual([...splitByPercent(1_000, [3_333, 3_333, 3_334], 2)], [333, 333, 334])
  assert.throws(() => splitByPercent(1_000, [5_000, 4_999], 2), /sum of 100, got 99.99/)
  assert.throws(() => splitByPercent(1_000, [-1, 10_001], 2), /percentages\[0\]/)
  assert.throws(() => percentagesOf([1], 11), /digits/)
  assert.throws(() => percentagesOf([1, Number.NaN], 1), /weight 1/)
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 }), fc.nat(4), (parts, digits) => {
      const found = percentagesOf(parts, digits)
      assert.equal(
        found.reduce((sum, part) => sum + part, 0),
        100 * 10 ** digits,
      )
      const split = splitByPercent(-987_654, found, digits)
      assert.equal(
        split.reduce((sum, part) => sum + part, 0),
        -987_654,
      )
    }),
    { numRuns },
  )
})

test('a currency is found by its code and by what people write; a sign of several countries names none', () => {
  for (const [said, code] of [
    ['CNY', 'CNY'],
    ['usd', 'USD'],
    [' ｕｓｄ ', 'USD'],
    ['人民币', 'CNY'],
    ['人民幣', 'CNY'],
    ['RMB', 'CNY'],
    ['美元', 'USD'],
    ['US Dollar', 'USD'],
    ['欧元', 'EUR'],
    ['日元', 'JPY'],
    ['港币', 'HKD'],
    ['港幣', 'HKD'],
    ['新台币', 'TWD'],
    ['€', 'EUR'],
  ] as const)
    assert.equal(currencyNamed(said), code, said)
  for (const said of ['', 'XYZ', 'DOLLARS!', '元宝', '$', '¥', '￥', 'constructor', 'US'])
    assert.equal(currencyNamed(said), null, said)
})
