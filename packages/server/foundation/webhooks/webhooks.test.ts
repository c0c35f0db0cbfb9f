import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { createLogger } from '../../platform/logging/index.ts'
import { createSealer } from '../../platform/secrets/seal.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import {
  createWebhook,
  deliverDue,
  findDeliveries,
  findWebhooks,
  outcomeOf,
  removeWebhook,
  replayDelivery,
  setWebhook,
} from './index.ts'
import { queueDeliveries } from './webhook.store.ts'

type Heard = { readonly headers: Record<string, string | string[] | undefined>; readonly body: string }

let opened: FilledDatabase
let administrator: CallContext
let now = new Date('2026-11-24T08:00:00Z')
let answer = 200
const heard: Heard[] = []
const sealer = createSealer('a secret for tests, of more than 32 characters', 'webhooks')
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += chunk))
  request.on('end', () => {
    heard.push({ headers: request.headers, body })
    response.writeHead(answer, answer === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end()
  })
})
let url = ''

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  administrator = await sampleCaller(opened, workspaceId, 'superstore', 'administrator')
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?token=hidden`
})
after(async () => {
  receiver.close()
  await opened.close()
})

const parts = () => ({ database: opened.database, sealer, log: createLogger('silent'), now: () => now })
const send = () => deliverDue(parts(), administrator.workspaceId)
const queue = (body: string) =>
  inWorkspace(opened.database, administrator.workspaceId, (tx) =>
    queueDeliveries(tx, administrator.workspaceId, 'records.changed', body, now),
  )
const logOf = (webhookId: number) => findDeliveries(administrator, { webhookId, page: 1, pageSize: 50 })
const hook = (name = 'erp') =>
  createWebhook(administrator, sealer, { name, url, events: ['records.changed'] })

test('An event arrives signed, and the receiver can prove who sent it and when.', async () => {
  const { webhookId, secret } = await hook()
  await queue('{"n":1}')
  assert.equal(await send(), 1)
  const [got] = heard.splice(0)
  const [, seconds, mac] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(got?.headers['salesloom-signature'])) ?? []
  assert.equal(mac, createHmac('sha256', secret).update(`${seconds}.{"n":1}`).digest('hex'))
  assert.deepEqual([got?.body, (await logOf(webhookId)).rows[0]?.state], ['{"n":1}', 'delivered'])
  await removeWebhook(administrator, { webhookId })
})

test('A receiver that fails is tried again after longer and longer waits, and can be sent to again by hand.', async () => {
  const { webhookId } = await hook()
  answer = 500
  await queue('{}')
  let tries = 0
  for (let hour = 0; hour < 60; hour++) {
    tries += await send()
    now = new Date(now.getTime() + 3_600_000)
  }
  const [failed] = (await logOf(webhookId)).rows
  assert.deepEqual([tries, failed?.state, failed?.attempts, failed?.status], [8, 'failed', 8, 500])
  answer = 204
  await replayDelivery(administrator, { deliveryId: failed?.deliveryId ?? 0 })
  assert.equal(await send(), 1)
  assert.equal((await logOf(webhookId)).rows[0]?.state, 'delivered')
  await removeWebhook(administrator, { webhookId })
})

test('A receiver that fails is left alone for half a minute, and holds up nobody else.', async () => {
  const failing = await hook('failing')
  answer = 500
  for (let i = 0; i < 30; i++) await queue(String(i))
  heard.length = 0
  assert.equal(await send(), 10)
  const healthy = await hook('healthy')
  answer = 200
  await queue('"new"')
  heard.length = 0
  assert.equal(await send(), 2)
  assert.deepEqual(
    heard.map(({ body }) => body),
    ['"new"', '"new"'],
  )
  now = new Date(now.getTime() + 61_000)
  for (let round = 0; round < 4; round++) await send()
  const { rows } = await logOf(failing.webhookId)
  assert.deepEqual(new Set(rows.map(({ state }) => state)), new Set(['delivered']))
  for (const { webhookId } of [failing, healthy]) await removeWebhook(administrator, { webhookId })
})

test('Two nodes that deliver at the same time send each event once.', async () => {
  const { webhookId } = await hook()
  answer = 200
  heard.length = 0
  for (let i = 0; i < 8; i++) await queue(String(i))
  await Promise.all([send(), send()])
  assert.deepEqual(heard.map(({ body }) => body).toSorted(), ['0', '1', '2', '3', '4', '5', '6', '7'])
  await removeWebhook(administrator, { webhookId })
})

test('A stopped webhook gets nothing, a redirect is not followed, and only the host is ever shown.', async () => {
  const { webhookId } = await hook()
  await setWebhook(administrator, { webhookId, active: false })
  assert.equal(await queue('{}'), 0)
  await setWebhook(administrator, { webhookId, active: true })
  answer = 302
  await queue('{}')
  await send()
  const { rows } = await logOf(webhookId)
  assert.deepEqual([rows[0]?.state, rows[0]?.error], ['waiting', 'HTTP 302'])
  const shown = JSON.stringify([await findWebhooks(administrator), rows])
  const kept = (await opened.database.pool.query('select row_to_json(h)::text as row from webhook h')).rows[0]
    .row
  assert.ok(!shown.includes('hidden') && !kept.includes('hidden') && kept.includes('127.0.0.1'))
  await removeWebhook(administrator, { webhookId })
})

test('Addresses of a cloud’s own credentials are refused, and so is a password in an address.', async () => {
  for (const bad of [
    'http://169.254.169.254/latest',
    'http://[::ffff:169.254.169.254]/latest',
    'http://metadata.google.internal./',
    'https://user:word@example.com/',
  ])
    await assert.rejects(
      createWebhook(administrator, sealer, { name: 'x', url: bad, events: ['records.changed'] }),
    )
})

test('Waits after failures: ten seconds, a minute, five minutes, and in the end none.', () => {
  const at = new Date(0)
  const waits = [0, 1, 2].map((attempts) => outcomeOf(attempts, 500, 'HTTP 500', at).nextAt.getTime() / 1_000)
  assert.deepEqual(waits, [10, 60, 300])
  assert.equal(outcomeOf(7, null, 'ECONNREFUSED', at).state, 'failed')
})

test('A sealed text opens under its own secret and purpose alone.', () => {
  const sealed = sealer.seal('https://example.com/secret')
  assert.equal(sealer.open(sealed), 'https://example.com/secret')
  assert.throws(() => createSealer('a secret for tests, of more than 32 characters', 'other').open(sealed))
  assert.throws(() => sealer.open(`${sealed.slice(0, -4)}AAAA`))
})
