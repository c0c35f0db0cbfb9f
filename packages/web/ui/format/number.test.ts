import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatCivilDate, formatMonth, lastDayOf } from './date.ts'
import { nameIn } from './locale.ts'
import {
  compactMoney,
  exactMoney,
  gapOf,
  ledgerMoney,
  majorText,
  roundedLedgerMoney,
  shortMoney,
} from './money.ts'
import {
  compactText,
  formatChange,
  formatCompact,
  formatNumber,
  formatPercent,
  tableScale,
} from './number.ts'

const usd = { code: 'USD', digits: 2 }
const jpy = { code: 'JPY', digits: 0 }

test('Chinese counts in 万 and 亿, Taiwan in 萬 and 億, English in K, M and B, each to about four digits.', () => {
  assert.deepEqual(formatCompact(12_840_000, 'zh-CN'), { digits: '1,284', unit: '万' })
  assert.deepEqual(formatCompact(80_450_596.98, 'zh-CN'), { digits: '8,045', unit: '万' })
  assert.deepEqual(formatCompact(109_809_274, 'zh-TW'), { digits: '1.10', unit: '億' })
  assert.deepEqual(formatCompact(123_456, 'zh-TW'), { digits: '12.35', unit: '萬' })
  assert.deepEqual(formatCompact(80_450_596.98, 'en'), { digits: '80.45', unit: 'M' })
  assert.deepEqual(formatCompact(1_594_335, 'en'), { digits: '1.59', unit: 'M' })
  assert.deepEqual(formatCompact(571_297, 'en'), { digits: '571.3', unit: 'K' })
  assert.deepEqual(formatCompact(2_300_000_000, 'en'), { digits: '2.30', unit: 'B' })
})

test('A value that would round up to the next unit is shown in it, and small values stay whole.', () => {
  assert.equal(compactText(formatCompact(999_960, 'en'), 'en'), '1.00M')
  assert.equal(compactText(formatCompact(812.4, 'en'), 'en'), '812')
  assert.equal(compactText(formatCompact(9_400, 'zh-CN'), 'zh-CN'), '9,400')
  assert.equal(compactText(formatCompact(0, 'zh-CN'), 'zh-CN'), '0')
})

test('Negative figures carry a true minus sign and never a bare negative zero.', () => {
  assert.equal(compactText(formatCompact(-124_000, 'zh-CN'), 'zh-CN'), '−12.40\u00a0万')
  assert.equal(formatNumber(-0.2, 'en'), '0')
  assert.equal(formatPercent(-0.0312, 'en'), '−3.1%')
})

test('Minor units become exact text at any size that the product stores.', () => {
  assert.equal(majorText(8_045_059_698, 2), '80450596.98')
  assert.equal(majorText(5, 2), '0.05')
  assert.equal(majorText(-1_205, 2), '-12.05')
  assert.equal(majorText(7, 0), '7')
  assert.equal(exactMoney(900_719_925_474_099, usd, 'en'), '9,007,199,254,740.99 USD')
  assert.equal(exactMoney(-1_205, usd, 'zh-CN'), '−12.05 USD')
  assert.equal(exactMoney(1_205, jpy, 'en'), '1,205 JPY')
  assert.equal(shortMoney(8_045_059_698, usd, 'zh-CN'), '8,045\u00a0万')
  assert.deepEqual(compactMoney(123_456, jpy, 'en'), { digits: '123.5', unit: 'K' })
  assert.equal(ledgerMoney('2024.9940', usd, 'en'), '2,024.994')
  assert.equal(roundedLedgerMoney('-2024.9950', usd, 'en'), '−2,025.00')
})

test('A gap is a word and a positive amount.', () => {
  assert.deepEqual(gapOf(-1_240), { kind: 'short', size: 1_240 })
  assert.deepEqual(gapOf(31), { kind: 'ahead', size: 31 })
  assert.deepEqual(gapOf(0), { kind: 'even', size: 0 })
})

test('A missing ratio is a dash, and a change always shows its sign.', () => {
  assert.equal(formatPercent(null, 'en'), '—')
  assert.equal(formatPercent(0.8225, 'zh-CN'), '82.3%')
  assert.equal(formatChange(0.12, 'en'), '+12.0%')
  assert.equal(formatChange(-0.12, 'en'), '−12.0%')
  assert.equal(formatChange(0, 'en'), '0.0%')
  assert.equal(formatChange(0.0001, 'en'), '0.0%')
})

test('Dates and months read as the language writes them, without a time zone shifting the day.', () => {
  assert.equal(formatCivilDate('2013-11-29', 'en'), 'Nov 29, 2013')
  assert.equal(formatCivilDate('2013-11-29', 'zh-CN'), '2013年11月29日')
  assert.equal(formatMonth('2013-03', 'zh-CN'), '3月')
  assert.equal(formatMonth('2013-03', 'en', true), 'Mar 2013')
  assert.equal(lastDayOf('2012-02'), '2012-02-29')
})

test('A name falls back to the other language where its own is empty.', () => {
  assert.equal(nameIn({ zh: '西南', en: 'Southwest' }, 'zh-TW'), '西南')
  assert.equal(nameIn({ zh: '', en: 'Southwest' }, 'zh-CN'), 'Southwest')
  assert.equal(nameIn({ zh: '西南', en: 'Southwest' }, 'en'), 'Southwest')
})

test('A table of figures has one unit: plain below a million, then 万 or K with one decimal.', () => {
  assert.deepEqual(tableScale(684_000, 'en'), { divisor: 1, unit: '', decimals: 0 })
  assert.deepEqual(tableScale(80_450_596, 'en'), { divisor: 1e3, unit: 'K', decimals: 1 })
  assert.deepEqual(tableScale(80_450_596, 'zh-CN'), { divisor: 1e4, unit: '万', decimals: 1 })
})
