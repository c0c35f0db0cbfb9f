import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Role } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { fixedClock } from '../../platform/clock/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findUserId } from '../../platform/sign-in/users.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller, sampleEmail, TEST_DAY } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { callerFor } from '../access/index.ts'
import { recordOrder } from '../facts/index.ts'
import { computeMetric, findMetrics } from '../metrics/index.ts'
import { getOrganisation } from '../records/index.ts'
import { arrangeStandIn, revokeStandIn } from './arrange-stand-in.ts'
import { addPosition, changePosition, endPosition } from './change-position.ts'
import { findPositions } from './find-positions.ts'
import { findStandIns } from './find-stand-ins.ts'
import { findFieldLimits, setFieldLimit } from './set-field-limit.ts'

let opened: FilledDatabase
let administrator: CallContext
let director: CallContext
let manager: CallContext
let representative: CallContext
/** A unit that the sample's manager does not lead, and somebody in it. */
let far: { orgUnitId: number; personId: number }

const WHOLE = { from: '2010-01-01', to: '2030-12-31' }
const KIND = { titleZh: '兼任', titleEn: 'Second post', leads: true, carriesTarget: false }

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  const caller = (role: Role) => sampleCaller(opened, workspaceId, 'superstore', role)
  administrator = await caller('administrator')
  director = await caller('director')
  manager = await caller('manager')
  representative = await caller('representative')
  const led = manager.visibility.whole ? [] : [...manager.visibility.orgUnitIds]
  const { rows } = await opened.database.pool.query<{ orgUnitId: number; personId: number }>(
    `select org_unit_id as "orgUnitId", person_id as "personId" from position
     where not leads and not (org_unit_id = any($1::bigint[])) order by 1, 2 limit 1`,
    [led],
  )
  far = rows[0] ?? { orgUnitId: 0, personId: 0 }
})
after(() => opened.close())

/** The caller of a sample role as of now, on a day, or standing in for somebody. */
async function again(role: Role, day = TEST_DAY, standIn: number | null = null): Promise<CallContext> {
  const id = (await findUserId(opened.database.pool, sampleEmail(role))) ?? ''
  return callerFor(
    opened.database,
    fixedClock(day),
    { id, name: role },
    'superstore',
    standIn === null ? null : String(standIn),
  )
}

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error
}

const sales = async (context: CallContext, more: object = {}) =>
  (await computeMetric(context, { metric: 'sales', slice: { ...WHOLE, ...more }, by: [] })).total.numerator

const unitIds = (context: CallContext) =>
  context.visibility.whole ? [] : context.visibility.orgUnitIds.toSorted((a, b) => a - b)

test('a second position widens what a manager sees to the union of both units, on its days only', async () => {
  const personId = manager.actor.personId ?? 0
  const before = await sales(manager)
  const own = unitIds(manager)
  const there = await sales(director, { orgUnitId: far.orgUnitId })
  await addPosition(administrator, {
    personId,
    orgUnitId: far.orgUnitId,
    from: '2026-11-01',
    lastDay: '2026-12-31',
    ...KIND,
  })
  const both = await again('manager')
  assert.deepEqual(
    unitIds(both),
    [...own, far.orgUnitId].toSorted((a, b) => a - b),
  )
  assert.equal(await sales(both), before + there)
  assert.deepEqual(unitIds(await again('manager', '2026-10-31T12:00:00Z')), own)
  assert.deepEqual(unitIds(await again('manager', '2027-01-01T12:00:00Z')), own)
})

test('a person with two positions counts once: their sales are not doubled and the list names them once', async () => {
  const personId = manager.actor.personId ?? 0
  const one = await sales(director, { personId })
  const orders = await computeMetric(director, { metric: 'orders', slice: WHOLE, by: ['person'] })
  assert.equal(orders.rows.filter((row) => row.members[0]?.id === personId).length, one === 0 ? 0 : 1)
  assert.equal(
    orders.rows.reduce((sum, row) => sum + row.numerator, 0),
    orders.total.numerator,
  )
  const listed = (await findPositions(administrator)).filter((person) => person.personId === personId)
  assert.deepEqual([listed.length, listed[0]?.positions.length], [1, 2])
  const { people } = await getOrganisation(director, { asOf: '2026-11-24' })
  assert.equal(people.filter((person) => person.personId === personId).length, 2, 'once in each unit')
})

test('the same position on overlapping days is refused with its days, also when it is the end that is moved', async () => {
  const personId = manager.actor.personId ?? 0
  const again = { personId, orgUnitId: far.orgUnitId, ...KIND }
  const overlap = await refusal(addPosition(administrator, { ...again, from: '2026-12-31', lastDay: null }))
  assert.deepEqual(
    [overlap.code, overlap.detail],
    ['positionOverlap', { from: '2026-11-01', to: '2026-12-31' }],
  )
  await addPosition(administrator, { ...again, from: '2027-01-01', lastDay: null })
  const longer = await refusal(
    endPosition(administrator, {
      personId,
      orgUnitId: far.orgUnitId,
      from: '2026-11-01',
      lastDay: '2027-01-01',
    }),
  )
  assert.equal(longer.code, 'positionOverlap')
  const wrong = await refusal(
    endPosition(administrator, {
      personId,
      orgUnitId: far.orgUnitId,
      from: '2026-11-01',
      lastDay: '2026-10-31',
    }),
  )
  assert.equal(wrong.code, 'positionDates')
})

test('two additions of one position at the same moment leave one', async () => {
  const input = {
    personId: far.personId,
    orgUnitId: unitIds(manager)[0] ?? 0,
    from: '2026-12-01',
    lastDay: null,
    ...KIND,
    leads: false,
  }
  const results = await Promise.allSettled([
    addPosition(administrator, input),
    addPosition(administrator, { ...input, from: '2026-12-02' }),
  ])
  assert.deepEqual(results.map((result) => result.status).toSorted(), ['fulfilled', 'rejected'])
  await opened.database.pool.query('delete from position where person_id = $1 and org_unit_id = $2', [
    input.personId,
    input.orgUnitId,
  ])
})

test('a change takes effect on its day: the days before keep the old unit, and so do their orders', async () => {
  const { personId, orgUnitId } = far
  const { rows } = await opened.database.pool.query<{ from: string }>(
    'select valid_from as "from" from position where person_id = $1 and org_unit_id = $2',
    [personId, orgUnitId],
  )
  const from = rows[0]?.from ?? ''
  const before = await sales(director, { orgUnitId })
  const target = unitIds(manager).at(-1) ?? 0
  await changePosition(administrator, {
    personId,
    orgUnitId,
    from,
    effectiveFrom: '2026-11-10',
    newOrgUnitId: target,
    ...KIND,
    leads: false,
    carriesTarget: true,
  })
  assert.equal(await sales(director, { orgUnitId }), before)
  const person = (await findPositions(administrator)).find((row) => row.personId === personId)
  const held = person?.positions.filter(
    (position) => [orgUnitId, target].includes(position.orgUnitId) && position.from <= '2026-11-10',
  )
  assert.deepEqual(
    held?.map((position) => [position.orgUnitId, position.from, position.lastDay]),
    [
      [target, '2026-11-10', null],
      [orgUnitId, from, '2026-11-09'],
    ],
  )
})

test('a stand-in sees and does what the covered person may, no more, and the trail names both', async () => {
  const covered = manager.actor.personId ?? 0
  const standing = representative.actor.personId ?? 0
  const { standInId } = await arrangeStandIn(await again('manager'), {
    coveredPersonId: covered,
    standingPersonId: standing,
    from: '2026-11-24',
    lastDay: '2026-11-30',
  })
  const lent = await again('representative', TEST_DAY, standInId)
  const own = await again('manager')
  assert.deepEqual([lent.actor.role, lent.visibility, lent.fields], ['manager', own.visibility, own.fields])
  assert.equal(await sales(lent), await sales(own))
  const { rows: products } = await opened.database.pool.query<{ id: number }>(
    `select product_id as id from product where kind = 'product' limit 1`,
  )
  const { rows: customers } = await opened.database.pool.query<{ id: number }>(
    'select customer_id as id from customer limit 1',
  )
  await recordOrder(lent, {
    source: 'test',
    externalId: 'stand-in',
    orderDate: '2017-12-29',
    channel: 'sales',
    customerId: customers[0]?.id ?? 0,
    personId: covered,
    lines: [{ productId: products[0]?.id ?? 0, quantity: '1', unitPrice: '1', discountRate: 0 }],
  })
  const { rows } = await opened.database.pool.query(
    `select actor_name, standing_in_for from audit_entry where action = 'facts.recordOrder'`,
  )
  const name = (await findPositions(administrator)).find((person) => person.personId === covered)?.name
  assert.deepEqual(rows, [
    {
      actor_name: representative.actor.name,
      standing_in_for: name?.zh === name?.en ? name?.zh : `${name?.zh} ${name?.en}`,
    },
  ])
  assert.equal(
    (
      await refusal(
        arrangeStandIn(lent, {
          coveredPersonId: covered,
          standingPersonId: far.personId,
          from: '2026-11-24',
          lastDay: '2026-11-25',
        }),
      )
    ).code,
    'notWhileStandingIn',
  )
})

test('a stand-in ends by itself after its last day, and at once when it is revoked or the lent role changes', async () => {
  const { rows } = await findStandIns(await again('representative'))
  const standInId = rows[0]?.standInId ?? 0
  assert.deepEqual([rows.length, rows[0]?.state, rows[0]?.mayRevoke], [1, 'running', true])
  assert.equal((await again('representative', '2026-11-30T08:00:00Z', standInId)).actor.role, 'manager')
  assert.equal(
    (await refusal(again('representative', '2026-12-01T08:00:00Z', standInId))).code,
    'standInOver',
  )
  assert.equal((await refusal(again('analyst', TEST_DAY, standInId))).code, 'standInOver')
  await opened.database.pool.query(`update membership set role = 'director' where email = $1`, [
    sampleEmail('manager'),
  ])
  assert.equal(
    (await refusal(again('representative', TEST_DAY, standInId))).code,
    'standInOver',
    'a promotion is not lent',
  )
  await opened.database.pool.query(`update membership set role = 'manager' where email = $1`, [
    sampleEmail('manager'),
  ])
  await revokeStandIn(await again('representative'), { standInId })
  assert.equal((await refusal(again('representative', TEST_DAY, standInId))).code, 'standInOver')
})

test('a stand-in is arranged by the person, a superior or an administrator, and nobody lends more than they hold', async () => {
  const covered = director.actor.personId ?? 0
  const standing = representative.actor.personId ?? 0
  const days = { from: '2026-11-24', lastDay: '2026-11-26' }
  for (const caller of [manager, representative]) {
    const error = await refusal(
      arrangeStandIn(caller, { coveredPersonId: covered, standingPersonId: standing, ...days }),
    )
    assert.equal(error.code, 'standInNotYours')
  }
  const { standInId } = await arrangeStandIn(director, {
    coveredPersonId: standing,
    standingPersonId: manager.actor.personId ?? 0,
    ...days,
  })
  assert.equal(
    (
      await refusal(
        arrangeStandIn(director, {
          coveredPersonId: standing,
          standingPersonId: manager.actor.personId ?? 0,
          ...days,
        }),
      )
    ).code,
    'standInOverlap',
  )
  await revokeStandIn(administrator, { standInId })
  for (const wrong of [
    { from: '2026-11-26', lastDay: '2026-11-25' },
    { from: '2026-11-01', lastDay: '2026-11-23' },
    { from: '2026-11-24', lastDay: '2027-11-25' },
  ])
    assert.equal(
      (
        await refusal(
          arrangeStandIn(director, {
            coveredPersonId: standing,
            standingPersonId: manager.actor.personId ?? 0,
            ...wrong,
          }),
        )
      ).code,
      'standInDates',
    )
  assert.equal(
    (
      await refusal(
        arrangeStandIn(administrator, { coveredPersonId: standing, standingPersonId: far.personId, ...days }),
      )
    ).code,
    'noSignIn',
  )
})

test('cost and margin are for those whose role reads them; a workspace opens them to its managers', async () => {
  const margin = (context: CallContext) =>
    computeMetric(context, { metric: 'grossMargin', slice: WHOLE, by: ['person'] })
  const profit = (context: CallContext) =>
    computeMetric(context, { metric: 'grossProfit', slice: WHOLE, by: [] })
  const codes = async (context: CallContext) =>
    (await findMetrics(context)).filter((metric) => metric.readable).map((metric) => metric.code)
  for (const context of [manager, representative]) {
    assert.deepEqual(
      [(await refusal(margin(context))).detail, (await refusal(profit(context))).code],
      [{ action: 'fields.margin' }, 'forbidden'],
    )
    assert.ok(
      !(await codes(context)).includes('grossMargin') && !(await codes(context)).includes('grossProfit'),
    )
  }
  assert.ok((await margin(director)).rows.length > 0 && (await codes(director)).includes('grossMargin'))
  await setFieldLimit(administrator, { role: 'manager', field: 'margin', readable: true })
  assert.equal((await profit(await again('manager'))).rows.length, 0)
  assert.equal((await refusal(profit(await again('representative')))).code, 'forbidden')
  await setFieldLimit(administrator, { role: 'director', field: 'margin', readable: false })
  assert.equal((await refusal(profit(await again('director')))).code, 'forbidden')
  const limits = await findFieldLimits(administrator)
  assert.deepEqual(
    limits
      .filter((limit) => limit.field === 'margin')
      .map((limit) => [limit.role, limit.readable, limit.configurable]),
    [
      ['administrator', true, false],
      ['director', false, true],
      ['manager', true, true],
      ['representative', false, false],
      ['analyst', true, true],
      ['respondent', false, false],
      ['guest', false, false],
    ],
  )
})

test('a move that is entered late takes along what happened since its day, and nothing from before', async () => {
  const { rows } = await opened.database.pool.query<{ person: number; unit: number; since: string }>(
    `select o.person_id as person, o.org_unit_id as unit, to_char(percentile_disc(0.5) within group (order by o.order_date), 'YYYY-MM-DD') as since
     from sales_order o join position p on p.workspace_id = o.workspace_id and p.person_id = o.person_id
       and p.org_unit_id = o.org_unit_id and p.valid_to is null
     group by 1, 2 order by count(*) desc, 1 limit 1`,
  )
  const [seller] = rows
  assert.ok(seller !== undefined)
  const held = (await findPositions(administrator)).find(({ personId }) => personId === seller.person)
  const position = held?.positions.find(({ orgUnitId }) => orgUnitId === seller.unit)
  assert.ok(position !== undefined)
  const other =
    far.orgUnitId === seller.unit
      ? ((await getOrganisation(director, {})).units[0]?.orgUnitId ?? 0)
      : far.orgUnitId
  const dayBefore = new Date(Date.parse(seller.since) - 86_400_000).toISOString().slice(0, 10)
  const of = (orgUnitId: number, days: { from: string; to: string }) =>
    computeMetric(director, {
      metric: 'sales',
      slice: { ...days, orgUnitId, personId: seller.person },
      by: [],
    }).then(({ total }) => total.numerator)
  const [earlier, later] = [
    { from: '2010-01-01', to: dayBefore },
    { from: seller.since, to: '2030-12-31' },
  ]
  const before = { earlier: await of(seller.unit, earlier), later: await of(seller.unit, later) }
  assert.ok(before.earlier > 0 && before.later > 0)
  await changePosition(administrator, {
    personId: seller.person,
    orgUnitId: seller.unit,
    from: position.from,
    titleZh: position.titleZh,
    titleEn: position.titleEn,
    leads: position.leads,
    carriesTarget: position.carriesTarget,
    effectiveFrom: seller.since,
    newOrgUnitId: other,
  })
  assert.deepEqual([await of(seller.unit, earlier), await of(seller.unit, later)], [before.earlier, 0])
  assert.deepEqual([await of(other, earlier), await of(other, later)], [0, before.later])
})
