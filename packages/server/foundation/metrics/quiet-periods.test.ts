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

test('a quiet month is 0 of what is counted and no value of a ratio; a course begins with its first figure', async () => {
  const busy = await ask('orders', '2025-01-01', '2025-12-31')
  const all = await ask('orders', '2025-01-01', '2025-12-31', { everyPeriod: true })
  const found = new Map(read(busy).map(([code, value]) => [code, value]))
  const codes = read(all).map(([code]) => code)
  assert.equal(codes[0], busy.rows[0]?.members[0]?.code)
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
  assert.deepEqual((await ask('orders', '2025-04-01', '2025-05-31', { everyPeriod: true })).rows, [])
  const half = await ask('orders', '2025-05-01', '2025-12-31', { everyPeriod: true })
  assert.deepEqual(read(half), [['2025-06', 1]])
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
