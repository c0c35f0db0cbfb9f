import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AppError } from '../../../platform/app-error.ts'
import { openSmallWorkspace, type SmallWorkspace } from '../../../testing/small-workspace.ts'
import { CONTACT, putFourDeals, QUOTE } from '../worked-deals.ts'
import { bridgePipeline, findMovedDeals } from './bridge-pipeline.ts'
import { compareFunnels } from './compare-funnels.ts'
import { findFunnelDeals, type What } from './find-funnel-deals.ts'
import { getFunnel } from './get-funnel.ts'
import { getFunnelHistory } from './get-funnel-history.ts'

const DECEMBER = { from: '2025-12-01', to: '2025-12-31' }
const PAGE = { page: 1, pageSize: 50 }
let small: SmallWorkspace
let ids: number[]

before(async () => {
  small = await openSmallWorkspace()
  ids = await putFourDeals(small)
})
after(() => small.opened.close())

test('the four deals of docs/methods/funnel.md, from the rows to the page', async () => {
  const { stages, ...funnel } = await getFunnel(small.analyst, DECEMBER)
  const [contact, quote] = stages
  assert.deepEqual([funnel.deals, funnel.won, funnel.lost, funnel.open], [4, 1, 2, 1])
  assert.equal(funnel.winRate, 1 / 3)
  assert.equal(funnel.winRateByValue, 1000 / 2000)
  assert.ok(Math.abs((contact?.conversion?.estimate ?? 0) - 0.625) < 1e-12)
  assert.deepEqual(
    [contact?.entered, contact?.advanced, contact?.lost, contact?.open, contact?.wastedDays],
    [4, 2, 1, 1, 3 + 4],
  )
  // Of the two that advanced one is won: half of the 400 that was lost here.
  assert.deepEqual([contact?.lostAmount, contact?.lostValue], [40_000, 20_000])
  assert.deepEqual([quote?.entered, quote?.conversion?.estimate, quote?.wastedDays], [2, 0.5, 10])
  assert.deepEqual(funnel.bottleneck, { stageId: QUOTE, lostValue: 60_000, practice: 'negotiation' })
  // 1 open × ⅓ × 1,000.00 ÷ 10 days
  assert.deepEqual(funnel.velocity, {
    opportunities: 1,
    winRate: 1 / 3,
    averageDeal: 100_000,
    cycleDays: 10,
    perDay: 3_333,
  })
})

test('who sees their own part alone sees a funnel of it, and a filter narrows it the same way', async () => {
  const own = await getFunnel(small.anna, DECEMBER)
  assert.deepEqual([own.deals, own.won, own.lost, own.open], [2, 1, 0, 1])
  const asked = await getFunnel(small.analyst, { ...DECEMBER, personId: 1 })
  assert.deepEqual(asked.stages, own.stages)
  assert.equal((await getFunnel(small.anna, { ...DECEMBER, personId: 2 })).deals, 0)
  assert.equal((await getFunnel(small.analyst, { ...DECEMBER, orgUnitId: 3 })).deals, 2)
  assert.equal((await getFunnel(small.analyst, { ...DECEMBER, productId: 1 })).deals, 4)
  assert.equal((await getFunnel(small.analyst, { ...DECEMBER, customerTypeId: 1 })).deals, 2)
  assert.equal((await getFunnel(small.analyst, { ...DECEMBER, medium: 'fair' })).deals, 0)
})

test('from every number to its deals', async () => {
  const found = async (what: What, stageId?: number) =>
    (await findFunnelDeals(small.analyst, { ...DECEMBER, ...PAGE, what, stageId })).rows.map(
      ({ opportunityId }) => ids.indexOf(opportunityId) + 1,
    )
  assert.deepEqual(await found('all'), [1, 4, 3, 2])
  assert.deepEqual(await found('advanced', CONTACT), [1, 4])
  assert.deepEqual(await found('lost', CONTACT), [3])
  assert.deepEqual(await found('lost', QUOTE), [4])
  assert.deepEqual(await found('waiting', CONTACT), [2])
  assert.deepEqual(await found('lost'), [4, 3])
  assert.deepEqual(await found('won'), [1])
  const own = await findFunnelDeals(small.anna, { ...DECEMBER, ...PAGE, what: 'all' })
  assert.deepEqual([own.total, own.amount], [2, 120_000])
})

test('every number of the funnel is as long as its list', async () => {
  const { stages } = await getFunnel(small.analyst, DECEMBER)
  for (const stage of stages)
    for (const what of ['entered', 'advanced', 'lost', 'open', 'skipped', 'returned'] as const) {
      const input = { ...DECEMBER, ...PAGE, what, stageId: stage.stageId }
      assert.equal((await findFunnelDeals(small.analyst, input)).total, stage[what], `${stage.code} ${what}`)
    }
})

test('the bridge of the pipeline by hand, and its movements by deal', async () => {
  // Due in December at the end of the 2nd: 900 + 400 + 500 = 1,800. Then the first is won, the third lost, the fourth put off.
  const input = { start: '2025-12-02', end: '2025-12-31', dueFrom: '2025-12-01', dueTo: '2025-12-31' }
  const { start, end, movements } = await bridgePipeline(small.analyst, input)
  const moved = Object.fromEntries(
    movements.filter(({ deals }) => deals > 0).map((one) => [one.movement, one.amount]),
  )
  assert.deepEqual([start, end], [180_000, 0])
  assert.deepEqual(moved, { won: -90_000, lost: -40_000 - 50_000 })
  const early = await bridgePipeline(small.analyst, { ...input, end: '2025-12-10' })
  const parts = Object.fromEntries(early.movements.map((one) => [one.movement, one.amount]))
  assert.deepEqual([parts['lost'], parts['pushedOut'], early.end], [-40_000, -50_000, 90_000])
  const list = await findMovedDeals(small.analyst, { ...input, ...PAGE, movement: 'lost' })
  assert.equal(list.amount, -90_000)
  const january = await bridgePipeline(small.analyst, {
    ...input,
    dueFrom: '2026-01-01',
    dueTo: '2026-01-31',
  })
  assert.deepEqual([january.start, january.end], [0, 20_000])
  for (const { start: from, end: to, movements: steps } of [early, january])
    assert.equal(from + steps.reduce((sum, { amount }) => sum + amount, 0), to)
})

test('snapshots count every deal that had begun, and a comparison leaves none out', async () => {
  const { snapshots, cohorts } = await getFunnelHistory(small.analyst, { ...DECEMBER, every: 'month' })
  const [last] = snapshots
  assert.deepEqual(
    [last?.stages.map(({ deals }) => deals), last?.won, last?.lost],
    [[1, 0], { deals: 1, amount: 100_000 }, { deals: 2, amount: 100_000 }],
  )
  assert.deepEqual(
    cohorts.map(({ cohort, deals }) => [cohort, deals]),
    [['2025-12', 4]],
  )
  const compared = await compareFunnels(small.analyst, {
    first: { ...DECEMBER, personId: 1 },
    second: null,
  })
  assert.deepEqual(
    compared.groups.map(({ deals }) => deals),
    [2, 2],
  )
  const same = await compareFunnels(small.analyst, { first: DECEMBER, second: DECEMBER })
  assert.deepEqual([same.shared, same.groups[1]?.deals], [4, 0])
})

test('a pipeline that is none and days in the wrong order are refused', async () => {
  const refused = (work: Promise<unknown>, code: string) =>
    assert.rejects(work, (error: unknown) => error instanceof AppError && error.code === code)
  await refused(getFunnel(small.analyst, { ...DECEMBER, pipelineId: 9 }), 'notFound')
  await refused(getFunnel(small.analyst, { from: '2025-12-31', to: '2025-12-01' }), 'invalidInput')
  await refused(
    findFunnelDeals(small.analyst, { ...DECEMBER, ...PAGE, what: 'lost', stageId: 99 }),
    'notFound',
  )
})
