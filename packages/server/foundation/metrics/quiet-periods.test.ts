import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BreakdownName } from '@salesloom/contract'
import fc from 'fast-check'
import { openSmallWorkspace, type SmallWorkspace } from '../../testing/small-workspace.ts'
import { fillWorkedExample } from '../../testing/worked-example.ts'
import { computeMetric } from './index.ts'

let small: SmallWorkspace
before(async () => {
  small = await openSmallWorkspace()
  await fillWorkedExample(small)
})
after(() => small.opened.close())

type More = {
  readonly everyPeriod?: boolean
  readonly compare?: 'previousPeriod'[]
  readonly by?: BreakdownName[]
}
const ask = async (metric: string, from: string, to: string, { by = ['month'], ...more }: More = {}) =>
  computeMetric(small.analyst, { metric, slice: { from, to }, by, ...more })
const read = ({ rows }: Awaited<ReturnType<typeof ask>>) =>
  rows.map(({ members, value }) => [...members.map(({ code }) => code), value])

test('a quiet month is 0 of what is counted and no value of a ratio, also before the first figure of the days', async () => {
  const busy = await ask('orders', '2025-01-01', '2025-12-31')
  const all = await ask('orders', '2025-01-01', '2025-12-31', { everyPeriod: true })
  const found = new Map(read(busy).map(([code, value]) => [code, value]))
  const codes = read(all).map(([code]) => code)
  // The first order came in November of the year before, the first of this year in February.
  assert.deepEqual([codes[0], busy.rows[0]?.members[0]?.code], ['2025-01', '2025-02'])
  assert.ok(codes.length > busy.rows.length, `${codes}`)
  assert.deepEqual(
    read(all),
    codes.map((code) => [code, found.get(code ?? '') ?? 0]),
  )
  const average = await ask('averageOrder', '2025-01-01', '2025-12-31', { everyPeriod: true })
  assert.deepEqual(
    average.rows.map(({ value }) => value === null),
    codes.map((code) => !found.has(code ?? '')),
  )
})

test('a month stands with 0 beside the figure of another time; what has not come yet is no quiet month', async () => {
  // Orders came in February and at the end of June; figures are of June 30.
  const spring = await ask('orders', '2025-04-01', '2025-05-31', {
    everyPeriod: true,
    compare: ['previousPeriod'],
  })
  assert.deepEqual(read(spring), [
    ['2025-04', 0],
    ['2025-05', 0],
  ])
  // In February there were orders, in March none: after the first figure a quiet month of then is 0 too.
  assert.ok((spring.rows[0]?.compared['previousPeriod']?.value ?? 0) > 0)
  assert.equal(spring.rows[1]?.compared['previousPeriod']?.value, 0)
})

test('a course goes on through quiet months where there were figures before the days asked for', async () => {
  const quiet = [
    ['2025-04', 0],
    ['2025-05', 0],
  ]
  assert.deepEqual(read(await ask('orders', '2025-04-01', '2025-05-31', { everyPeriod: true })), quiet)
  const half = await ask('orders', '2025-04-01', '2025-12-31', { everyPeriod: true })
  assert.deepEqual(read(half), [...quiet, ['2025-06', 1]])
  // Nobody had sold anything before November 2024: there the course begins.
  const early = await ask('orders', '2024-09-01', '2025-02-28', { everyPeriod: true })
  assert.deepEqual(
    read(early).map(([code]) => code),
    ['2024-11', '2024-12', '2025-01', '2025-02'],
  )
  const average = await ask('averageOrder', '2025-04-01', '2025-06-30', { everyPeriod: true })
  assert.deepEqual(
    read(average).map(([code, value]) => [code, value === null]),
    [
      ['2025-04', true],
      ['2025-05', true],
      ['2025-06', false],
    ],
  )
})

test('each member has begun by itself, whatever the others did', async () => {
  const asked = { by: ['person', 'month'] as BreakdownName[], everyPeriod: true }
  const before = new Set(
    read(await ask('orders', '2015-05-01', '2025-04-30', { by: ['person'] })).map(([code]) => code),
  )
  const rows = read(await ask('orders', '2025-05-01', '2025-06-30', asked))
  const people = new Set(rows.map(([code]) => code))
  assert.ok(people.size > 0)
  for (const code of people) {
    const months = rows.filter(([own]) => own === code).map(([, month]) => month)
    assert.equal(months[0], before.has(code ?? '') ? '2025-05' : '2025-06', `${code}`)
  }
})

test('beside quiet months of now stand those of another time as 0, where figures were there before it', async () => {
  const asked = { everyPeriod: true, compare: ['previousPeriod'] as 'previousPeriod'[] }
  // April to June beside January to March, May and June beside March and April: in February there were orders.
  const two = await ask('orders', '2025-05-01', '2025-06-30', asked)
  assert.deepEqual(
    two.rows.map(({ compared }) => compared['previousPeriod']?.value ?? null),
    [0, 0],
  )
})

test('with another breakdown each member has its own course, and no figure is lost or changed', async () => {
  const from = fc.integer({ min: 1, max: 12 }).map((n) => `2025-${String(n).padStart(2, '0')}-01`)
  const by = fc.constantFrom<BreakdownName[]>(
    ['month'],
    ['person', 'month'],
    ['week', 'channel'],
    ['channel'],
  )
  await fc.assert(
    fc.asyncProperty(
      from,
      by,
      fc.constantFrom('sales', 'orders', 'averageOrder'),
      async (day, names, metric) => {
        const [busy, all] = [
          await ask(metric, day, '2025-12-31', { by: names }),
          await ask(metric, day, '2025-12-31', { by: names, everyPeriod: true }),
        ]
        const keyOf = (members: { code: string }[]) => members.map(({ code }) => code).join('|')
        const filled = new Map(all.rows.map((row) => [keyOf(row.members), row]))
        assert.equal(filled.size, all.rows.length)
        for (const row of busy.rows.filter(({ numerator }) => numerator !== 0))
          assert.deepEqual(filled.get(keyOf(row.members)), row)
        const sum = (rows: typeof all.rows) => rows.reduce((total, { numerator }) => total + numerator, 0)
        assert.equal(sum(all.rows), sum(busy.rows))
        assert.deepEqual(all.total, busy.total)
      },
    ),
    { numRuns: 20 },
  )
})
