import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Action, downloads, mayDo, type Role, TABLE_FORMATS } from '@salesloom/contract'
import { findEndpoints } from '../../../tools/check-permissions.ts'
import { importAdventureWorks } from '../connectors/adventureworks/index.ts'
import { putSampleMembers } from '../foundation/access/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import { putUser } from '../platform/sign-in/users.ts'
import { SUPERSTORE } from './fillings.ts'
import { ADVENTUREWORKS, WITHOUT_ADVENTUREWORKS } from './shared-data.ts'
import { ORIGIN, openTestApplication, sampleEmail, type TestApplication } from './test-application.ts'
import { type FilledDatabase, openFilled } from './test-database.ts'
import { EXPORTS, INPUTS } from './walk-inputs.ts'

const ROLES: readonly Role[] = [
  'administrator',
  'director',
  'manager',
  'representative',
  'analyst',
  'respondent',
  'guest',
]
let opened: FilledDatabase
let application: TestApplication
type Call = (path: string, init?: RequestInit) => Promise<Response>
const callers = new Map<Role, Call>()

async function addMember(role: Role): Promise<void> {
  const now = new Date()
  const userId = await putUser(
    opened.database.pool,
    { email: sampleEmail(role), name: role, password: 'salesloom-sample' },
    now,
  )
  await opened.database.pool.query(
    `insert into membership (workspace_id, user_id, email, display_name, role) values (1, $1, $2, $3, $3)`,
    [userId, sampleEmail(role), role],
  )
}

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  await putSampleMembers(opened.database, workspaceId, new Date())
  await addMember('respondent')
  await addMember('guest')
  application = await openTestApplication(opened)
  for (const role of ROLES) callers.set(role, await application.as(role))
  const director = callers.get('director') as Call
  await call(director, 'targets.setTarget')
})
after(async () => {
  await application.close()
  await opened.close()
})

/** Calls a procedure the way the web application does. */
function call(request: Call, name: string): Promise<Response> {
  return request(`/rpc/${name.replaceAll('.', '/')}`, {
    method: 'POST',
    body: JSON.stringify({ json: INPUTS[name] ?? null }),
  })
}

async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { json?: { code?: string } }
  return body.json?.code ?? ''
}

test('the walk has an input for every endpoint that takes one', () => {
  assert.deepEqual(
    Object.keys(INPUTS).toSorted(),
    findEndpoints()
      .filter((endpoint) => endpoint.takesInput)
      .map((endpoint) => endpoint.name)
      .toSorted(),
  )
})

test('without a session only what is public answers', async () => {
  for (const endpoint of findEndpoints()) {
    const response = await call(application.request, endpoint.name)
    if (endpoint.action === 'public') assert.ok([200, 410].includes(response.status), endpoint.name)
    else assert.deepEqual([response.status, await codeOf(response)], [401, 'notSignedIn'], endpoint.name)
  }
})

test('each role gets what its permissions say and is refused the rest, endpoint by endpoint', async () => {
  for (const role of ROLES) {
    for (const endpoint of findEndpoints()) {
      const response = await call(callers.get(role) as Call, endpoint.name)
      const code = response.ok ? 'ok' : await codeOf(response)
      const may = mayDo(role, endpoint.action as Action)
      if (may)
        assert.ok(
          !['forbidden', 'notSignedIn', 'internal'].includes(code),
          `${role} ${endpoint.name}: ${code}`,
        )
      else assert.deepEqual([response.status, code], [403, 'forbidden'], `${role} ${endpoint.name}`)
    }
  }
})

test('the REST addresses obey the same permissions as the typed calls', async () => {
  for (const endpoint of findEndpoints().filter(
    (candidate) => candidate.method === 'GET' && !(candidate.name in INPUTS),
  )) {
    for (const role of ROLES) {
      const response = await (callers.get(role) as Call)(`/api/v1${endpoint.path}`)
      assert.equal(
        response.status,
        mayDo(role, endpoint.action as Action) ? 200 : 403,
        `${role} ${endpoint.path}`,
      )
    }
  }
})

test('files obey the permissions that they declare, in every format', async () => {
  // Those who do not plan have a file of what counts, or counted once.
  await opened.database.pool.query(`update scenario set state = 'superseded' where scenario_id = 1`)
  for (const { path, permission } of Object.values(downloads)) {
    for (const format of TABLE_FORMATS) {
      const address = `${path}?format=${format}&scenarioId=1`
      assert.equal((await application.request(address)).status, 401, address)
      for (const role of ROLES) {
        const response = await (callers.get(role) as Call)(address)
        assert.equal(response.status, mayDo(role, permission.action) ? 200 : 403, `${role} ${address}`)
        await response.arrayBuffer()
      }
    }
  }
})

test('the file of every list is for those who read facts, and for nobody else', async () => {
  for (const address of EXPORTS) {
    assert.equal((await application.request(address)).status, 401, address)
    for (const role of ROLES) {
      const response = await (callers.get(role) as Call)(address)
      assert.equal(response.status, mayDo(role, 'facts.read') ? 200 : 403, `${role} ${address}`)
      await response.arrayBuffer()
    }
  }
})

test('live events tell that something changed and carry no figure, name or number of it', async () => {
  const representative = callers.get('representative') as Call
  const opening = await representative('/api/live')
  assert.ok(opening.body !== null)
  const reader = opening.body.pipeThrough(new TextDecoderStream()).getReader()
  let heard = (await reader.read()).value ?? ''
  const { rows } = await opened.database.pool.query<{ customerId: number; productId: number }>(
    `select (select min(customer_id) from customer) as "customerId", min(product_id) as "productId" from product where kind = 'product'`,
  )
  const { customerId = 0, productId = 0 } = rows[0] ?? {}
  const order = {
    ...(INPUTS['facts.recordOrder'] as object),
    externalId: 'walk-live',
    customerId,
    lines: [{ productId, quantity: '1', unitPrice: '1' }],
  }
  const recorded = await (callers.get('director') as Call)('/rpc/facts/recordOrder', {
    method: 'POST',
    body: JSON.stringify({ json: order }),
  })
  assert.equal(recorded.status, 200)
  while (!heard.includes('facts.changed')) heard += (await reader.read()).value ?? ''
  await reader.cancel()
  const events = [...heard.matchAll(/^data: (\{.*\})$/gm)].map(
    (match) => JSON.parse(match[1] ?? '{}') as object,
  )
  assert.ok(events.length >= 2)
  for (const event of events) assert.deepEqual(Object.keys(event).toSorted(), ['at', 'name', 'subject'])
  assert.ok(!heard.includes('walk-live'))
})

test('a person without any membership is told so', async () => {
  await putUser(
    opened.database.pool,
    { email: 'nobody@example.com', name: 'Nobody', password: 'a long password' },
    new Date(),
  )
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'a long password' })
  const signedIn = await application.request('/api/auth/sign-in/email', { method: 'POST', body })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((value) => value.split(';')[0])
    .join('; ')
  const response = await application.request('/api/v1/session', { headers: { cookie } })
  assert.deepEqual(
    [response.status, ((await response.json()) as { code: string }).code],
    [403, 'noMembership'],
  )
})

test('a write from another site is refused even with the session’s cookie', async () => {
  const representative = callers.get('representative') as Call
  const body = JSON.stringify({ json: INPUTS['facts.recordOrder'] })
  const withoutHeader = await representative('/rpc/facts/recordOrder', {
    method: 'POST',
    body,
    headers: { 'x-salesloom': '' },
  })
  const otherOrigin = await representative('/rpc/facts/recordOrder', {
    method: 'POST',
    body,
    headers: { origin: 'https://evil.example' },
  })
  assert.deepEqual([withoutHeader.status, otherOrigin.status], [403, 403])
  const signIn = await application.request('/api/auth/sign-in/email', {
    method: 'POST',
    body: JSON.stringify({ email: sampleEmail('director'), password: 'salesloom-sample' }),
    headers: { origin: 'https://evil.example', cookie: 'a=b' },
  })
  assert.equal(signIn.status, 403)
})

test('the row-level policy shows a transaction its own workspace and no other', async () => {
  await opened.database.pool.query(
    `insert into workspace (code, name_zh, name_en, currency, currency_digits, time_zone) values ('other', 'x', 'x', 'CNY', 2, 'Asia/Shanghai')`,
  )
  const client = await opened.database.pool.connect()
  const count = async (table: string) =>
    Number((await client.query(`select count(*) as n from ${table}`)).rows[0].n)
  await client.query('begin')
  await client.query('set local role salesloom_app')
  assert.equal(await count('person'), 0)
  await client.query(`set local salesloom.workspace = '2'`)
  assert.deepEqual([await count('person'), await count('workspace')], [0, 1])
  await assert.rejects(
    client.query(`insert into channel (workspace_id, code, name_zh, name_en) values (1, 'x', 'x', 'x')`),
    /row-level security/,
  )
  await client.query('rollback')
  await client.query('begin')
  await client.query('set local role salesloom_app')
  await client.query(`set local salesloom.workspace = '1'`)
  assert.ok((await count('person')) > 0)
  await assert.rejects(client.query('select 1 from sign_in."user"'), /permission denied/)
  await client.query('rollback')
  await client.query('begin')
  await client.query('set local role salesloom_app')
  await client.query(`set local salesloom.workspace = '1'`)
  await assert.rejects(client.query(`update audit_entry set action = 'x'`), /permission denied/)
  await client.query('rollback')
  client.release()
})

test('every table of ours has a row-level policy and its workspace first in the key', async () => {
  const { rows } = await opened.database.pool.query<{ table: string; policies: number; first: string }>(`
    select c.relname as table, (select count(*) from pg_policy p where p.polrelid = c.oid)::int as policies,
      (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary) as first
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'schema_migration%'`)
  assert.ok(rows.length >= 25)
  for (const row of rows)
    assert.deepEqual([row.table, row.policies > 0, row.first], [row.table, true, 'workspace_id'])
})

test('a member of two workspaces enters the one they name, and a stranger’s name does not open it', {
  skip: WITHOUT_ADVENTUREWORKS,
}, async () => {
  const { workspaceId } = await importAdventureWorks(opened.database, ADVENTUREWORKS, {
    workspaceCode: 'adventureworks',
    clock: systemClock,
  })
  const representative = callers.get('representative') as Call
  const entered = async () =>
    (
      (await (
        await representative('/api/v1/session', { headers: { 'x-salesloom-workspace': 'adventureworks' } })
      ).json()) as { workspace: { code: string } }
    ).workspace.code
  assert.equal(await entered(), 'superstore')
  await putSampleMembers(opened.database, workspaceId, new Date())
  assert.equal(await entered(), 'adventureworks')
})

test('addresses that do not exist answer in the shape of all errors', async () => {
  const response = await application.request('/api/v1/nothing', {
    headers: { 'accept-language': 'zh-CN', origin: ORIGIN },
  })
  const body = (await response.json()) as { code: string; message: string }
  assert.deepEqual([response.status, body.code], [404, 'notFound'])
  assert.match(body.message, /找不到/)
})
