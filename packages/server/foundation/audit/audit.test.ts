import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SUPERSTORE } from '../../testing/fillings.ts'
import {
  call,
  openTestApplication,
  type Requests,
  type TestApplication,
} from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { putSampleMembers } from '../access/index.ts'

type Found = { total: number; rows: { actor: string; action: string; subject: string; at: string }[] }

let opened: FilledDatabase
let application: TestApplication
let administrator: Requests

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  await putSampleMembers(opened.database, workspaceId, new Date())
  application = await openTestApplication(opened)
  administrator = await application.as('administrator')
  await opened.database.pool.query('delete from audit_entry')
  await opened.database.pool.query(
    `insert into audit_entry (workspace_id, at, actor_user_id, actor_name, standing_in_for, action, subject, after)
     select 1, timestamptz '2026-03-01 12:00Z' + (i || ' hours')::interval, 'u', case when i % 2 = 0 then '=cmd|x' else 'Bo' end,
       case when i = 7 then '沈望' end, 'walk.step', 'thing:' || (i % 10), jsonb_build_object('i', i)
     from generate_series(1, 2500) i`,
  )
})
after(async () => {
  await application.close()
  await opened.close()
})

const find = async (filter: object) =>
  (await call(administrator, 'administration.findAuditEntries', { pageSize: 50, ...filter })).json as Found

async function download(query: string, language = 'en'): Promise<{ text: string; headers: Headers }> {
  const response = await administrator(`/api/download/audit-entries?${query}`, {
    headers: { 'x-salesloom-locale': language },
  })
  assert.equal(response.status, 200)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
  return { text, headers: response.headers }
}

test('filters by actor, subject, day, text and stead narrow the trail, alone and together', async () => {
  const totals = await Promise.all(
    [
      {},
      { actor: 'Bo' },
      { subject: 'thing:3' },
      { actor: 'Bo', subject: 'thing:4' },
      { search: '沈' },
      { search: '%' },
      { action: 'none' },
    ].map(async (filter) => (await find(filter)).total),
  )
  assert.deepEqual(totals, [2500, 1250, 250, 0, 1, 0, 0])
  // America/New_York: 2 March begins at 05:00 UTC, so hours 17 to 40 after 1 March 12:00 are its 24.
  const day = await find({ from: '2026-03-02', to: '2026-03-02' })
  assert.deepEqual(
    [day.total, day.rows.at(-1)?.at, day.rows[0]?.at],
    [24, '2026-03-02T05:00:00.000Z', '2026-03-03T04:00:00.000Z'],
  )
})

test('the choices of the filters are what the trail holds', async () => {
  assert.deepEqual((await call(administrator, 'administration.findAuditChoices')).json, {
    actors: ['=cmd|x', 'Bo'],
    actions: ['walk.step'],
  })
})

test('the export holds every entry of the filter, newest first, in the language of the page, and computes nothing', async () => {
  const { text, headers } = await download('format=csv')
  const lines = text.trimEnd().split('\r\n')
  assert.equal(lines.length, 2501)
  assert.equal(
    lines[0],
    '\uFEFFNumber,Time (UTC),Who,Standing in for,Action,Use case,Subject,Subject code,Before,After',
  )
  assert.match(
    lines[1] ?? '',
    /^\d+,2026-06-13T16:00:00\.000Z,'=cmd\|x,,walk\.step,walk\.step,thing:0,thing:0,,"\{""i"":2500\}"$/,
  )
  assert.match(headers.get('content-disposition') ?? '', /^attachment; filename="Audit\.csv"/)
  const filtered = await download(
    'format=csv&actor=Bo&subject=thing:7&from=2026-03-01&to=2026-03-01',
    'zh-CN',
  )
  assert.deepEqual(filtered.text.split('\r\n').slice(0, 2), [
    '\uFEFF编号,时间 (UTC),操作人,代理,操作,用例,对象,对象编号,之前,之后',
    filtered.text.split('\r\n')[1],
  ])
  assert.match(filtered.text, /2026-03-01T19:00:00\.000Z,Bo,沈望,/)
  assert.match(filtered.headers.get('content-disposition') ?? '', /UTF-8''%E5%AE%A1%E8%AE%A1\.csv/)
})

test('what was done is said in words, in the file as on the page, and is found by them in any language', async () => {
  await opened.database.pool.query(
    `insert into audit_entry (workspace_id, at, actor_user_id, actor_name, action, subject)
     values (1, timestamptz '2027-01-01 12:00Z', 'u', 'Ann', 'people.departPerson', 'person:1')`,
  )
  try {
    for (const search of [
      '登记离职',
      '登記離職',
      'recorded a DEPARTURE',
      'people.departPerson',
      '人员',
      '人員',
    ])
      assert.equal((await find({ search })).total, 1, search)
    const { text } = await download('format=csv&actor=Ann', 'zh-CN')
    assert.match(text, /,Ann,,登记离职,people\.departPerson,人员 1,person:1,/)
  } finally {
    await opened.database.pool.query(`delete from audit_entry where actor_name = 'Ann'`)
  }
})

test('a workbook comes as such, and an unknown format or day is refused with the field', async () => {
  const response = await administrator('/api/download/audit-entries?format=xlsx')
  const bytes = Buffer.from(await response.arrayBuffer())
  assert.deepEqual([response.status, bytes.subarray(0, 2).toString()], [200, 'PK'])
  for (const query of ['format=pdf', 'from=2026-02-30', 'from=yesterday']) {
    const refused = await administrator(`/api/download/audit-entries?${query}`)
    const { code, data } = (await refused.json()) as { code: string; data: { field: string } }
    assert.deepEqual([refused.status, code, data.field], [422, 'invalidInput', query.split('=')[0]])
  }
})
