import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Client, type Session, signIn } from './harness/client.ts'
import { embeddedHost } from './harness/embedded-host.ts'
import {
  freePort,
  killLaunched,
  type Program,
  processesOf,
  stop,
  temporaryFolder,
} from './harness/program.ts'
import { startOnSample } from './harness/sample.ts'

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 5)
const WRITERS = 4

type Order = { orderId: number; amount: number; created: boolean }
type Written = { externalId: string; amount: number }

/** Kills every process of the application at once, the database included: what a power cut leaves. */
function killEverything(program: Program, folder: string): void {
  const pids = [program.child.pid ?? 0, ...processesOf(folder)]
  spawnSync('kill', ['-9', ...pids.filter((pid) => pid > 0).map(String)])
}

/** Writes orders until it is cut off, noting those that were acknowledged. */
async function writeUntilKilled(
  client: Client,
  prefix: string,
  acknowledged: Written[],
  attempted: string[],
): Promise<void> {
  for (let i = 0; ; i++) {
    const externalId = `${prefix}-${i}`
    attempted.push(externalId)
    const lines = [
      { productId: 12 + (i % 12), quantity: '2', unitPrice: '10.25' },
      { productId: 24 + (i % 12), quantity: '1', unitPrice: '3.10' },
    ]
    try {
      const order = await client.call<Order>('facts.recordOrder', {
        source: 'kill',
        externalId,
        orderDate: '2025-12-26',
        channel: 'direct',
        customerId: 1 + (i % 50),
        personId: null,
        lines,
      })
      acknowledged.push({ externalId, amount: order.amount })
    } catch {
      return
    }
  }
}

async function checkBooks(
  dataFolder: string,
  acknowledged: readonly Written[],
  attempted: readonly string[],
): Promise<void> {
  const client = new pg.Client({ host: embeddedHost(dataFolder), user: 'postgres', database: 'salesloom' })
  await client.connect()
  try {
    const { rows } = await client.query<{
      external_id: string
      lines: string
      amount: string
      trail: string
      events: string
    }>(`
      select o.external_id, count(l.*) as lines, sum(l.amount) as amount,
        (select count(*) from audit_entry a where a.workspace_id = o.workspace_id and a.subject = 'order:' || o.order_id) as trail,
        (select count(*) from outbox_event e where e.workspace_id = o.workspace_id and e.name = 'facts.orderRecorded'
          and (e.payload->>'orderId')::bigint = o.order_id) as events
      from sales_order o left join order_line l on l.workspace_id = o.workspace_id and l.order_id = o.order_id
      where o.source = 'kill' group by o.workspace_id, o.order_id, o.external_id`)
    const stored = new Map(rows.map((row) => [row.external_id, row]))
    for (const { externalId } of acknowledged)
      assert.ok(stored.has(externalId), `${externalId} was acknowledged and is lost`)
    for (const row of rows) {
      assert.ok(attempted.includes(row.external_id))
      assert.deepEqual(
        [Number(row.lines), row.amount, Number(row.trail), Number(row.events)],
        [2, '23.6000', 1, 1],
        `${row.external_id} is half done`,
      )
    }
    const totals = await client.query<{ rollup: string; raw: string }>(`
      select (select sum(amount) from sales_daily) as rollup, (select sum(amount) from order_line) as raw`)
    assert.equal(totals.rows[0]?.rollup, totals.rows[0]?.raw)
  } finally {
    await client.end()
  }
}

test(`${ROUNDS} times kill -9 of everything under writing load: nothing acknowledged is lost, nothing is half done, it starts again by itself`, async () => {
  const { folder, remove } = temporaryFolder()
  const dataFolder = join(folder, 'data')
  const acknowledged: Written[] = []
  const attempted: string[] = []
  let session: Session | null = null
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const program = await startOnSample({
        SALESLOOM_DATA: dataFolder,
        PORT: String(await freePort()),
        SALESLOOM_LOG: 'silent',
      })
      await checkBooks(dataFolder, acknowledged, attempted)
      // One session for all rounds: it outlives every kill, and signing in is limited.
      session ??= await signIn(program, 'analyst')
      const client = session.at(program.url)
      const writers = Array.from({ length: WRITERS }, (_, w) =>
        writeUntilKilled(client, `${round}-${w}`, acknowledged, attempted),
      )
      await sleep(120 + ((round * 53) % 260))
      killEverything(program, folder)
      await Promise.all([...writers, program.exited])
    }
    const program = await startOnSample({
      SALESLOOM_DATA: dataFolder,
      PORT: String(await freePort()),
      SALESLOOM_LOG: 'silent',
    })
    await checkBooks(dataFolder, acknowledged, attempted)
    assert.ok(acknowledged.length > ROUNDS, `only ${acknowledged.length} orders were written`)
    assert.equal(await stop(program), 0)
  } finally {
    killLaunched()
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL')
    remove()
  }
})
