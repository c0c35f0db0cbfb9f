import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EVIDENCE_PATHS, type Role } from '@salesloom/contract'
import { putSampleMembers } from '../../../foundation/access/index.ts'
import { SUPERSTORE } from '../../../testing/fillings.ts'
import {
  call,
  openTestApplication,
  type Requests,
  type TestApplication,
} from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'

const PDF = Buffer.from('%PDF-1.7\n% evidence')
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
let opened: FilledDatabase
let application: TestApplication
const callers = new Map<Role, Requests>()
let deviationId: number
let ofRegion: number

const as = (role: Role) => callers.get(role) as Requests

/** Somebody looks into causes at a place. */
async function insertDeviation(column: 'org_unit_id' | 'region_id', id: number): Promise<number> {
  const whys = [
    { key: 'own-1', parent: null, kind: 'own', text: 'why', source: null, links: [], agreed: null },
  ]
  const { rows } = await opened.database.pool.query<{ id: number }>(
    `insert into deviation (workspace_id, ${column}, period, whys, opened_by, opened_on)
      values (1, $1, '2017-1', $2::jsonb, 'test', '2017-05-01') returning deviation_id as id`,
    [id, JSON.stringify(whys)],
  )
  return rows[0]?.id ?? 0
}

before(async () => {
  opened = await openFilled(SUPERSTORE)
  await putSampleMembers(opened.database, 1, new Date())
  application = await openTestApplication(opened)
  for (const role of ['director', 'manager', 'representative', 'analyst'] as const)
    callers.set(role, await application.as(role))
  const first = async (table: string, condition: string) =>
    (
      await opened.database.pool.query<{ id: number }>(
        `select ${table}_id as id from ${table} where workspace_id = 1 and ${condition} order by 1 limit 1`,
      )
    ).rows[0]?.id ?? 0
  // The root unit is nobody's but of those who see the whole.
  const root = await first(
    'org_unit',
    'org_unit_id in (select org_unit_id from org_unit_placement where workspace_id = 1 and parent_id is null)',
  )
  deviationId = await insertDeviation('org_unit_id', root)
  ofRegion = await insertDeviation('region_id', await first('region', 'true'))
})
after(async () => {
  await application.close()
  await opened.close()
})

async function attach(
  role: Role,
  name: string,
  content: Uint8Array,
  { id = deviationId, why = 'own-1' } = {},
) {
  const query = new URLSearchParams({ why, name })
  const response = await as(role)(`${EVIDENCE_PATHS.files(id)}?${query}`, {
    method: 'POST',
    body: new Uint8Array(content),
    headers: { 'content-type': 'application/octet-stream' },
  })
  const answer = (await response.json()) as { fileId?: number; code?: string; message?: string }
  return { status: response.status, ...answer }
}

test('a file comes back as it was, to be kept and never shown', async () => {
  const { fileId = 0 } = await attach('director', 'C:\\\\folder\\证据 "1".pdf', PDF)
  const response = await as('director')(EVIDENCE_PATHS.file(fileId))
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), PDF)
  const header = (name: string) => response.headers.get(name) ?? ''
  assert.equal(header('content-type'), 'application/pdf')
  assert.match(header('content-disposition'), /^attachment; filename="__ _1_.pdf"; filename\*=UTF-8''/)
  assert.ok(header('content-disposition').endsWith(encodeURIComponent('证据 "1".pdf')))
  assert.equal(header('x-content-type-options'), 'nosniff')
  assert.match(header('content-security-policy'), /default-src/)
})

test('what a name says and its bytes do not, what is no evidence, and what is empty is refused', async () => {
  for (const [name, content] of [
    ['page.html', Buffer.from('<script>alert(1)</script>')],
    ['picture.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['picture.png', PDF],
    ['table.csv', Buffer.from([0x61, 0, 0x62])],
    ['table.csv', Buffer.from([0xff, 0xfe, 0x61])],
    ['program.pdf.exe', PDF],
    ['constructor', PDF],
    ['empty.txt', Buffer.alloc(0)],
  ] as const) {
    const { status, code, message } = await attach('director', name, content)
    assert.deepEqual([status, code], [422, 'attachmentRefused'], name)
    assert.ok(message?.includes(name), message)
  }
  for (const [name, content] of [
    ['a.PNG', PNG],
    ['a.csv', Buffer.from('月,销售\n1,2\n')],
  ] as const)
    assert.equal((await attach('director', name, content)).status, 200, name)
})

test('ten megabytes are taken and one byte more is not', async () => {
  const most = Buffer.alloc(10_000_000, 0x20)
  PDF.copy(most)
  assert.equal((await attach('director', 'large.pdf', most)).status, 200)
  const more = await attach('director', 'larger.pdf', Buffer.concat([most, Buffer.from('x')]))
  assert.deepEqual([more.status, more.code], [413, 'attachmentTooLarge'])
})

test('files of others are not there; who may not write attaches and removes nothing', async () => {
  const { fileId = 0 } = await attach('director', 'seen.pdf', PDF)
  assert.equal((await application.request(EVIDENCE_PATHS.file(fileId))).status, 401)
  for (const role of ['manager', 'representative'] as const)
    assert.equal((await as(role)(EVIDENCE_PATHS.file(fileId))).status, 404, role)
  assert.equal((await attach('manager', 'a.pdf', PDF)).status, 404)
  assert.equal((await attach('representative', 'a.pdf', PDF)).status, 403)
  const removed = await call(as('manager'), 'monitoring.removeWhyFile', { fileId })
  assert.equal(removed.status, 404)
  assert.equal((await call(as('representative'), 'monitoring.removeWhyFile', { fileId })).status, 403)
  assert.equal((await as('analyst')(EVIDENCE_PATHS.file(fileId))).status, 200)
  // What is written about a region is of those who see the whole.
  const regional = await attach('director', 'region.pdf', PDF, { id: ofRegion })
  assert.equal((await as('manager')(EVIDENCE_PATHS.file(regional.fileId ?? 0))).status, 404)
  assert.equal((await attach('director', 'a.pdf', PDF, { why: 'none' })).status, 404)
})

test('a file that is removed, or whose why is gone, is no more; a why holds ten', async () => {
  const { fileId = 0 } = await attach('director', 'gone.pdf', PDF)
  assert.equal((await call(as('director'), 'monitoring.removeWhyFile', { fileId })).status, 200)
  assert.equal((await as('director')(EVIDENCE_PATHS.file(fileId))).status, 404)
  const of = { id: ofRegion }
  const kept = await attach('director', 'first.pdf', PDF, of)
  for (let i = 2; i <= 9; i++) assert.equal((await attach('director', `${i}.pdf`, PDF, of)).status, 200)
  const full = await attach('director', 'eleventh.pdf', PDF, of)
  assert.deepEqual([full.status, full.code], [422, 'attachmentsFull'])
  await opened.database.pool.query(
    `update deviation set whys = '[]' where workspace_id = 1 and deviation_id = $1`,
    [ofRegion],
  )
  assert.equal((await as('director')(EVIDENCE_PATHS.file(kept.fileId ?? 0))).status, 404)
})
