import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { downloads, type Role } from '@salesloom/contract'
import { putSampleMembers } from '../foundation/access/index.ts'
import { CATALOGUE } from '../foundation/metrics/index.ts'
import { SUPERSTORE } from './fillings.ts'
import { call, openTestApplication, type Requests, type TestApplication } from './test-application.ts'
import { type FilledDatabase, openFilled } from './test-database.ts'
import { EXPORTS, INPUTS, SLICE } from './walk-inputs.ts'
import { findQuestions, type Question } from './walk-questions.ts'

/*
 * Nothing outside the subtree is told: every question that the contract allows is asked by those who see a part,
 * then something outside of that part is changed, and every answer must be what it was. Totals, breakdowns, search,
 * targets and files are held to it alike, without knowing their shapes.
 */

let opened: FilledDatabase
let application: TestApplication
const callers = new Map<Role, Requests>()
let questions: Question[]
/** A colleague in a unit that neither the sample's manager nor the representative sees. */
let colleague: { personId: number; orgUnitId: number; name: string }
let shared: { customerId: number; productId: number; regionId: number }

/**
 * Parts of a question that differ from its plainest form: one for a manager, none for a representative; the nightly run
 * asks both with two.
 */
const NIGHTLY = process.env['WALK'] === 'whole'
function mostChanges(role: Role): number {
  if (NIGHTLY && PART.includes(role)) return 2
  return role === 'representative' ? 0 : 1
}

/** What somebody who sees everything must hear a change by: a walk that changes nothing would prove nothing. */
const HEARD = [
  'metrics.computeMetric',
  'facts.findOrderLines',
  'records.findCustomers',
  'home.getHome',
  'targets.getTargetGrid',
]

/** How many of the choices of an endpoint are asked: of a usual run a selection, from all of the list. */
const MOST = NIGHTLY ? { choices: Number.POSITIVE_INFINITY, pairs: 20 } : { choices: 12, pairs: 0 }

/** Metrics to ask for: at night all; else every sixth of them, with the one that a cost would show in. */
const METRICS = CATALOGUE.map(({ code }) => code).filter(
  (code, i) => NIGHTLY || code === 'grossMargin' || i % 6 === 0,
)

/** Questions asked at the same time. */
const AT_ONCE = 4

const PART: readonly Role[] = ['manager', 'representative']

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  await putSampleMembers(opened.database, workspaceId, new Date())
  application = await openTestApplication(opened)
  for (const role of [...PART, 'director', 'analyst', 'administrator'] as const)
    callers.set(role, await application.as(role))
  await ask('director', 'targets.setTarget', INPUTS['targets.setTarget'])
  await ask('director', 'targets.submitScenario', { scenarioId: 1, version: 1 })
  await putAside()
  const { rows } = await opened.database.pool.query<typeof colleague & typeof shared>(`
    with recursive led as (
      select o.org_unit_id from membership m join position o on o.workspace_id = m.workspace_id and o.person_id = m.person_id
      where m.role = 'manager' and o.leads
      union select c.org_unit_id from org_unit_placement c join led on c.parent_id = led.org_unit_id),
    mine as (select s.customer_id, l.product_id, s.region_id from sales_order s
      join order_line l on l.workspace_id = s.workspace_id and l.order_id = s.order_id
      join membership m on m.workspace_id = s.workspace_id and m.person_id = s.person_id and m.role = 'representative' limit 1)
    select o.person_id as "personId", o.org_unit_id as "orgUnitId", p.name_en as name, mine.customer_id as "customerId",
      mine.product_id as "productId", mine.region_id as "regionId"
    from position o join person p on p.workspace_id = o.workspace_id and p.person_id = o.person_id, mine
    where not o.leads and o.org_unit_id not in (select org_unit_id from led) order by 1 limit 1`)
  const row = rows[0]
  assert.ok(row !== undefined)
  colleague = row
  shared = row
  questions = findQuestions(
    {
      personId: [colleague.personId],
      orgUnitId: [colleague.orgUnitId, 1],
      customerId: [shared.customerId],
      productId: [shared.productId],
      regionId: [shared.regionId],
      scenarioId: [1],
      organisation: [`person:${colleague.personId}`, `orgUnit:${colleague.orgUnitId}`, 'orgUnit:1'],
      unassigned: [true],
      text: ['hidden', colleague.name],
      search: ['hidden', colleague.name],
      descending: [true],
      metric: METRICS,
    },
    MOST,
  )
})
after(async () => {
  await application.close()
  await opened.close()
})

async function ask(role: Role, name: string, input: unknown) {
  return call(callers.get(role) as Requests, name, input)
}

/** Makes the plan one that counted once: those who see a part read it, and no page takes it for the target of the year. */
async function putAside(): Promise<void> {
  await opened.database.pool.query(`update scenario set state = 'superseded' where scenario_id = 1`)
}

/** Answers of a role, each under its question, files included. */
async function answersOf(role: Role, most = mostChanges(role)): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  const queue = questions
    .filter(({ name, changes }) => changes <= most && (role !== 'analyst' || HEARD.includes(name)))
    .values()
  // Several at a time, as pages ask: the database works while the application does.
  const askOn = async () => {
    for (const { name, input } of queue)
      answers.set(`${name} ${JSON.stringify(input)}`, JSON.stringify(await ask(role, name, input)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askOn))
  const files = [...Object.values(downloads).map(({ path }) => `${path}?format=csv&scenarioId=1`), ...EXPORTS]
  for (const path of files) {
    const response = await (callers.get(role) as Requests)(path)
    answers.set(path, `${response.status} ${await response.text()}`)
  }
  return answers
}

/** Questions whose answers have changed. What counts versions, times and jobs is allowed to. */
function changedAnswers(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const stable = (text: string | undefined) => text?.replaceAll(/"version":\d+/g, '"version":0')
  return [...before].flatMap(([question, answer]) =>
    stable(answer) === stable(after.get(question)) ? [] : [question],
  )
}

/** Names of the endpoints among changed answers. */
const namesOf = (changes: readonly string[]) => [
  ...new Set(changes.map((question) => question.split(' ')[0])),
]

/** Things that happen outside of the part that the sample's manager and representative see. */
type Happening = {
  readonly what: string
  readonly happen: () => Promise<void>
  /** endpoints that tell it to somebody who sees everything */
  readonly heardBy: readonly string[]
}

/** Answers of those who see a part: as they were before anything happened outside of it, and so still afterwards. */
const untold = new Map<Role, ReadonlyMap<string, string>>()

test('the walk asks every read endpoint, and slices by ids that lie outside', () => {
  const asked = questions.map((question) => `${question.name} ${JSON.stringify(question.input)}`)
  assert.ok(questions.length > 400, `${questions.length} questions`)
  for (const part of [
    `"personId":${colleague.personId}`,
    `"orgUnitId":${colleague.orgUnitId}`,
    '"by":["person"]',
    '"metric":"grossMargin"',
  ])
    assert.ok(
      asked.some((question) => question.includes(part)),
      part,
    )
})

async function recordAColleaguesOrder(): Promise<void> {
  const recorded = await ask('director', 'facts.recordOrder', {
    externalId: 'hidden-order',
    orderDate: '2017-12-28',
    channel: 'sales',
    customerId: shared.customerId,
    personId: colleague.personId,
    lines: [{ productId: shared.productId, quantity: '1', unitPrice: '77777777.77' }],
  })
  assert.equal(recorded.status, 200, JSON.stringify(recorded.json))
}

async function changeEveryCost(): Promise<void> {
  for (const table of [
    'order_line',
    'sales_daily',
    'sales_monthly',
    'sales_monthly_unit',
    'sales_monthly_product',
  ])
    await opened.database.pool.query(`update ${table} set cost = coalesce(cost, 0) + 1000.25`)
  await opened.database.pool.query('update product set standard_cost = coalesce(standard_cost, 0) + 1000.25')
}

async function changeAColleaguesTarget(): Promise<void> {
  const scenario = (
    await ask('director', 'targets.setTarget', {
      ...(INPUTS['targets.setTarget'] as object),
      name: 'hidden',
    })
  ).json as {
    scenarioId: number
    version: number
  }
  await opened.database.pool.query('delete from scenario_operation where scenario_id = $1', [
    scenario.scenarioId,
  ])
  await opened.database.pool.query('delete from scenario_chunk where scenario_id = $1', [scenario.scenarioId])
  await opened.database.pool.query('delete from scenario where scenario_id = $1', [scenario.scenarioId])
  await opened.database.pool.query(`update scenario set state = 'working' where scenario_id = 1`)
  const { rows } = await opened.database.pool.query<{ version: number }>(
    'select version from scenario where scenario_id = 1',
  )
  const spread = await ask('director', 'targets.spreadTarget', {
    scenarioId: 1,
    version: rows[0]?.version,
    at: { organisation: `person:${colleague.personId}` },
    code: '123456789',
  })
  assert.equal(spread.status, 200, JSON.stringify(spread.json))
  await putAside()
}

const HAPPENINGS: readonly Happening[] = [
  { what: 'a colleague’s order', happen: recordAColleaguesOrder, heardBy: HEARD.slice(0, 4) },
  // Neither the manager nor the representative reads costs.
  { what: 'a cost', happen: changeEveryCost, heardBy: ['metrics.computeMetric'] },
  { what: 'a colleague’s target', happen: changeAColleaguesTarget, heardBy: ['targets.getTargetGrid'] },
]

/*
 * The three happen one after another. Who sees everything is asked after each, and must hear of it; those who see a part
 * are asked before the first and after the last: figures of such different sizes do not make up for each other. At night
 * they are asked after each as well.
 */
test('a colleague’s order, a cost and a colleague’s target change nothing that a manager or representative elsewhere can ask', async () => {
  for (const role of PART) untold.set(role, await answersOf(role))
  let whole = await answersOf('analyst')
  for (const [i, { what, happen, heardBy }] of HAPPENINGS.entries()) {
    await happen()
    const now = await answersOf('analyst')
    const heard = namesOf(changedAnswers(whole, now))
    for (const name of heardBy) assert.ok(heard.includes(name), `the analyst hears of ${what} by ${name}`)
    whole = now
    if (!NIGHTLY && i < HAPPENINGS.length - 1) continue
    for (const role of PART) {
      const told = await answersOf(role)
      assert.deepEqual(changedAnswers(untold.get(role) ?? new Map(), told), [], `${role}: ${what}`)
      untold.set(role, told)
    }
  }
})

test('what a slice outside the subtree answers is nothing, not a refusal that tells it exists', async () => {
  for (const role of PART) {
    for (const slice of [
      { ...SLICE, personId: colleague.personId },
      { ...SLICE, orgUnitId: colleague.orgUnitId },
    ]) {
      const { json } = await ask(role, 'metrics.computeMetric', { metric: 'sales', slice, by: ['person'] })
      const { total, rows } = json as { total: { numerator: number }; rows: unknown[] }
      assert.deepEqual([total.numerator, rows], [0, []])
      const lines = (await ask(role, 'facts.findOrderLines', { slice })).json as {
        total: number
        totalAmount: number
      }
      assert.deepEqual([lines.total, lines.totalAmount], [0, 0])
    }
  }
})

test('a stand-in hears what the covered person hears, to the letter, in every answer but who they are', async () => {
  const { json } = await ask('manager', 'people.findStandIns', null)
  const { coverable, candidates } = json as {
    coverable: { personId: number }[]
    candidates: { personId: number }[]
  }
  const { rows } = await opened.database.pool.query<{ role: string; person_id: number }>(
    `select role, person_id from membership where role in ('manager', 'representative')`,
  )
  const person = (role: string) => rows.find((row) => row.role === role)?.person_id ?? 0
  assert.ok(coverable.some((row) => row.personId === person('manager')) && candidates.length >= 3)
  const arranged = await ask('manager', 'people.arrangeStandIn', {
    coveredPersonId: person('manager'),
    standingPersonId: person('representative'),
    from: '2026-11-24',
    lastDay: '2026-11-24',
  })
  const { standInId } = arranged.json as { standInId: number }
  const own = callers.get('representative') as Requests
  callers.set('representative', (path, init = {}) =>
    own(path, {
      ...init,
      headers: { 'x-salesloom-stand-in': String(standInId), ...(init.headers as object) },
    }),
  )
  const personal = ['session.getSession', 'people.findStandIns']
  const lent = [...(await answersOf('representative', 1))]
  callers.set('representative', own)
  const manager = untold.get('manager')
  for (const [question, answer] of lent.filter(([asked]) => !personal.some((name) => asked.startsWith(name))))
    assert.equal(answer, manager?.get(question), question)
})

test('where a workspace lets managers read the margin, they see their own part of it and no more', async () => {
  await ask('administrator', 'people.setFieldLimit', { role: 'manager', field: 'margin', readable: true })
  const before = await answersOf('manager')
  for (const table of ['sales_daily', 'sales_monthly'])
    await opened.database.pool.query(`update ${table} set cost = cost + 500 where person_id = $1`, [
      colleague.personId,
    ])
  assert.deepEqual(changedAnswers(before, await answersOf('manager')), [])
  const own = await ask('manager', 'metrics.computeMetric', {
    metric: 'grossProfit',
    slice: SLICE,
    by: ['person'],
  })
  assert.ok(own.status === 200 && (own.json as { rows: unknown[] }).rows.length > 1)
})
