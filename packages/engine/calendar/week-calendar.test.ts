import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  addDays,
  addWorkingDays,
  civilDateOf,
  dayNumber,
  fiscalRange,
  fiscalWeekOf,
  isoWeekOf,
  isWorkingDay,
  nameFiscalYear,
  RETAIL_454,
  type WeekCalendar,
  weekBounds,
  weekdayOf,
  weekPeriods,
  weekYear,
  workCalendar,
  workingDaysBetween,
} from './index.ts'

/** Begin of the years of the National Retail Federation’s calendar, as published. */
const RETAIL_STARTS: Readonly<Record<number, string>> = {
  2006: '2006-01-29',
  2007: '2007-02-04',
  2012: '2012-01-29',
  2013: '2013-02-03',
  2016: '2016-01-31',
  2017: '2017-01-29',
  2018: '2018-02-04',
  2019: '2019-02-03',
  2020: '2020-02-02',
  2021: '2021-01-31',
  2022: '2022-01-30',
  2023: '2023-01-29',
  2024: '2024-02-04',
}

test('the retail 4-5-4 calendar begins on its published days, and 2006, 2012, 2017 and 2023 have 53 weeks', () => {
  for (const [year, start] of Object.entries(RETAIL_STARTS))
    assert.equal(weekYear(Number(year), RETAIL_454).from, start)
  const long = Array.from({ length: 25 }, (_, at) => 2_001 + at).filter(
    (year) => weekYear(year, RETAIL_454).weeks === 53,
  )
  assert.deepEqual(long, [2006, 2012, 2017, 2023])
})

test('a year that ends on the last Saturday of September has 53 weeks in 2017 and 2023, as Apple’s has', () => {
  const calendar: WeekCalendar = {
    pattern: '4-4-5',
    lastWeekday: 6,
    endMonth: 9,
    rule: 'last',
    namedBy: 'end',
    longPeriod: 3,
  }
  assert.deepEqual(weekYear(2022, calendar), { from: '2021-09-26', until: '2022-09-25', weeks: 52 })
  assert.deepEqual(weekYear(2023, calendar), { from: '2022-09-25', until: '2023-10-01', weeks: 53 })
  assert.equal(weekYear(2017, calendar).weeks, 53)
  assert.equal(weekPeriods(2023, calendar)[2]!.weeks, 6)
})

test('the example of docs/methods/calendar.md: 2024-02-03 is week 53 of retail 2023, in its twelfth period', () => {
  assert.deepEqual(fiscalWeekOf('2024-02-03', RETAIL_454), {
    fiscalYear: 2023,
    quarter: 4,
    period: 12,
    week: 53,
    weekOfPeriod: 5,
  })
  assert.deepEqual(fiscalWeekOf('2024-02-04', RETAIL_454), {
    fiscalYear: 2024,
    quarter: 1,
    period: 1,
    week: 1,
    weekOfPeriod: 1,
  })
  assert.deepEqual(weekBounds(2023, 53, RETAIL_454), { from: '2024-01-28', until: '2024-02-04' })
  assert.throws(() => weekBounds(2024, 53, RETAIL_454), /week: expected 1 to 52, got 53/)
})

test('ISO weeks: 2021-01-03 is in week 53 of 2020, 2024-12-30 in week 1 of 2025', () => {
  assert.deepEqual(isoWeekOf('2021-01-03'), { year: 2020, week: 53 })
  assert.deepEqual(isoWeekOf('2024-12-30'), { year: 2025, week: 1 })
  assert.deepEqual(isoWeekOf('2010-01-03'), { year: 2009, week: 53 })
  assert.deepEqual(isoWeekOf('2026-11-24'), { year: 2026, week: 48 })
})

const anyCalendar = fc.record({
  pattern: fc.constantFrom('4-4-5', '4-5-4', '5-4-4' as const),
  lastWeekday: fc.constantFrom(0, 1, 2, 3, 4, 5, 6 as const),
  endMonth: fc.integer({ min: 1, max: 12 }),
  rule: fc.constantFrom('last', 'nearest' as const),
  namedBy: fc.constantFrom('start', 'end' as const),
  longPeriod: fc.integer({ min: 1, max: 12 }),
})

test('in every calendar of weeks years follow each other without a gap, and each day has one period and week', () => {
  fc.assert(
    fc.property(anyCalendar, fc.integer({ min: 1950, max: 2100 }), fc.nat(370), (calendar, year, offset) => {
      const here = weekYear(year, calendar)
      assert.equal(here.until, weekYear(year + 1, calendar).from)
      assert.ok(here.weeks === 52 || here.weeks === 53)
      const periods = weekPeriods(year, calendar)
      assert.equal(periods[0]!.from, here.from)
      assert.equal(periods[11]!.until, here.until)
      for (let at = 1; at < 12; at++) assert.equal(periods[at]!.from, periods[at - 1]!.until)
      const date = addDays(here.from, offset)
      const found = fiscalWeekOf(date, calendar)
      const week = weekBounds(found.fiscalYear, found.week, calendar)
      const period = weekPeriods(found.fiscalYear, calendar)[found.period - 1]!
      assert.ok(week.from <= date && date < week.until && period.from <= date && date < period.until)
      assert.equal(weekdayOf(dayNumber(week.until) - 1), calendar.lastWeekday)
      assert.equal(addDays(period.from, 7 * (found.weekOfPeriod - 1)), week.from)
    }),
    { numRuns },
  )
})

test('a calendar that does not exist is refused', () => {
  for (const [wrong, name] of [
    [{ lastWeekday: 7 }, /lastWeekday/],
    [{ endMonth: 0 }, /endMonth/],
    [{ pattern: '4-4-4' }, /pattern/],
    [{ longPeriod: 13 }, /longPeriod/],
  ] as const)
    assert.throws(() => fiscalWeekOf('2024-01-01', { ...RETAIL_454, ...wrong } as WeekCalendar), name)
  assert.throws(() => weekYear(2024.5, RETAIL_454), /fiscalYear/)
})

test('quarters and months of a fiscal year of calendar months share their bounds', () => {
  assert.deepEqual(fiscalRange(2027, { quarter: 4 }, 4), { from: '2027-01-01', until: '2027-04-01' })
  assert.deepEqual(fiscalRange(2024, { month: 2 }, 1), { from: '2024-02-01', until: '2024-03-01' })
  assert.deepEqual(fiscalRange(2024, 'year', 7), { from: '2023-07-01', until: '2024-07-01' })
  assert.throws(() => fiscalRange(2024, { quarter: 5 }, 1), /part/)
  for (let startMonth = 1; startMonth <= 12; startMonth++)
    for (let quarter = 1; quarter < 4; quarter++)
      assert.equal(
        fiscalRange(2024, { quarter }, startMonth).until,
        fiscalRange(2024, { quarter: quarter + 1 }, startMonth).from,
      )
  assert.deepEqual(
    (['end', 'start', 'both'] as const).map((style) => nameFiscalYear(2027, 4, style)),
    ['FY2027', 'FY2026', 'FY2026/27'],
  )
  assert.equal(nameFiscalYear(2027, 1, 'both'), 'FY2027')
})

const datesFrom = (from: string, until: string) =>
  Array.from({ length: dayNumber(until) - dayNumber(from) }, (_, at) => addDays(from, at))

/** Holidays and make-up days of 2024 as the State Council published them (国办发明电〔2023〕7号). */
const CHINA_2024 = workCalendar({
  restDays: [0, 6],
  holidays: [
    '2024-01-01',
    ...datesFrom('2024-02-10', '2024-02-18'),
    ...datesFrom('2024-04-04', '2024-04-07'),
    ...datesFrom('2024-05-01', '2024-05-06'),
    '2024-06-10',
    ...datesFrom('2024-09-15', '2024-09-18'),
    ...datesFrom('2024-10-01', '2024-10-08'),
  ],
  makeUpDays: [
    '2024-02-04',
    '2024-02-18',
    '2024-04-07',
    '2024-04-28',
    '2024-05-11',
    '2024-09-14',
    '2024-09-29',
    '2024-10-12',
  ],
})

test('China worked 251 days in 2024, 18 of them in February, the make-up Sundays among them', () => {
  assert.equal(workingDaysBetween('2024-01-01', '2025-01-01', CHINA_2024), 251)
  assert.equal(workingDaysBetween('2024-02-01', '2024-03-01', CHINA_2024), 18)
  assert.ok(isWorkingDay('2024-02-18', CHINA_2024) && !isWorkingDay('2024-02-12', CHINA_2024))
  assert.equal(addWorkingDays('2024-02-09', 1, CHINA_2024), '2024-02-18')
  assert.equal(addWorkingDays('2024-02-18', -1, CHINA_2024), '2024-02-09')
  assert.equal(addWorkingDays('2024-02-12', 0, CHINA_2024), '2024-02-18')
  assert.equal(addWorkingDays('2024-02-12', -1, CHINA_2024), '2024-02-09')
})

test('counting agrees with walking from day to day, and adding is the inverse of counting', () => {
  const date = fc.integer({ min: 19_700, max: 20_100 }).map(civilDateOf)
  const restDays = fc.uniqueArray(fc.constantFrom(0, 1, 2, 3, 4, 5, 6 as const), { maxLength: 6 })
  fc.assert(
    fc.property(
      restDays,
      fc.array(date, { maxLength: 30 }),
      fc.array(date, { maxLength: 30 }),
      date,
      date,
      (rest, holidays, more, from, until) => {
        const makeUpDays = more.filter((day) => !holidays.includes(day))
        const calendar = workCalendar({ restDays: rest, holidays, makeUpDays })
        const isWorked = (day: string) =>
          makeUpDays.includes(day) ||
          (!holidays.includes(day) && !rest.includes(weekdayOf(dayNumber(day)) as 0))
        const [first, last] = from < until ? [from, until] : [until, from]
        const walked = datesFrom(first, last).filter(isWorked).length
        assert.equal(workingDaysBetween(first, last, calendar), walked)
        assert.equal(workingDaysBetween(last, first, calendar), walked === 0 ? 0 : -walked)
        const worked = addWorkingDays(from, 0, calendar)
        assert.ok(isWorkingDay(worked, calendar))
        const later = addWorkingDays(worked, 17, calendar)
        assert.equal(workingDaysBetween(worked, later, calendar), 17)
        assert.equal(addWorkingDays(later, -17, calendar), worked)
      },
    ),
    { numRuns },
  )
})

test('a table without a working day ends in an error and not in a search without end', () => {
  const never = workCalendar({ restDays: [0, 1, 2, 3, 4, 5, 6], holidays: [], makeUpDays: ['2024-03-03'] })
  assert.equal(addWorkingDays('2024-03-01', 1, never), '2024-03-03')
  assert.throws(() => addWorkingDays('2024-03-01', 2, never), /count/)
  assert.throws(() => addWorkingDays('2024-03-01', -1, never), /count/)
  assert.throws(() => addWorkingDays('2024-03-01', 1.5, never), /count/)
  assert.throws(() => addWorkingDays('2024-03-01', 1e12, CHINA_2024), /count/)
  assert.throws(
    () => workCalendar({ restDays: [0], holidays: ['2024-03-03'], makeUpDays: ['2024-03-03'] }),
    /makeUpDays\[0\]/,
  )
  assert.throws(() => workCalendar({ restDays: [7 as 0], holidays: [], makeUpDays: [] }), /restDays\[0\]/)
})
