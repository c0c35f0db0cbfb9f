import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { openTestApplication, sampleCaller, type TestApplication } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { findEntries } from '../entries/index.ts'
import { createApiKey, findApiKeys, REQUESTS_A_MINUTE, revokeApiKey } from './index.ts'

let opened: FilledDatabase
let application: TestApplication
let administrator: CallContext
let key = ''

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  administrator = await sampleCaller(opened, workspaceId, 'superstore', 'administrator')
  application = await openTestApplication(opened)
  key = await newKey(['*'])
})
after(async () => {
  await application.close()
  await opened.close()
})

async function newKey(kinds: readonly string[], expiresOn: string | null = null): Promise<string> {
  return (await createApiKey(administrator, { name: 'crm', kinds, expiresOn })).key
}

type Options = {
  readonly key?: string
  readonly idempotencyKey?: string
  readonly path?: string
  readonly raw?: string
}

async function ingest(kind: string, body: unknown, options: Options = {}) {
  const response = await application.request(`/api/ingest/v1/${kind}${options.path ?? ''}`, {
    method: 'POST',
    body: options.raw ?? JSON.stringify(body),
    headers: {
      authorization: `Bearer ${options.key ?? key}`,
      ...(options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey }),
    },
  })
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    headers: response.headers,
    body: await response.json(),
  }
}

const customers = (count: number, from = 0) => ({
  source: 'crm',
  entries: Array.from({ length: count }, (_, i) => ({
    externalId: `I${from + i}`,
    values: { code: `I${from + i}`, nameZh: `接入客户 ${from + i}` },
  })),
})

test('A batch of 10,000 goes in at once, and again it changes nothing.', async () => {
  const first = await ingest('customer', customers(10_000))
  assert.deepEqual(
    [first.status, first.body],
    [200, { created: 10_000, updated: 0, unchanged: 0, failures: [] }],
  )
  const again = await ingest('customer', customers(10_000))
  assert.deepEqual(again.body, { created: 0, updated: 0, unchanged: 10_000, failures: [] })
})

test('What is wrong with an entry is said by its place, its field and a sentence in the caller’s language.', async () => {
  const { status, body } = await ingest('lead', {
    source: 'crm',
    entries: [
      { externalId: 'L1', values: { name: '好', day: '2026-05-01' } },
      { externalId: 'L2', values: { name: '坏', day: '01/05/2026' } },
    ],
  })
  assert.equal(status, 200)
  assert.deepEqual(
    [body.created, body.failures[0].index, body.failures[0].externalId, body.failures[0].code],
    [1, 1, 'L2', 'notADay'],
  )
  assert.match(body.failures[0].message, /“Date”: “01\/05\/2026”/)
})

test('All or nothing leaves nothing behind when one entry is wrong.', async () => {
  const { status, body } = await ingest('lead', {
    source: 'crm',
    mode: 'allOrNothing',
    entries: [
      { externalId: 'N1', values: { name: '甲', day: '2026-05-01' } },
      { externalId: 'N2', values: { name: '乙' } },
    ],
  })
  assert.deepEqual([status, body.created, body.failures[0].code], [422, 0, 'valueRequired'])
  const found = await findEntries(administrator, {
    kind: 'lead',
    search: '甲',
    filters: [],
    descending: false,
    removed: false,
    page: 1,
    pageSize: 10,
  })
  assert.equal(found.total, 0)
})

test('The same idempotency key gets the first answer again, also at the same time, and other content is refused.', async () => {
  const body = { source: 'crm', entries: [{ externalId: 'K1', values: { name: '幂等', day: '2026-05-01' } }] }
  const [one, two] = await Promise.all([
    ingest('lead', body, { idempotencyKey: 'once' }),
    ingest('lead', body, { idempotencyKey: 'once' }),
  ])
  assert.deepEqual([one.body.created, two.body.created], [1, 1])
  const other = await ingest('lead', { ...body, source: 'erp' }, { idempotencyKey: 'once' })
  assert.deepEqual([other.status, other.body.code], [409, 'idempotencyKeyReused'])
})

test('A key that is wrong, revoked, expired or made for something else opens nothing.', async () => {
  const lead = { source: 'crm', entries: [{ externalId: 'Z', values: { name: 'x', day: '2026-05-01' } }] }
  const scoped = await newKey(['visit'])
  const expired = await newKey(['*'], '2026-12-01')
  await opened.database.pool.query(
    "update api_key set expires_at = '2026-11-01' where expires_at is not null",
  )
  const revoked = await newKey(['*'])
  const [latest] = await findApiKeys(administrator)
  await revokeApiKey(administrator, { apiKeyId: latest?.apiKeyId ?? 0 })
  const otherWorkspace = key.replace(/^slm_\d+_/, 'slm_2_')
  const answers = []
  for (const used of ['nonsense', otherWorkspace, expired, revoked, scoped])
    answers.push(await ingest('lead', lead, { key: used }))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [401, 401, 401, 401, 403],
  )
  for (const { type, body } of answers) {
    assert.match(type, /^application\/problem\+json/)
    assert.ok(body.type.startsWith('urn:salesloom:error:') && body.status >= 400 && body.detail !== '')
    assert.match(body.title, /^[A-Z][^{}]*\.$/)
  }
})

test('A key cannot be made that has expired already, and one without a kind is told which.', async () => {
  const past = await newKey(['*'], '2026-11-23').catch((error: unknown) => error)
  assert.ok(past instanceof AppError)
  assert.match(past.textIn('zh-CN'), /^“到期日”有误: 到期日不能早于今天 \(2026-11-24\)。$/)
  const { body } = await ingest('payment', { source: 'x', entries: [] }, { key: await newKey(['visit']) })
  assert.equal(body.code, 'invalidInput')
  const entries = [{ externalId: '1', values: { number: '1' } }]
  const refused = await ingest('payment', { source: 'x', entries }, { key: await newKey(['visit']) })
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.title],
    [403, 'apiKeyKind', 'This is not permitted.'],
  )
  assert.match(refused.body.detail, /“Payments” \(payment\)/)
})

test('Of a key only its fingerprint is kept, and its last use is shown.', async () => {
  const { rows } = await opened.database.pool.query('select row_to_json(k)::text as row from api_key k')
  assert.ok(rows.every(({ row }) => !row.includes(key.slice(-30))))
  const used = (await findApiKeys(administrator)).find((one) => key.startsWith(one.prefix))
  assert.equal(used?.lastUsedAt, '2026-11-24T08:00:00.000Z')
})

test('Broken JSON, an unknown kind, too many entries and a body that is too large are each a sentence.', async () => {
  const cases = [
    await ingest('lead', null, { raw: '{"source": ' }),
    await ingest('nothing', customers(1)),
    await ingest('customer', customers(10_001)),
    await ingest('lead', null, { raw: `"${'x'.repeat(33 * 1024 * 1024)}"` }),
  ]
  assert.deepEqual(
    cases.map(({ status }) => status),
    [422, 404, 422, 413],
  )
})

test('Entries that the source no longer has are taken out, and what is not there is no mistake.', async () => {
  await ingest('lead', {
    source: 'crm',
    entries: [{ externalId: 'R1', values: { name: '删', day: '2026-05-01' } }],
  })
  const removal = { source: 'crm', externalIds: ['R1', 'R2'] }
  const { body } = await ingest('lead', removal, { path: '/remove' })
  assert.deepEqual(body, { removed: 1, absent: 1 })
})

test('Stage events arrive in any order over the interface, and the deal stands where the latest says.', async () => {
  await ingest('pipeline', {
    source: 'crm',
    entries: [{ externalId: 'p', values: { code: 'p', nameZh: '流程', ordinal: 1 } }],
  })
  const stage = (code: string, ordinal: number, outcome: string) => ({
    externalId: code,
    values: { pipeline: 'p', code, nameZh: code, ordinal, outcome, probability: '0.5' },
  })
  await ingest('stage', { source: 'crm', entries: [stage('first', 1, 'open'), stage('done', 2, 'won')] })
  await ingest('opportunity', {
    source: 'crm',
    entries: [{ externalId: 'D', values: { name: '顺序', stage: 'first', day: '2026-05-01' } }],
  })
  const event = (externalId: string, stageCode: string, happenedAt: string) => ({
    externalId,
    values: { opportunity: { externalId: 'D' }, stage: stageCode, happenedAt },
  })
  await ingest('stageEvent', {
    source: 'crm',
    entries: [event('b', 'done', '2026-06-02T00:00:00Z'), event('a', 'first', '2026-06-01T00:00:00Z')],
  })
  const { rows } = await findEntries(administrator, {
    kind: 'opportunity',
    search: '顺序',
    filters: [],
    descending: false,
    removed: false,
    page: 1,
    pageSize: 10,
  })
  assert.equal(rows[0]?.values['closedOn'], '2026-06-02')
})

test('Beyond its requests a minute a key is told how long to wait.', async () => {
  const busy = await newKey(['lead'])
  const body = { source: 'crm', externalIds: ['none'] }
  for (let i = 0; i < REQUESTS_A_MINUTE; i++)
    assert.equal((await ingest('lead', body, { key: busy, path: '/remove' })).status, 200)
  const refused = await ingest('lead', body, { key: busy, path: '/remove' })
  assert.deepEqual(
    [refused.status, refused.headers.get('retry-after'), refused.body.code],
    [429, '60', 'tooManyRequests'],
  )
})
