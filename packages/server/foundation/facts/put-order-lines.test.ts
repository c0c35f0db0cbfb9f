import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kindOf } from '@salesloom/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import type { SaidEntry } from '../entries/index.ts'
import { rebuildRollups } from '../rollups/index.ts'
import { putFacts } from './index.ts'

let opened: FilledDatabase
let analyst: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  analyst = await sampleCaller(opened, workspaceId, 'superstore', 'analyst')
})
after(() => opened.close())

const put = (said: readonly SaidEntry[]) =>
  inWorkspace(analyst.database, analyst.workspaceId, (tx) =>
    putFacts(tx, analyst, kindOf('orderLine'), 'erp', said),
  )

async function codes(table: string): Promise<string[]> {
  const { rows } = await opened.database.pool.query<{ code: string }>(
    `select code from ${table} ${table === 'product' ? "where kind = 'product'" : ''} order by 1 limit 2`,
  )
  return rows.map((row) => row.code)
}

async function line(number: string, lineNumber: number, more: SaidEntry['values'] = {}): Promise<SaidEntry> {
  const [customer] = await codes('customer')
  const [product] = await codes('product')
  return {
    externalId: `${number}/${lineNumber}`,
    values: {
      number,
      lineNumber,
      day: '2017-05-04',
      customer: { code: customer as string },
      product: { code: product as string },
      quantity: '3',
      unitPrice: '33.3333',
      discountRate: '0.1',
      ...more,
    },
  }
}

const sales = async () =>
  (
    await opened.database.pool.query(
      `select sum(amount)::text as amount from sales_daily where day = '2017-05-04'`,
    )
  ).rows[0].amount as string

test('Lines are gathered into their orders, priced where no amount is said, and the same again changes nothing.', async () => {
  const before = Number(await sales())
  const lines = [await line('A1', 1), await line('A1', 2, { amount: '10.0000' }), await line('A2', 1)]
  const first = await put(lines)
  assert.deepEqual([first.created, first.updated, first.unchanged, first.failures], [3, 0, 0, []])
  // 3 × 33.3333 × 0.9 = 89.99991, rounded once to 89.9999
  assert.equal((Number(await sales()) - before).toFixed(4), '189.9998')
  const again = await put(lines)
  assert.deepEqual([again.created, again.updated, again.unchanged], [0, 0, 3])
  const changed = await put([await line('A2', 1, { quantity: '1' })])
  assert.deepEqual([changed.created, changed.updated, changed.unchanged], [0, 1, 0])
  assert.equal((Number(await sales()) - before).toFixed(4), '129.9999')
  assert.equal((await rebuildRollups(opened.database, analyst.workspaceId)).differences, 0)
})

test('A line that contradicts its order, or stands twice, is refused and the others go in.', async () => {
  const result = await put([
    await line('B1', 1),
    await line('B1', 2, { day: '2017-05-05' }),
    { ...(await line('B1', 1)), externalId: 'again' },
    await line('B2', 1, { product: { code: 'nothing' } }),
    await line('B3', 1, { channel: 'moon' }),
  ])
  assert.equal(result.created, 1)
  assert.deepEqual(
    result.failures.map((one) => [one.index, one.code]),
    [
      [1, 'valuesContradict'],
      [2, 'entryTwice'],
      [3, 'linkUnknown'],
      [4, 'notAChoice'],
    ],
  )
})

test('Orders that move between days, grow and shrink in any order leave roll-ups that equal the rows.', async () => {
  const day = (i: number) => `2017-0${1 + (i % 9)}-${String(1 + ((i * 7) % 28)).padStart(2, '0')}`
  for (let round = 0; round < 4; round++) {
    const lines = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        line(`M${(i * 11) % 20}`, 1 + ((i + round) % 5), {
          day: day(((i * 11) % 20) + round * 3),
          quantity: String(1 + ((i + round) % 4)),
        }),
      ),
    )
    const distinct = [...new Map(lines.map((one) => [one.externalId, one])).values()]
    const { failures } = await put(distinct)
    assert.deepEqual(failures, [])
    assert.equal((await rebuildRollups(opened.database, analyst.workspaceId)).differences, 0)
  }
  const { rows } = await opened.database.pool.query(
    `select count(*)::int as empty from (select line_count from sales_daily union all select line_count from sales_monthly
      union all select line_count from sales_monthly_unit union all select line_count from sales_monthly_product) r where line_count = 0`,
  )
  assert.equal(rows[0].empty, 0)
})

test('Two files with the same new orders at the same time count each of them once.', async () => {
  const ledger = await Promise.all(Array.from({ length: 30 }, (_, i) => line(`C${i % 10}`, 1 + (i % 3))))
  const results = await Promise.all([put(ledger), put(ledger.toReversed())])
  assert.equal(
    results.reduce((sum, { created }) => sum + created, 0),
    30,
  )
  assert.equal((await rebuildRollups(opened.database, analyst.workspaceId)).differences, 0)
})
