import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { KindName } from '@salesloom/contract'
import type { CallContext } from '../../platform/http/call-context.ts'
import { code, findOf, linked, putFrom, putPipeline, type Wish } from '../../testing/entry-calls.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { editEntries, type SaidEntry } from './index.ts'

let opened: FilledDatabase
let analyst: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  analyst = await sampleCaller(opened, workspaceId, 'superstore', 'analyst')
  await putPipeline(analyst)
})
after(() => opened.close())

const put = (kind: KindName, entries: readonly SaidEntry[], context = analyst, source = 'crm') =>
  putFrom(context, source, kind, entries)

const find = (kind: KindName, wish: Wish = {}, context = analyst) => findOf(context, kind, wish)

test('A deal is closed on the day that its event has on the workspace’s clocks, half past eleven at night in New York.', async () => {
  await put('opportunity', [
    { externalId: 'Z1', values: { name: '跨日', stage: 'contact', day: '2026-05-01' } },
  ])
  const happenedAt = '2026-07-01T03:30:00Z'
  await put('stageEvent', [
    { externalId: 'z1', values: { opportunity: { externalId: 'Z1' }, stage: 'won', happenedAt } },
  ])
  const row = (await find('opportunity', { search: '跨日' })).rows[0]
  assert.equal(row?.values['closedOn'], '2026-06-30')
  const on = async (value: string) =>
    (await find('stageEvent', { filters: [{ field: 'happenedAt', comparison: 'is', value }] })).total
  assert.deepEqual([await on('2026-06-30'), await on('2026-07-01')], [1, 0])
})

test('What is changed by hand comes after events of a clock that is ahead.', async () => {
  const said = { name: '时钟', stage: 'contact', day: '2026-05-01' }
  await put('opportunity', [{ externalId: 'H1', values: said }])
  const event = (externalId: string, happenedAt: string) => ({
    externalId,
    values: { opportunity: { externalId: 'H1' }, stage: 'quote', happenedAt },
  })
  await put('stageEvent', [event('h1', '2026-11-24T20:00:00Z')])
  const deal = async () => (await find('opportunity', { search: '时钟' })).rows[0]
  const ids = [(await deal())?.id ?? 0]
  await editEntries(analyst, { kind: 'opportunity', ids, values: { stage: 'won' } })
  await put('stageEvent', [event('h0', '2026-05-02T20:00:00Z')])
  assert.equal(linked((await deal())?.values['stage']).name.zh, '赢单')
  const { rows } = await opened.database.pool.query(
    `select r.happened_at >= max(e.happened_at) as newest from opportunity_revision r
     join stage_event e on e.opportunity_id = r.opportunity_id
     where r.opportunity_id = $1 group by r.opportunity_revision_id, r.happened_at order by r.opportunity_revision_id desc limit 1`,
    ids,
  )
  assert.deepEqual(rows, [{ newest: true }])
})

test('A deal keeps what its stage decides: its pipeline, the chance and day of one that is won, none of an open one.', async () => {
  await put('opportunity', [
    { externalId: 'W1', values: { name: '不变一', stage: 'won', day: '2026-05-01', closedOn: '2026-05-20' } },
    { externalId: 'W2', values: { name: '不变二', stage: 'contact', day: '2026-05-01' } },
  ])
  const { rows } = await find('opportunity', { search: '不变' })
  const ids = rows.map(({ id }) => id)
  const won = rows.find(({ values }) => values['name'] === '不变一')?.id ?? 0
  const edit = (which: number[], values: SaidEntry['values']) =>
    editEntries(analyst, { kind: 'opportunity', ids: which, values })
  await edit(ids, { closedOn: null, probability: '0.3', pipeline: null })
  await edit(ids, { probability: null })
  await edit([won], { closedOn: '2026-05-21' })
  const after = (await find('opportunity', { search: '不变', sort: 'name' })).rows
  assert.deepEqual(
    after.map(({ values }) => [
      linked(values['pipeline']).name.zh,
      values['probability'],
      values['closedOn'],
    ]),
    [
      ['标准流程', '1.000000', '2026-05-21'],
      ['标准流程', null, null],
    ],
  )
})

test('A stage in which deals stand or stood keeps its outcome and its pipeline; a new one may change.', async () => {
  await put('pipeline', [{ externalId: 'p2', values: { code: 'other', nameZh: '另一流程', ordinal: 2 } }])
  await put('opportunity', [
    { externalId: 'U1', values: { name: '占用', stage: 'quote', day: '2026-05-01' } },
  ])
  const said = (stage: string, values: SaidEntry['values']) => put('stage', [{ externalId: stage, values }])
  for (const values of [{ outcome: 'won' }, { pipeline: 'other' }])
    assert.deepEqual(
      (await said('quote', values)).failures.map((one) => one.code),
      ['stageInUse'],
    )
  assert.equal((await said('quote', { outcome: 'open', nameZh: '报价阶段', pipeline: 'main' })).updated, 1)
  const unused = {
    pipeline: 'main',
    code: 'late',
    nameZh: '新阶段',
    ordinal: 9,
    outcome: 'open',
    probability: '0.5',
  }
  assert.equal((await said('late', unused)).created, 1)
  assert.equal((await said('late', { outcome: 'lost', pipeline: 'other' })).updated, 1)
})

test('A filter that does not fit its field is refused with the reason.', async () => {
  const asked = [
    ['visit', 'minutes', '1.5', 'notWhole'],
    ['visit', 'customer', '1.5', 'notWhole'],
    ['visit', 'day', '2026-13-45', 'notADay'],
    ['visit', 'startedAt', '2026-02-30', 'notADay'],
    ['visit', 'latitude', 'x', 'notANumber'],
    ['holiday', 'works', 'perhaps', 'notAChoice'],
  ] as const
  for (const [kind, field, value, expected] of asked)
    await assert.rejects(find(kind, { filters: [{ field, comparison: 'is', value }] }), code(expected), field)
})

test('A closing day of a deal under way is refused with its stage, and taken with a stage that closes it.', async () => {
  const said = { name: '未结', stage: 'quote', day: '2026-05-01' }
  const { failures } = await put('opportunity', [
    { externalId: 'O1', values: { ...said, closedOn: '2026-06-01' } },
    { externalId: 'O2', values: { ...said, name: '未结乙' } },
  ])
  assert.deepEqual(
    failures.map((one) => [one.index, one.field, one.code, one.detail['stageZh']]),
    [[0, 'closedOn', 'closedWhileOpen', '报价阶段']],
  )
  const ids = [(await find('opportunity', { search: '未结乙' })).rows[0]?.id ?? 0]
  const edit = (values: SaidEntry['values']) => editEntries(analyst, { kind: 'opportunity', ids, values })
  await assert.rejects(edit({ closedOn: '2026-06-01' }), code('closedWhileOpen'))
  await edit({ closedOn: '2026-06-01', stage: 'won' })
  assert.equal((await find('opportunity', { search: '未结乙' })).rows[0]?.values['closedOn'], '2026-06-01')
})

test('Stages are listed in their order, and a search finds the rows that hold all of its words.', async () => {
  const { rows } = await find('stage')
  assert.deepEqual(
    rows
      .filter(({ values }) => linked(values['pipeline']).name.zh === '标准流程')
      .map(({ values }) => values['code']),
    ['contact', 'quote', 'won', 'lost'],
  )
  await put('customer', [{ externalId: 'SW', values: { code: 'SW', nameZh: '深圳博业汽车部件有限公司' } }])
  const total = async (search: string) => (await find('customer', { search })).total
  assert.deepEqual(
    [await total('汽车 深圳'), await total('深圳  轮船'), await total('bycar 深圳')],
    [1, 0, 0],
  )
})
