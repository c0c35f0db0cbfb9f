import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type BoardContent, contract, type Tile, type TileAnswer } from '@salesloom/contract'
import { sql } from 'kysely'
import { writeTable } from '../../../connectors/files/write-table.ts'
import { SAMPLE_CODE } from '../../../connectors/sample-company/index.ts'
import { recordOrder } from '../../../foundation/facts/index.ts'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { sampleCompanyAt } from '../../../testing/fillings.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { approveScenario, submitScenario } from '../../1-targets/approve-scenario.ts'
import { setTarget } from '../../1-targets/index.ts'
import { getFunnel } from '../funnel/index.ts'
import { boardTable } from './board-table.ts'
import { computeTile } from './compute-tile.ts'
import { findDashboards } from './find-dashboards.ts'
import { createDashboard, editDashboard, removeDashboard } from './save-dashboard.ts'
import { standardBoard } from './standard-boards.ts'

const DAY = '2026-05-20'
let opened: FilledDatabase
let director: CallContext
let manager: CallContext
let representative: CallContext

before(async () => {
  const now = `${DAY}T02:00:00Z`
  opened = await openFilled(sampleCompanyAt(now))
  const { workspaceId } = opened
  const clock = fixedClock(now)
  const caller = async (role: 'director' | 'manager' | 'representative') => ({
    ...(await sampleCaller(opened, workspaceId, SAMPLE_CODE, role)),
    clock,
  })
  director = await caller('director')
  manager = await caller('manager')
  representative = await caller('representative')
  const plan = {
    name: '2026',
    baseYear: 2025,
    growthPercent: 10,
    channel: 'direct',
    fallback: 'teamMedian',
  } as const
  const { scenarioId } = await setTarget(director, plan)
  await submitScenario(director, { scenarioId, version: 1 })
  await approveScenario(director, { scenarioId, version: 2 })
})
after(() => opened.close())

const TILE: Omit<Tile, 'key' | 'title' | 'width' | 'height'> = {
  form: 'number',
  metric: 'sales',
  by: [],
  filter: {},
  period: null,
  compare: 'target',
}
/** What leaves the server keeps to the contract. */
async function promised(name: 'computeTile' | 'findDashboards', answer: unknown): Promise<void> {
  const schema = contract.dashboards[name]['~orpc'].outputSchema
  const checked = await schema?.['~standard'].validate(answer)
  assert.equal(checked?.issues, undefined, JSON.stringify(checked?.issues))
}

async function show(caller: CallContext, tile: Partial<Tile> = {}, filter: Tile['filter'] = {}) {
  const answer = await computeTile(caller, { tile: { ...TILE, ...tile }, period: 'quarter', filter })
  await promised('computeTile', answer)
  return answer
}

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof AppError, String(error))
  return error
}

test('a number is the figure of the catalogue with its target, what is due, where it is heading and the chance', async () => {
  const tile = await show(director)
  assert.deepEqual([tile.from, tile.to, tile.asOf], ['2026-04-01', '2026-06-30', DAY])
  const { total } = await computeMetric(director, {
    metric: 'sales',
    slice: { from: tile.from, to: tile.to, channel: 'direct' },
    compare: ['target'],
  })
  assert.equal(tile.total.value, total.value)
  assert.ok(tile.total.value !== null && tile.total.value > 0)
  assert.equal(tile.compared?.value, total.compared['target']?.value)
  const { projection, due, compared } = tile
  assert.ok(projection && compared?.value)
  assert.ok(due !== null && due > 0 && due < compared.value)
  assert.equal(projection.basis, 'plan')
  assert.ok(projection.low < projection.value && projection.value < projection.high)
  assert.ok(projection.value > tile.total.value)
  const { chance, low, high } = projection.chance ?? { chance: -1, low: 0, high: 0 }
  assert.ok(low <= chance && chance <= high && chance >= 0 && high <= 1)
})

/** Sum of the parts of a tile. */
const sumOf = ({ rows }: TileAnswer) => rows.reduce((sum, { numerator }) => sum + numerator, 0)

test('a figure of all channels is not compared with the target of one: the tile is of that channel and says so', async () => {
  const tile = await show(director)
  assert.deepEqual([tile.narrowed, tile.otherChannels, tile.slice.channel], [true, false, 'direct'])
  const days = { from: tile.from, to: tile.to }
  const all = await computeMetric(director, { metric: 'sales', slice: days, compare: ['target'] })
  assert.deepEqual(all.targetChannels, ['direct'])
  assert.ok((all.total.value ?? 0) > (tile.total.value ?? 0), 'the sample sells in other channels too')
  const slice = { ...days, channel: 'direct' }
  const direct = await computeMetric(director, { metric: 'sales', slice, compare: ['target'] })
  assert.equal(direct.targetChannels, null)
  assert.equal(tile.total.value, direct.total.value)
  assert.equal(tile.compared?.value, direct.total.compared['target']?.value)
  assert.deepEqual(await show(director, {}, { channel: 'direct' }), { ...tile, narrowed: false })
  // Beside another time it stays a figure of all channels, and so does one whose target is of none of its own.
  assert.equal((await show(director, { compare: 'lastYear' })).slice.channel, undefined)
  const units = await show(director, { form: 'bars', by: ['orgUnit'] })
  assert.ok(Math.abs(sumOf(units) - (direct.total.numerator ?? 0)) <= units.rows.length + units.cut)
})

test('broken down by channel each stands beside its own target, and the total is beside none', async () => {
  const whole = await show(director, { compare: 'none' })
  const bars = await show(director, { form: 'bars', by: ['channel'] })
  assert.deepEqual([bars.narrowed, bars.otherChannels, bars.slice.channel], [false, true, undefined])
  assert.equal(bars.total.value, whole.total.value)
  assert.ok(bars.rows.length > 1)
  const targets = bars.rows.map(({ members, compared }) => [members[0]?.code, compared?.value ?? null])
  assert.deepEqual(
    targets.filter(([, target]) => target !== null).map(([code]) => code),
    ['direct'],
  )
  // A form of one number leaves what it was broken down by, and is of the channel of its target.
  assert.deepEqual(await show(director, { by: ['channel'] }), await show(director))
  const days = { from: bars.from, to: bars.to }
  const explored = await computeMetric(director, {
    metric: 'sales',
    slice: days,
    by: ['channel'],
    compare: ['target'],
  })
  assert.deepEqual(explored.targetChannels, ['direct'])
  const tile = { ...TILE, key: 'a', title: null, width: 1, height: 1, form: 'bars', by: ['channel'] } as Tile
  const content: BoardContent = { period: 'quarter', filter: {}, tiles: [tile] }
  const { dashboardId } = await createDashboard(director, { name: 'Channels', audience: [], content })
  const table = await boardTable(director, { dashboardId }, 'en')
  const rows: (readonly unknown[])[] = []
  for await (const row of table.rows) rows.push(row)
  const COMPARED = table.columns.findIndex(({ title }) => title === 'Compared')
  assert.deepEqual([rows[0]?.[5], rows[0]?.[COMPARED]], ['', null])
  assert.ok(rows.slice(1).some((row) => typeof row[COMPARED] === 'number'))
})

test('a period that is over is its figure; without a plan history says where it is heading', async () => {
  const over = await show(director, { period: 'lastQuarter' })
  assert.deepEqual([over.projection, over.unprojected, over.to], [null, 'over', '2026-03-31'])
  const unplanned = await show(director, { metric: 'averageOrder', compare: 'lastYear' })
  assert.equal(unplanned.projection?.basis, 'history')
  assert.equal(unplanned.projection?.chance, null)
  // A year earlier counts as many days as are over now.
  const earlier = await computeMetric(director, {
    metric: 'averageOrder',
    slice: { from: '2025-04-01', to: '2025-05-20' },
  })
  assert.equal(unplanned.compared?.value, earlier.total.value)
})

test('drilled down from the country to customers, the parts are the whole on every step', async () => {
  let filter: Tile['filter'] = {}
  const steps: string[] = []
  for (let step = 0; step < 6; step++) {
    const tile = await show(director, { form: 'bars', by: ['region'], compare: 'lastYear' }, filter)
    steps.push(tile.by[0] ?? '')
    // Each part is rounded once: the sum of the parts may be off by half a cent each.
    assert.ok(Math.abs(sumOf(tile) - tile.total.numerator) <= tile.rows.length + tile.cut, steps.join())
    const [largest] = tile.rows
    const member = largest?.members[0]
    assert.ok(member)
    if (member.breakdown !== 'region' || member.id === null) break
    const inside = await show(director, { compare: 'none' }, { regionId: member.id })
    assert.equal(inside.total.numerator, largest?.numerator)
    filter = { regionId: member.id }
  }
  assert.ok(steps.filter((name) => name === 'region').length >= 2, steps.join())
  assert.equal(steps.at(-1), 'customer')
})

test('different customers of a unit are not the sum of those below it, and the tile knows', async () => {
  const tile = await show(director, {
    form: 'table',
    metric: 'activeCustomers',
    by: ['orgUnit'],
    compare: 'none',
  })
  for (const row of tile.rows.slice(0, 3)) {
    const id = row.members[0]?.id
    if (id === null || id === undefined) continue
    const alone = await show(director, { metric: 'activeCustomers', compare: 'none' }, { orgUnitId: id })
    assert.equal(row.value, alone.total.value)
  }
  assert.ok(tile.rows.length >= 2)
})

test('a map has the places of its regions, a heat map two breakdowns, a trend its bands', async () => {
  const map = await show(director, { form: 'map', by: ['region'], compare: 'lastYear' })
  assert.ok(map.rows.filter(({ place }) => place !== null).length >= map.rows.length / 2)
  const heat = await show(director, { form: 'heat', by: ['orgUnit', 'category'] })
  assert.ok(heat.rows.every(({ members }) => members.length === 2))
  // Parts of a period under way are tinted by what of the target is due; months that are over by all of theirs.
  const whole = await show(director)
  assert.ok(whole.due !== null && heat.due === whole.due && heat.due < (heat.compared?.value ?? 0))
  assert.equal((await show(director, { form: 'heat', by: ['orgUnit', 'month'] })).due, null)
  const trend = await show(director, { form: 'trend', period: 'twelve' })
  assert.equal(trend.rows.length, 12)
  assert.deepEqual(
    trend.band.map(({ code }) => code),
    trend.rows.map(({ members }) => members[0]?.code),
  )
  const outside = trend.band.filter(({ code, low, high }) => {
    const value = trend.rows.find(({ members }) => members[0]?.code === code)?.value ?? 0
    return code < DAY.slice(0, 7) && (value < low || value > high)
  })
  assert.ok(outside.length <= 6, `${outside.length} of 11 months outside of 80 %`)
})

test('a trend keeps the weeks in which nothing happened: 0 of what is counted, a gap of a ratio', async () => {
  const { personId } = representative.actor
  const trend = (metric: string) =>
    show(
      director,
      { form: 'trend', metric, period: 'lastQuarter', compare: 'target' },
      { personId: personId ?? 0 },
    )
  const orders = await computeMetric(director, {
    ...{ metric: 'orders', by: ['week'] },
    slice: { from: '2026-01-01', to: '2026-03-31', personId: personId ?? 0 },
  })
  const busy = new Map(orders.rows.map(({ members, value }) => [members[0]?.code, value]))
  const { rows } = await trend('orders')
  const codes = rows.map(({ members }) => members[0]?.code)
  assert.deepEqual(codes.slice(-2), ['2026-W13', '2026-W14'])
  assert.ok(codes.length > busy.size, `${codes.length} weeks, ${busy.size} with orders`)
  assert.deepEqual(
    rows.map(({ value }) => value),
    codes.map((code) => busy.get(code) ?? 0),
  )
  const average = await trend('averageOrder')
  assert.deepEqual(
    average.rows.map(({ value }) => value === null),
    codes.map((code) => !busy.has(code)),
  )
})

test('a board’s file says units in the reader’s language and forecasts without decimals that nobody can mean', async () => {
  const tiles = [
    { ...TILE, key: 'a', title: null, width: 3, height: 1 },
    { ...TILE, key: 'b', title: null, width: 3, height: 1, metric: 'discountRate', compare: 'none' as const },
    {
      ...TILE,
      key: 'c',
      title: null,
      width: 3,
      height: 1,
      form: 'funnel' as const,
      compare: 'none' as const,
    },
  ]
  const name = 'A / B: 2026?'
  const content = { period: 'year' as const, filter: {}, tiles }
  const { dashboardId } = await createDashboard(director, { name, audience: [], content })
  const table = await boardTable(director, { dashboardId }, 'zh-CN')
  assert.equal(table.name, name)
  assert.equal((await boardTable(director, {}, 'zh-CN')).name, '总监早会看板')
  const rows: (readonly (string | number | null)[])[] = []
  for await (const row of table.rows) rows.push(row)
  const [sales, discount, ...stages] = rows
  // The tile is of the channel of its target, and so is the line of the file.
  assert.deepEqual([sales?.[1], discount?.[1]], ['销售额 (直销)', '折扣率'])
  assert.deepEqual([sales?.[2], discount?.[2]], ['CNY', '百分比'])
  const tile = await show(director, { period: 'year' })
  assert.equal(sales?.[10], Math.round(tile.projection?.value ?? 0) / 100)
  for (const cell of [...(sales?.slice(10, 13) ?? []), discount?.[10]].map(Number))
    assert.ok(Math.abs(cell * 10_000 - Math.round(cell * 10_000)) < 1e-3, `${cell}`)
  // Both sides are money, in major units like every amount of the file.
  const [value, above, below] = (discount?.slice(6, 9) ?? []).map(Number) as [number, number, number]
  assert.ok(Math.abs(above / below - value) < 1e-9)
  const { total } = await show(director, { period: 'year', metric: 'discountRate', compare: 'none' })
  assert.equal(below, (total.denominator ?? 0) / 100)
  assert.deepEqual(
    stages.slice(0, 3).map((row) => [row[0], row[1], row[2], row[9]]),
    [
      ['漏斗', '进入', '个数', undefined],
      ['漏斗', '转化率', '百分比', undefined],
      ['漏斗', '停留天数 (中位)', '天', undefined],
    ],
  )
})

test('the funnel of a tile is that of its diagnosis, and says that it is not kept by region', async () => {
  const tile = await show(director, { form: 'funnel', period: 'twelve', compare: 'none' }, { regionId: 1 })
  const funnel = await getFunnel(director, { from: tile.from, to: tile.to })
  assert.deepEqual(
    tile.stages.map(({ entered }) => entered),
    funnel.stages.map(({ entered }) => entered),
  )
  assert.deepEqual(tile.ignored, ['regionId'])
  assert.equal(
    tile.stages.filter(({ isBottleneck }) => isBottleneck).length,
    funnel.bottleneck === null ? 0 : 1,
  )
})

const ALL_FORMS: Tile[] = (
  ['number', 'bullet', 'trend', 'bars', 'heat', 'map', 'funnel', 'table'] as const
).map((form, i) => ({
  ...TILE,
  key: `t${i}`,
  title: i === 0 ? '=HYPERLINK("x")' : null,
  width: 6,
  height: 1,
  form,
  by: form === 'heat' ? ['orgUnit', 'category'] : ['bars', 'table'].includes(form) ? ['person'] : ['region'],
}))
const BOARD: BoardContent = { period: 'year', filter: {}, tiles: ALL_FORMS }
const answersOf = (caller: CallContext) =>
  Promise.all(ALL_FORMS.map((tile) => computeTile(caller, { tile, period: 'year', filter: {} })))
async function fileOf(caller: CallContext, dashboardId: number): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeTable('csv', await boardTable(caller, { dashboardId }, 'en')))
    pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

test('a board that is shared shows a representative no figure of a colleague, in no form and no file', async () => {
  const { dashboardId } = await createDashboard(director, {
    name: 'for all',
    audience: ['representative'],
    content: BOARD,
  })
  const before = await answersOf(representative)
  const file = await fileOf(representative, dashboardId)
  assert.match(file, /'=HYPERLINK/)
  const whole = await show(director, { period: 'year' })
  assert.ok((before[0]?.total.value ?? 0) < (whole.total.value ?? 0) / 3)
  const { rows } = await readWorkspace(director.database, director.workspaceId, (tx) =>
    sql<{ person: number; customer: number; product: number; channel: string }>`
      select o.person_id as person, o.customer_id as customer, l.product_id as product, o.channel from sales_order o
      join order_line l on l.workspace_id = o.workspace_id and l.order_id = o.order_id
      where o.workspace_id = ${director.workspaceId} and o.person_id <> ${representative.actor.personId}
        and o.channel = 'direct' and o.order_date > '2026-01-01' limit 1`.execute(tx),
  )
  const [other] = rows
  assert.ok(other)
  await recordOrder(director, {
    source: 'web',
    externalId: 'colleague',
    orderDate: '2026-05-04',
    channel: other.channel,
    customerId: other.customer,
    personId: other.person,
    lines: [{ productId: other.product, quantity: '1', unitPrice: '123456.78', discountRate: 0 }],
  })
  assert.deepEqual(await answersOf(representative), before)
  assert.equal(await fileOf(representative, dashboardId), file)
  // The director's figure moved by it at once.
  assert.equal((await show(director, { period: 'year' })).total.value, (whole.total.value ?? 0) + 12_345_678)
  // A filter for the colleague leads nowhere either.
  const asked = await show(representative, { period: 'year', compare: 'none' }, { personId: other.person })
  assert.equal(asked.total.value, 0)
  // What a role may not read is refused in a tile as everywhere.
  assert.equal(
    (await refusal(show(representative, { metric: 'grossMargin', compare: 'none' }))).code,
    'forbidden',
  )
})

test('boards are their owners’: others look or do not, a second writer sees both', async () => {
  const names = async (caller: CallContext) => {
    const boards = await findDashboards(caller)
    await promised('findDashboards', boards)
    return boards.map(({ name }) => name)
  }
  const made = await createDashboard(manager, { name: 'mine', audience: [], content: BOARD })
  assert.ok((await names(manager)).includes('mine'))
  assert.ok(!(await names(representative)).includes('mine'))
  const edit = {
    dashboardId: made.dashboardId,
    name: 'ours',
    audience: ['everybody' as const],
    content: BOARD,
  }
  assert.equal((await editDashboard(manager, { ...edit, version: 1 })).version, 2)
  const late = await refusal(editDashboard(manager, { ...edit, version: 1 }))
  assert.deepEqual([late.code, late.detail['theirs'], late.detail['yours']], ['versionConflict', 2, 1])
  assert.ok((await names(representative)).includes('ours'))
  assert.equal((await refusal(editDashboard(representative, { ...edit, version: 2 }))).code, 'boardOfOther')
  const removal = { dashboardId: made.dashboardId, restore: false }
  assert.equal((await refusal(removeDashboard(representative, removal))).code, 'notFound')
  await removeDashboard(manager, removal)
  assert.ok(!(await names(representative)).includes('ours'))
  assert.equal((await refusal(fileOf(representative, made.dashboardId))).code, 'notFound')
  await removeDashboard(manager, { ...removal, restore: true })
  assert.ok((await names(representative)).includes('ours'))
})

test('everybody begins with the board of their role, without what they may not read', async () => {
  const standard = async (caller: CallContext) =>
    (await findDashboards(caller)).find(({ dashboardId }) => dashboardId === null)
  assert.equal((await standard(director))?.standard, 'director')
  assert.equal((await standard(representative))?.standard, 'representative')
  const closed = await standard({ ...director, fields: [] })
  assert.ok(!closed?.content.tiles.some(({ metric }) => metric === 'grossMargin'))
  for (const [name, caller] of [
    ['director', director],
    ['manager', manager],
    ['representative', representative],
  ] as const)
    for (const tile of standardBoard(name).tiles) {
      const answer = await computeTile(caller, { tile, period: 'quarter', filter: {} })
      assert.ok(answer.total.value !== null || answer.stages.length > 0, `${name} ${tile.key}`)
    }
})

test('chosen days go before the period of a board, in its tiles and in its file; a tile keeps its own period', async () => {
  const days = { from: '2025-11-17', to: '2026-02-03' }
  const shown = await computeTile(director, { tile: TILE, period: 'quarter', days, filter: {} })
  const sold = await computeMetric(director, { metric: 'sales', slice: { ...shown.slice, ...days } })
  assert.deepEqual([shown.from, shown.to, shown.total.value], [days.from, days.to, sold.total.value])
  const own = { ...TILE, period: 'lastYear' } as const
  const kept = await computeTile(director, { tile: own, period: 'quarter', days, filter: {} })
  assert.deepEqual([kept.from, kept.to], ['2025-01-01', '2025-12-31'])
  const turned = { from: days.to, to: days.from }
  await assert.rejects(computeTile(director, { tile: TILE, period: 'quarter', days: turned, filter: {} }), {
    code: 'invalidInput',
  })
  const tiles = [{ ...TILE, key: 'a', title: null, width: 3, height: 1 }]
  const content: BoardContent = { period: 'quarter', filter: {}, tiles }
  const { dashboardId } = await createDashboard(director, { name: 'Days', audience: [], content })
  const rows: (readonly unknown[])[] = []
  for await (const row of (await boardTable(director, { dashboardId, ...days }, 'en')).rows) rows.push(row)
  assert.deepEqual(rows[0]?.slice(3, 7), [days.from, days.to, '', (shown.total.value ?? 0) / 100])
})

test('a file holds every part of a tile, also those that the tile has no room for, and they are the whole', async () => {
  const own = { form: 'table', by: ['customer'], compare: 'none', period: 'lastYear' } satisfies Partial<Tile>
  const wanted = { ...TILE, ...own }
  const shown = await show(director, wanted)
  assert.ok(shown.cut > 0, 'the tile has room for some customers only')
  const tiles = [{ ...wanted, key: 'a', title: null, width: 3, height: 1 }]
  const content: BoardContent = { period: 'quarter', filter: {}, tiles }
  const { dashboardId } = await createDashboard(director, { name: 'Customers', audience: [], content })
  const rows: (readonly unknown[])[] = []
  for await (const row of (await boardTable(director, { dashboardId }, 'en')).rows) rows.push(row)
  const [whole, ...parts] = rows.map((row) => Math.round(Number(row[6]) * 100))
  assert.equal(parts.length, shown.rows.length + shown.cut)
  assert.equal(
    parts.reduce((sum, value) => sum + value, 0),
    whole,
  )
})
