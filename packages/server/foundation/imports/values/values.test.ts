import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { likeness } from '../likeness.ts'
import { detectNumberStyle, parseAmount, parseWhole } from './parse-amount.ts'
import { parseChoice } from './parse-choice.ts'
import { detectDayOrder, parseDay, parseTime } from './parse-day.ts'
import { detectShareScale, parseFlag, parseShare } from './parse-share.ts'
import type { Parsed } from './parsed.ts'

const said = <T>(parsed: Parsed<T>) => (parsed.ok ? parsed.value : parsed.code)
const DAYS = { order: 'dmy', since1904: false, timeZone: 'Asia/Shanghai' } as const

test('Amounts are read as people and systems write them, exactly.', () => {
  const examples: ReadonlyArray<readonly [string, string]> = [
    ['1,234.56', '1234.56'],
    ['(123)', '-123'],
    ['（1,200.50）', '-1200.5'],
    ['-123', '-123'],
    ['123-', '-123'],
    ['−5', '-5'],
    ['￥1,200', '1200'],
    ['¥-3.5', '-3.5'],
    ['-¥3.5', '-3.5'],
    ['US$ 1,000.00', '1000'],
    ['3.5万', '35000'],
    ['3.5萬元', '35000'],
    ['1.2亿', '120000000'],
    ['-0.5万', '-5000'],
    ['１２３．４５', '123.45'],
    ["1'234.5", '1234.5'],
    ['1 234.5', '1234.5'],
    ['1.2E+05', '120000'],
    ['12k', '12000'],
    ['0', '0'],
    ['-0.00', '0'],
    ['.5', '0.5'],
    ['1200元', '1200'],
    ['0.1万', '1000'],
  ]
  for (const [text, value] of examples) assert.equal(said(parseAmount(text)), value, text)
})

test('With a decimal comma points separate thousands.', () => {
  for (const [text, value] of [
    ['1.234,56', '1234.56'],
    ['12,5', '12.5'],
    ['-1.000.000', '-1000000'],
    ['3,5万', '35000'],
  ] as const)
    assert.equal(said(parseAmount(text, 'comma')), value, text)
})

test('What is no amount is refused rather than guessed.', () => {
  for (const text of [
    '',
    'abc',
    '12,34',
    '1,23,456',
    '1.2.3',
    '12a',
    '--5',
    '(-5)',
    '1e400',
    '9'.repeat(17),
    '５万万x',
    '2024-01-05',
    '1,234,5',
  ])
    assert.equal(said(parseAmount(text)), /^\d{16,}$/.test(text) ? 'outOfRange' : 'notANumber', text)
})

test('More than four decimals are rounded half away from zero with a remark, never silently.', () => {
  assert.deepEqual(parseAmount('33.33335'), { ok: true, value: '33.3334', remark: 'valueRounded' })
  assert.deepEqual(parseAmount('-0.00005'), { ok: true, value: '-0.0001', remark: 'valueRounded' })
  assert.deepEqual(parseAmount('33.33330000'), { ok: true, value: '33.3333' })
  assert.deepEqual(parseAmount('1.23', 'point', { power: 4 }), { ok: true, value: '12300' })
})

test('Every amount that is written with separators and sign is read back as itself.', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
      fc.integer({ min: 0, max: 9_999 }),
      (whole, places) => {
        const fraction = String(places).padStart(4, '0')
        const exact = `${whole}.${fraction}`.replace(/\.?0+$/, '') || '0'
        const digits = String(Math.abs(whole)).replace(/\B(?=(\d{3})+$)/g, ',')
        const sign = whole < 0
        const expected = exact === '-0' ? '0' : exact
        const spellings = sign
          ? [`-${digits}.${fraction}`, `(${digits}.${fraction})`, `￥-${digits}.${fraction}`]
          : [`${digits}.${fraction}`, `￥${digits}.${fraction}`]
        for (const text of spellings) {
          const value = said(parseAmount(text))
          assert.equal(Number(value), Number(expected))
          assert.equal(
            value.replace('-', ''),
            expected.includes('.') || !expected.endsWith('0')
              ? expected.replace('-', '')
              : String(Math.abs(whole)) + (places === 0 ? '' : `.${fraction}`.replace(/0+$/, '')),
          )
        }
      },
    ),
  )
})

test('The style of numbers is what a column proves, and open where nothing proves it.', () => {
  assert.equal(detectNumberStyle(['1,234', '12,5']), 'comma')
  assert.equal(detectNumberStyle(['1,234', '12.5']), 'point')
  assert.equal(detectNumberStyle(['1234', '12']), null)
})

test('Whole numbers take thousands and refuse fractions.', () => {
  assert.deepEqual(
    [said(parseWhole('2,822')), said(parseWhole('1.5')), said(parseWhole('3万'))],
    [2822, 'notWhole', 30000],
  )
})

test('Days are read in every usual spelling.', () => {
  const examples: ReadonlyArray<readonly [string, string]> = [
    ['2024-05-06', '2024-05-06'],
    ['2024/5/6', '2024-05-06'],
    ['2024.5.6', '2024-05-06'],
    ['2024年5月6日', '2024-05-06'],
    ['２０２４／５／６', '2024-05-06'],
    ['20240506', '2024-05-06'],
    ['06-05-2024', '2024-05-06'],
    ['6/5/24', '2024-05-06'],
    ['6.5.2024', '2024-05-06'],
    ['6 May 2024', '2024-05-06'],
    ['May 6, 2024', '2024-05-06'],
    ['06-May-24', '2024-05-06'],
    ['2024-05-06 13:22:05', '2024-05-06'],
    ['2024/5/6 下午 1:22', '2024-05-06'],
    ['45418', '2024-05-06'],
    ['45418.75', '2024-05-06'],
    ['2024-05-05T18:00:00.000+0000', '2024-05-06'],
    ['2024-05-06T01:00:00Z', '2024-05-06'],
    ['2024-02-29', '2024-02-29'],
  ]
  for (const [text, day] of examples) assert.equal(said(parseDay(text, DAYS)), day, text)
  assert.equal(said(parseDay('05/06/2024', { ...DAYS, order: 'mdy' })), '2024-05-06')
  assert.equal(said(parseDay('43956', { ...DAYS, since1904: true })), '2024-05-06')
  assert.deepEqual(parseDay('1996', DAYS), { ok: true, value: '1996-01-01', remark: 'onlyYear' })
})

test('Days that are none are refused.', () => {
  for (const text of [
    '2023-02-29',
    '31/04/2024',
    '2024-13-01',
    '00-00-2024',
    'yesterday',
    '2024-05-06x',
    '12',
    '9999999',
    '2024-05-06 25:00',
  ])
    assert.equal(said(parseDay(text, DAYS)), 'notADay', text)
})

test('Every day written in any order is read back as itself.', () => {
  const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [year, month, dayOfMonth] = iso.split('-').map(Number)
      assert.equal(said(parseDay(`${year}/${month}/${dayOfMonth}`, DAYS)), iso)
      assert.equal(said(parseDay(`${dayOfMonth}-${month}-${year}`, DAYS)), iso)
      assert.equal(said(parseDay(`${month}/${dayOfMonth}/${year}`, { ...DAYS, order: 'mdy' })), iso)
      const serial = Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000)
      assert.equal(said(parseDay(String(serial), DAYS)), iso)
    }),
  )
})

test('A time without a zone is on the clocks of the workspace.', () => {
  assert.equal(said(parseTime('2024-05-06 13:22', DAYS)), '2024-05-06T05:22:00.000Z')
  assert.equal(said(parseTime('2024-05-06T13:22:00+02:00', DAYS)), '2024-05-06T11:22:00.000Z')
  assert.equal(
    said(parseTime('2024-07-01 12:00', { ...DAYS, timeZone: 'America/New_York' })),
    '2024-07-01T16:00:00.000Z',
  )
})

test('The order of day and month is what a column proves; slashes that prove nothing are left to a person.', () => {
  assert.deepEqual(detectDayOrder(['05/06/2024', '13/06/2024']), { order: 'dmy', open: false })
  assert.deepEqual(detectDayOrder(['05/06/2024', '06/13/2024']), { order: 'mdy', open: false })
  assert.deepEqual(detectDayOrder(['05/06/2024']), { order: 'dmy', open: true })
  assert.deepEqual(detectDayOrder(['05-06-2024']), { order: 'dmy', open: false })
  assert.deepEqual(detectDayOrder(['2024-05-06']), { order: 'dmy', open: false })
})

test('Shares are fractions, percentages and, for discounts, what a 折 leaves away.', () => {
  assert.equal(said(parseShare('35%', 'fraction')), '0.35')
  assert.equal(said(parseShare('0.35', 'fraction')), '0.35')
  assert.equal(said(parseShare('35', 'percent')), '0.35')
  assert.equal(said(parseShare('9折', 'fraction', { discount: true })), '0.1')
  assert.equal(said(parseShare('9.5折', 'fraction', { discount: true })), '0.05')
  assert.equal(said(parseShare('85折', 'fraction', { discount: true })), '0.15')
  assert.equal(said(parseShare('9折', 'fraction')), 'notANumber')
  assert.deepEqual([detectShareScale(['0', '1']), detectShareScale(['0.2', '35'])], ['fraction', 'percent'])
})

test('Yes, no and choices are known in three languages.', () => {
  assert.deepEqual(
    [said(parseFlag('是')), said(parseFlag('N')), said(parseFlag('√')), said(parseFlag('maybe'))],
    [true, false, true, 'notAChoice'],
  )
  const choices = ['new', 'working', 'qualified']
  assert.deepEqual(
    ['跟进中', '跟進中', 'Working', ' WORKING ', 'working', 'open'].map((text) =>
      said(parseChoice(text, choices)),
    ),
    ['working', 'working', 'working', 'working', 'working', 'notAChoice'],
  )
})

test('Names that differ by spaces, case and punctuation are the same; typing errors leave them alike.', () => {
  assert.equal(likeness('GTXPro', 'GTX Pro'), 1)
  assert.ok(likeness('technolgy', 'technology') > 0.85)
  assert.ok(likeness('恒远机电', '恒远机电有限公司') > 0.6)
  assert.ok(likeness('Cancity', 'Isdom') < 0.5)
})
