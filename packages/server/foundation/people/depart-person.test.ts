import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AppError } from '../../platform/app-error.ts'
import { fixedClock } from '../../platform/clock/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import {
  createEntry,
  editEntries,
  editEntry,
  findEntries,
  getEntry,
  removeEntries,
} from '../entries/index.ts'
import { computeMetric } from '../metrics/index.ts'
import { departPerson, getDuties } from './depart-person.ts'

const CLOCK = fixedClock('2026-11-24T08:00:00Z')

let opened: FilledDatabase
let director: CallContext
let representative: CallContext
let leaver: number
let successor: number

const value = async (query: string) => (await opened.database.pool.query<{ v: unknown }>(query)).rows[0]?.v

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  director = { ...(await sampleCaller(opened, workspaceId, 'superstore', 'director')), clock: CLOCK }
  representative = {
    ...(await sampleCaller(opened, workspaceId, 'superstore', 'representative')),
    clock: CLOCK,
  }
  leaver = representative.actor.personId ?? 0
  successor = Number(
    await value(`select person_id as v from position where person_id <> ${leaver} and valid_to is null
      and carries_target order by 1 limit 1`),
  )
  const { database } = opened
  await database.pool.query(
    `update customer set person_id = $1 where customer_id in (select customer_id from customer order by 1 limit 3)`,
    [leaver],
  )
})
after(() => opened.close())

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error.code
}

const find = (caller: CallContext, search = '') =>
  findEntries(caller, {
    kind: 'person',
    search,
    filters: [],
    descending: false,
    removed: false,
    page: 1,
    pageSize: 200,
  })

test('a person is created, found, given grade, ramp and capacity, one by one or many at once', async () => {
  const { id } = await createEntry(director, {
    kind: 'person',
    values: { code: 'N-1', nameZh: '林小满', hiredOn: '2026-09-01', rampMonths: 6, fullTimeShare: '0.5' },
  })
  const found = await find(director, 'lxm')
  assert.deepEqual(
    found.rows.map(({ values }) => [values['code'], values['rampMonths'], values['fullTimeShare']]),
    [['N-1', 6, '0.500000']],
  )
  await editEntry(director, {
    kind: 'person',
    id,
    version: 1,
    values: { grade: 'S2', quotaCapacity: '1200000' },
  })
  assert.equal(
    (await editEntries(director, { kind: 'person', ids: [id, successor], values: { grade: 'S3' } })).changed,
    2,
  )
  const { row, trail } = await getEntry(director, { kind: 'person', id })
  assert.deepEqual(
    [row.values['grade'], row.values['quotaCapacity'], trail.length],
    ['S3', '1200000.0000', 3],
  )
  const early = { kind: 'person', id, version: 3, values: { leftOn: '2026-08-01' } } as const
  assert.equal(await refusal(editEntry(director, early)), 'valuesContradict')
  assert.equal((await removeEntries(director, { kind: 'person', ids: [id] })).changed, 1)
})

test('who has a position or orders is not removed but leaves; people are edited by those who may', async () => {
  assert.equal(await refusal(removeEntries(director, { kind: 'person', ids: [leaver] })), 'entryInUse')
  const edit = { kind: 'person', id: leaver, version: 1, values: { grade: 'S9' } } as const
  assert.equal(await refusal(editEntry(representative, edit)), 'forbidden')
  const own = await find(representative)
  assert.deepEqual(
    own.rows.map(({ id }) => id),
    [leaver],
  )
})

test('a departure ends the positions and hands customers and open deals over; sales of the past stay', async () => {
  const slice = { from: '2010-01-01', to: '2030-12-31', personId: leaver }
  const sold = async () => (await computeMetric(director, { metric: 'sales', slice, by: [] })).total.numerator
  const before = await sold()
  const stage = await createEntry(director, {
    kind: 'pipeline',
    values: { code: 'P', nameZh: '流程', ordinal: 1 },
  }).then(({ id }) =>
    createEntry(director, {
      kind: 'stage',
      values: { pipeline: id, code: 'S', nameZh: '阶段', ordinal: 1, outcome: 'open', probability: '0.5' },
    }),
  )
  const deal = await createEntry(director, {
    kind: 'opportunity',
    values: { name: '大单', stage: stage.id, day: '2026-11-01', person: leaver, amount: '1000' },
  })
  const lead = { name: '线索', day: '2026-11-01', person: leaver }
  await createEntry(director, { kind: 'lead', values: { ...lead, status: 'working' } })
  await createEntry(director, { kind: 'lead', values: { ...lead, status: 'disqualified' } })
  const held = await getDuties(director, { personId: leaver })
  assert.deepEqual([held.customers, held.opportunities, held.leads, held.member], [3, 1, 1, true])

  const self = { personId: leaver, lastDay: '2026-11-30', successorId: leaver }
  assert.equal(await refusal(departPerson(director, self)), 'successorElsewhere')
  assert.equal((await getDuties(director, { personId: leaver })).positions, held.positions)
  const handed = await departPerson(director, { ...self, successorId: successor })
  assert.deepEqual(handed, { customers: 3, opportunities: 1, leads: 1 })

  assert.equal(
    await value(`select count(*)::int as v from position where person_id = ${leaver}
      and (valid_to is null or valid_to > '2026-12-01')`),
    0,
  )
  assert.equal(await value(`select left_on as v from person where person_id = ${leaver}`), '2026-11-30')
  const { row } = await getEntry(director, { kind: 'opportunity', id: deal.id })
  assert.equal((row.values['person'] as { id: number }).id, successor)
  assert.equal(
    await value(`select count(*)::int as v from customer c where c.person_id = ${successor} and c.org_unit_id =
      (select org_unit_id from position where person_id = ${successor} and valid_to is null order by carries_target desc limit 1)`),
    3,
  )
  assert.equal(await sold(), before)
  assert.deepEqual(await getDuties(director, { personId: leaver }), {
    customers: 0,
    opportunities: 0,
    leads: 0,
    member: true,
    positions: 0,
  })
})
