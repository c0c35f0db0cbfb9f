import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTarget } from '../../loop/1-targets/index.ts'
import { AppError } from '../../platform/app-error.ts'
import { fixedClock } from '../../platform/clock/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { createEntry, editEntry, findEntries, removeEntries } from '../entries/index.ts'
import { fillHolidays, getCalendar, getFiscalYear, setCalendar } from './index.ts'

const CLOCK = fixedClock('2026-11-24T08:00:00Z')

let opened: FilledDatabase
let director: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  director = { ...(await sampleCaller(opened, workspaceId, 'superstore', 'director')), clock: CLOCK }
})
after(() => opened.close())

const RETAIL = {
  pattern: '4-5-4',
  startMonth: 2,
  weekStart: 7,
  yearEndRule: 'nearest',
  yearNamedBy: 'start',
  longPeriod: 12,
} as const
const MONTHS = { ...RETAIL, pattern: 'months', startMonth: 1, weekStart: 1, yearNamedBy: 'end' } as const

const holidaysOf = async (year: number) => {
  const { rows } = await findEntries(director, {
    kind: 'holiday',
    search: '',
    filters: [
      { field: 'day', comparison: 'atLeast', value: `${year}-01-01` },
      { field: 'day', comparison: 'atMost', value: `${year}-12-31` },
    ],
    sort: 'day',
    descending: false,
    removed: false,
    page: 1,
    pageSize: 200,
  })
  return rows
}

test('a calendar of weeks is kept, and its year of 53 weeks is the retail federation’s', async () => {
  assert.deepEqual(await setCalendar(director, RETAIL), RETAIL)
  const { calendar, fiscalYear, planned } = await getCalendar(director)
  assert.deepEqual([calendar, fiscalYear, planned], [RETAIL, 2026, false])
  const year = await getFiscalYear(director, { fiscalYear: 2023 })
  assert.deepEqual(
    [year.name, year.from, year.to, year.weeks, year.periods[11]?.weeks],
    ['FY2023', '2023-01-29', '2024-02-03', 53, 5],
  )
  assert.equal(
    year.periods.reduce((sum, { weeks }) => sum + (weeks ?? 0), 0),
    53,
  )
})

test('holidays of a year count in its working days, and may be edited and removed', async () => {
  await setCalendar(director, MONTHS)
  const before = await getFiscalYear(director, { fiscalYear: 2024 })
  assert.deepEqual([before.workingDays, before.holidaysKnown], [262, false])
  const filled = await fillHolidays(director, { year: 2024 })
  assert.equal(filled.announced, true)
  assert.equal(filled.added, (await holidaysOf(2024)).length)
  // 251 is the number that was announced: 262 weekdays, less 19, and 8 made up.
  const full = await getFiscalYear(director, { fiscalYear: 2024 })
  assert.deepEqual([full.workingDays, full.holidaysKnown, full.periods[1]?.workingDays], [251, true, 18])
  assert.equal(
    full.periods.reduce((sum, { workingDays }) => sum + workingDays, 0),
    251,
  )
  assert.equal((await fillHolidays(director, { year: 2024 })).added, 0)
  const worked = (await holidaysOf(2024)).find(({ values }) => values['day'] === '2024-02-04')
  assert.equal(worked?.values['works'], true)
  await editEntry(director, {
    kind: 'holiday',
    id: worked?.id ?? 0,
    version: worked?.version ?? 0,
    values: { works: false },
  })
  assert.equal((await getFiscalYear(director, { fiscalYear: 2024 })).workingDays, 250)
  await removeEntries(director, { kind: 'holiday', ids: [worked?.id ?? 0] })
  assert.equal((await fillHolidays(director, { year: 2024 })).added, 0, 'what was removed stays removed')
  await createEntry(director, {
    kind: 'holiday',
    values: { day: '2024-12-25', works: false, nameZh: '圣诞节' },
  })
  assert.equal((await getFiscalYear(director, { fiscalYear: 2024 })).workingDays, 249)
})

test('the first month stays once a target plan counts by it; everything else may change', async () => {
  await setTarget(director, {
    name: 'plan',
    baseYear: 2016,
    growthPercent: 10,
    channel: 'sales',
    fallback: 'teamMedian',
  })
  const error = await setCalendar(director, { ...MONTHS, startMonth: 4 }).catch((reason: unknown) => reason)
  assert.ok(error instanceof AppError)
  assert.equal(error.code, 'calendarPlanned')
  assert.equal((await setCalendar(director, { ...MONTHS, pattern: '4-4-5' })).pattern, '4-4-5')
})

test('a currency needs a code or name of ISO 4217, and its rates are found by day', async () => {
  const wrong = await createEntry(director, {
    kind: 'currency',
    values: { code: 'shells', nameZh: '日元', digits: 0 },
  }).catch((reason: unknown) => reason)
  assert.ok(wrong instanceof AppError)
  assert.equal(wrong.code, 'notACurrency')
  await createEntry(director, { kind: 'currency', values: { code: 'JPY', nameZh: '日元', digits: 0 } })
  const rate = { currency: 'JPY', day: '2017-01-01', rate: '0.00012345' }
  await createEntry(director, { kind: 'exchangeRate', values: rate })
  const twice = await createEntry(director, { kind: 'exchangeRate', values: rate }).catch(
    (reason: unknown) => reason,
  )
  assert.ok(twice instanceof AppError)
  assert.equal(twice.code, 'duplicateCode')
})
