import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  addDays,
  CN_WORKING_CALENDAR,
  chineseHolidays,
  civilDateOf,
  dayNumber,
  elapsedPart,
  fiscalPeriodOf,
  fiscalYearBounds,
  isAnnounced,
  monthBounds,
  monthsOfFiscalYear,
  weekdayOf,
  workingDaysIn,
} from './index.ts'

test('a day number is the count of days since 1970-01-01', () => {
  assert.equal(dayNumber('1970-01-01'), 0)
  assert.equal(dayNumber('2000-03-01'), 11_017)
  assert.equal(dayNumber('2026-11-24'), 20_781)
})

test('every day number gives its date back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 200_000 }), (days) =>
      assert.equal(dayNumber(civilDateOf(days)), days),
    ),
    { numRuns },
  )
})

test('days that do not exist are refused', () => {
  for (const wrong of ['2023-02-29', '2024-13-01', '2024-00-10', '2024-4-01', 'tomorrow']) {
    assert.throws(() => dayNumber(wrong), /not a civil date/)
  }
  assert.equal(addDays('2024-02-28', 1), '2024-02-29')
})

test('a fiscal year that starts in April 2026 is fiscal 2027 and its first quarter ends in June', () => {
  assert.deepEqual(fiscalPeriodOf('2026-04-01', 4), { fiscalYear: 2027, quarter: 1, month: 1 })
  assert.deepEqual(fiscalPeriodOf('2026-03-31', 4), { fiscalYear: 2026, quarter: 4, month: 12 })
  assert.deepEqual(fiscalYearBounds(2027, 4), { from: '2026-04-01', to: '2027-03-31' })
})

test('the calendar year is the fiscal year that starts in January', () => {
  assert.deepEqual(fiscalPeriodOf('2013-11-29', 1), { fiscalYear: 2013, quarter: 4, month: 11 })
  assert.deepEqual(monthsOfFiscalYear(2013, 1).slice(0, 2), ['2013-01', '2013-02'])
})

test('29 of the 30 days of November are over at the end of the 29th', () => {
  assert.equal(elapsedPart(monthBounds('2013-11'), '2013-11-29'), 29 / 30)
  assert.equal(elapsedPart(monthBounds('2013-11'), '2013-10-31'), 0)
  assert.equal(elapsedPart(monthBounds('2013-11'), '2013-12-01'), 1)
  assert.deepEqual(monthBounds('2024-02'), { from: '2024-02-01', to: '2024-02-29' })
})

test('working days of the Chinese mainland: February 2024 has 21 weekdays, 5 off and 2 Sundays made up', () => {
  assert.equal(workingDaysIn(CN_WORKING_CALENDAR, 2024, 2), 18)
  const ofYear = (year: number) =>
    Array.from({ length: 12 }, (_, m) => workingDaysIn(CN_WORKING_CALENDAR, year, m + 1)!).reduce(
      (a, b) => a + b,
      0,
    )
  assert.deepEqual(
    [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026].map(ofYear),
    [250, 250, 249, 250, 249, 249, 251, 248, 248],
  )
  assert.equal(workingDaysIn(CN_WORKING_CALENDAR, CN_WORKING_CALENDAR.lastYear + 1, 1), null)
  assert.equal(workingDaysIn(CN_WORKING_CALENDAR, CN_WORKING_CALENDAR.firstYear - 1, 12), null)
})

test('days off are weekdays and days made up are weekend days, each of them a real date', () => {
  for (const date of CN_WORKING_CALENDAR.table.holidays)
    assert.ok(![0, 6].includes(weekdayOf(dayNumber(date))), date)
  for (const date of CN_WORKING_CALENDAR.table.makeUpDays)
    assert.ok([0, 6].includes(weekdayOf(dayNumber(date))), date)
})

test('the holidays of 2026 are named day by day, and a year that is not announced has its statutory days', () => {
  const spring = chineseHolidays(2026, 2026).filter(({ en }) => en.includes('Spring Festival'))
  assert.deepEqual(
    spring.map(({ day, works }) => [day, works]),
    [
      ['2026-02-14', true],
      ...['15', '16', '17', '18', '19', '20', '21', '22', '23'].map((day) => [`2026-02-${day}`, false]),
      ['2026-02-28', true],
    ],
  )
  assert.equal(isAnnounced(2026), true)
  assert.equal(isAnnounced(2035), false)
  // 8 February 2035 is the first day of the Chinese year: with its eve, four days off.
  assert.deepEqual(
    chineseHolidays(2035, 2035).map(({ day }) => day),
    ['01-01', '02-07', '02-08', '02-09', '02-10', '05-01', '05-02', '10-01', '10-02', '10-03'].map(
      (day) => `2035-${day}`,
    ),
  )
})

test('no day is off and worked at once, every make-up day is a weekend, and days are in order', () => {
  const days = chineseHolidays(2015, 2035)
  assert.ok(days.every(({ day }, i) => i === 0 || days[i - 1]!.day < day))
  assert.ok(days.filter(({ works }) => works).every(({ day }) => [0, 6].includes(weekdayOf(dayNumber(day)))))
})
