import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kindOf } from '@salesloom/contract'
import fc from 'fast-check'
import { fixedClock } from '../../platform/clock/index.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { inOrder, putTreeNodes } from './put-tree-nodes.ts'

const CLOCK = fixedClock('2026-11-24T08:00:00Z')
const REGION = kindOf('region')

let opened: FilledDatabase
let analyst: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  analyst = { ...(await sampleCaller(opened, workspaceId, 'superstore', 'analyst')), clock: CLOCK }
})
after(() => opened.close())

type Row = readonly [
  code: string,
  parent: string | null,
  from?: string | undefined,
  more?: Record<string, string>,
]

function put(rows: readonly Row[]) {
  const said = rows.map(([code, parentCode, fromDay = '2026-01-01', more = {}], at) => ({
    externalId: String(at),
    values: { code, nameZh: `区${code}`, kind: 'area', parentCode, fromDay, ...more },
  }))
  return inWorkspace(opened.database, analyst.workspaceId, (tx) =>
    putTreeNodes(tx, analyst, REGION, 'file', said),
  )
}

/** Parents of a node through time, as codes. */
async function places(code: string): Promise<[string, string | null][]> {
  const { rows } = await opened.database.pool.query<{ day: string; parent: string | null }>(
    `select p.valid_from as day, up.code as parent from region_placement p
     join region r on r.region_id = p.region_id left join region up on up.region_id = p.parent_id
     where r.code = $1 order by 1`,
    [code],
  )
  return rows.map(({ day, parent }) => [day, parent])
}

const told = (result: Awaited<ReturnType<typeof put>>) =>
  result.failures.map(({ index, field, code }) => [index, field, code])

test('a tree comes in whatever the order of its rows, and the same file again changes nothing', async () => {
  const rows: Row[] = [
    ['C', 'B', undefined, { latitude: '31.2', income: '84034.50', cityTier: '一线' }],
    ['B', 'A'],
    ['A', null],
  ]
  const first = await put(rows)
  assert.deepEqual([first.created, first.updated, first.unchanged, told(first)], [3, 0, 0, []])
  assert.deepEqual(await places('C'), [['2026-01-01', 'B']])
  const again = await put(rows)
  assert.deepEqual([again.created, again.updated, again.unchanged], [0, 0, 3])
})

test('a later row of the same code moves the node from its day on, and earlier days stay', async () => {
  const moved = await put([['C', 'A', '2026-06-01', { cityTier: '新一线' }]])
  assert.deepEqual([moved.updated, told(moved)], [1, []])
  assert.deepEqual(await places('C'), [
    ['2026-01-01', 'B'],
    ['2026-06-01', 'A'],
  ])
})

test('circles, unknown parents and repeated codes are named by row and field, and the others go in', async () => {
  const result = await put([
    ['D', 'A'],
    ['E', 'nowhere'],
    ['F', 'G'],
    ['G', 'F'],
    ['H', 'H'],
    ['I', 'A'],
    ['I', 'B'],
    ['A', 'B', '2026-07-01'],
    ['J', 'A', '2025-01-01'],
  ])
  assert.deepEqual(told(result), [
    [1, 'parentCode', 'treeParentUnknown'],
    [2, 'parentCode', 'treeCircle'],
    [3, 'parentCode', 'treeCircle'],
    [4, 'parentCode', 'treeCircle'],
    [6, 'code', 'codeTwice'],
    [7, 'parentCode', 'treeCircle'],
    [8, 'parentCode', 'treeNotThere'],
  ])
  assert.equal(result.created, 2)
  assert.deepEqual(await places('A'), [['2026-01-01', null]])
})

test('parents stand before children on every day, whatever the file', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          parent: fc.integer({ min: -1, max: 11 }),
          day: fc.constantFrom('2026-01-01', '2026-02-01'),
        }),
        { maxLength: 12 },
      ),
      (nodes) => {
        const rows = nodes.map(({ parent, day }, index) => ({
          index,
          code: `${index}`,
          from: day,
          parentCode: parent < 0 ? null : `${parent}`,
          columns: new Map(),
        }))
        const { sorted, circular } = inOrder(rows)
        assert.equal(sorted.length + circular.length, rows.length)
        for (const [at, row] of sorted.entries()) {
          const parent = sorted.findIndex(({ code, from }) => code === row.parentCode && from === row.from)
          assert.ok(parent < at)
        }
      },
    ),
  )
})

const PRODUCT = kindOf('product')
type ProductRow = readonly [code: string, fromDay: string, more: Record<string, string>]

function putProducts(rows: readonly ProductRow[]) {
  const said = rows.map(([code, fromDay, more], at) => ({
    externalId: String(at),
    values: { code, nameZh: `品${code}`, kind: 'product', fromDay, ...more },
  }))
  return inWorkspace(opened.database, analyst.workspaceId, (tx) =>
    putTreeNodes(tx, analyst, PRODUCT, 'file', said),
  )
}

async function historyOf(code: string) {
  const { pool } = opened.database
  const prices = await pool.query(
    `select h.valid_from as from, h.valid_to as to, h.list_price as price, h.standard_cost as cost from product_price h
     join product p on p.product_id = h.product_id where p.code = $1 order by 1`,
    [code],
  )
  const stages = await pool.query(
    `select h.valid_from as from, h.valid_to as to, h.stage from product_stage h
     join product p on p.product_id = h.product_id where p.code = $1 order by 1`,
    [code],
  )
  const now = await pool.query(
    'select list_price as price, standard_cost as cost, life_cycle_stage as stage from product where code = $1',
    [code],
  )
  return {
    prices: prices.rows.map((row) => [row.from, row.to, row.price, row.cost]),
    stages: stages.rows.map((row) => [row.from, row.to, row.stage]),
    now: now.rows[0],
  }
}

test('prices, costs and stages of products come from a file with their days, and the same again changes nothing', async () => {
  const rows: ProductRow[] = [
    ['P1', '2026-07-01', { listPrice: '120', lifeCycleStage: 'growth' }],
    ['P1', '2026-01-01', { listPrice: '100.5', standardCost: '60', lifeCycleStage: 'introduction' }],
    ['P2', '2026-01-01', {}],
  ]
  const first = await putProducts(rows)
  assert.deepEqual([first.created, first.updated, first.unchanged, first.failures], [2, 1, 0, []])
  const expected = {
    prices: [
      ['2026-01-01', '2026-07-01', '100.5000', '60.0000'],
      ['2026-07-01', null, '120.0000', '60.0000'],
    ],
    stages: [
      ['2026-01-01', '2026-07-01', 'introduction'],
      ['2026-07-01', null, 'growth'],
    ],
    now: { price: '120.0000', cost: '60.0000', stage: 'growth' },
  }
  assert.deepEqual(await historyOf('P1'), expected)
  assert.deepEqual(await historyOf('P2'), {
    prices: [],
    stages: [],
    now: { price: null, cost: null, stage: null },
  })
  const again = await putProducts(rows)
  assert.deepEqual([again.created, again.updated, again.unchanged, again.failures], [0, 0, 3, []])
  assert.deepEqual(await historyOf('P1'), expected)
})

test('an empty price keeps what holds, a price between two days ends the first one, a negative one names its field', async () => {
  const result = await putProducts([
    ['P1', '2026-04-01', { listPrice: '110', standardCost: '' }],
    ['P2', '2026-02-01', { listPrice: '-5' }],
    ['P2', '2026-03-01', { lifeCycleStage: 'youth' }],
    ['P9', '2026-03-01', { standardCost: '-1' }],
  ])
  assert.deepEqual(told(result), [
    [1, 'listPrice', 'outOfRange'],
    [2, 'lifeCycleStage', 'notAChoice'],
    [3, 'standardCost', 'outOfRange'],
  ])
  assert.equal((await historyOf('P9')).now, undefined)
  assert.deepEqual((await historyOf('P1')).prices, [
    ['2026-01-01', '2026-04-01', '100.5000', '60.0000'],
    ['2026-04-01', '2026-07-01', '110.0000', '60.0000'],
    ['2026-07-01', null, '120.0000', '60.0000'],
  ])
})
