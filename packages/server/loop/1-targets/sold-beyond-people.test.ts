import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SAMPLE_CODE } from '../../connectors/sample-company/index.ts'
import { computeMetric } from '../../foundation/metrics/index.ts'
import { fixedClock } from '../../platform/clock/index.ts'
import { connect } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { sampleCompanyAt } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { approveScenario, submitScenario } from './approve-scenario.ts'
import { branchScenario } from './branch-scenario.ts'
import { explainCell } from './explain-cell.ts'
import { findScenarios } from './find-scenarios.ts'
import { getPlanRows } from './get-plan-rows.ts'
import { getTargetGrid } from './get-target-grid.ts'
import { setTarget } from './set-target.ts'
import { spreadTarget } from './spread-target.ts'

const NOW = '2026-05-20T02:00:00Z'
const BASE = { from: '2025-01-01', to: '2025-12-31', channel: 'direct' }
const PLAN = { baseYear: 2025, growthPercent: 8, channel: 'direct', fallback: 'teamMedian' } as const

let opened: FilledDatabase
let director: CallContext
let manager: CallContext
let scenarioId: number

const query = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  opened.database.pool.query<Row>(text, [opened.workspaceId, ...values]).then(({ rows }) => rows)

/** Of two who sold in the base year one leaves before the year that is planned, one goes to a team of another area. */
async function leaveAndMove(): Promise<void> {
  const [moved, left] = await query<{ person: number; unit: number }>(
    `select p.person_id as person, p.org_unit_id as unit from position p
     where p.workspace_id = $1 and p.carries_target and p.valid_to is null and p.valid_from < '2025-01-01'
       and exists (select from sales_daily d where d.workspace_id = p.workspace_id and d.person_id = p.person_id
         and d.org_unit_id = p.org_unit_id and d.day between '2025-01-01' and '2025-12-31' and d.channel = 'direct')
     order by p.person_id limit 2`,
  )
  assert.ok(moved && left)
  const [other] = await query<{ unit: number }>(
    `select a.org_unit_id as unit from org_unit_placement a join org_unit_placement b
       on b.workspace_id = a.workspace_id and b.org_unit_id = $2 and b.valid_to is null and a.parent_id <> b.parent_id
     where a.workspace_id = $1 and a.valid_to is null
       and not exists (select from org_unit_placement c where c.workspace_id = a.workspace_id and c.parent_id = a.org_unit_id)
     order by a.org_unit_id limit 1`,
    [moved.unit],
  )
  assert.ok(other)
  await query(
    `update position set valid_to = '2026-01-01' where workspace_id = $1 and person_id = any($2::bigint[]) and valid_to is null`,
    [[moved.person, left.person]],
  )
  await query(
    `insert into position (workspace_id, person_id, org_unit_id, leads, carries_target, valid_from, home_region_id)
     select workspace_id, person_id, $3, false, carries_target, '2026-01-01', home_region_id from position
     where workspace_id = $1 and person_id = $2 order by valid_from desc limit 1`,
    [moved.person, other.unit],
  )
}

let deserted: number

/** Of one team everybody leaves before the year that is planned. */
async function leaveATeam(): Promise<void> {
  const [team] = await query<{ unit: number }>(
    `select org_unit_id as unit from position where workspace_id = $1 and carries_target and valid_to is null
     order by org_unit_id desc limit 1`,
  )
  deserted = team?.unit ?? 0
  await query(
    `delete from position where workspace_id = $1 and org_unit_id = $2 and valid_from >= '2026-01-01'`,
    [deserted],
  )
  await query(
    `update position set valid_to = '2026-01-01' where workspace_id = $1 and org_unit_id = $2
       and (valid_to is null or valid_to > '2026-01-01')`,
    [deserted],
  )
}

before(async () => {
  opened = await openFilled(sampleCompanyAt(NOW))
  const caller = async (role: 'director' | 'manager') => ({
    ...(await sampleCaller(opened, opened.workspaceId, SAMPLE_CODE, role)),
    clock: fixedClock(NOW),
  })
  await leaveAndMove()
  await leaveATeam()
  director = await caller('director')
  manager = await caller('manager')
  scenarioId = (await setTarget(director, { ...PLAN, name: '2026' })).scenarioId
})
after(() => opened.close())

/** What the explorer shows for a node, in minor units. */
async function sold(context: CallContext, slice: Readonly<Record<string, number>>): Promise<number> {
  const { total } = await computeMetric(context, { metric: 'sales', slice: { ...BASE, ...slice }, by: [] })
  return Math.round(total.value ?? 0)
}

const idOf = (key: string) => Number(key.split(':')[1])

/** Every row below a place along an axis, all the way down. */
async function allRows(context: CallContext, axis: 'organisation' | 'product', id = scenarioId) {
  const found: Array<{ key: string; base: number; total: number }> = []
  const open = async (at: Readonly<Record<string, string>>): Promise<void> => {
    const { groups } = await getPlanRows(context, {
      scenarioId: id,
      columns: 'quarter',
      filter: {},
      parents: [{ at, axis }],
    })
    for (const row of groups[0] ?? []) {
      found.push({ key: row.key, base: row.base ?? 0, total: row.total ?? 0 })
      if (!row.isLeaf) await open({ [axis]: row.key })
    }
  }
  await open({})
  return found
}

test('the base year of every unit and person of a plan is what the explorer shows, for those too who left or moved', async () => {
  const left = await query(
    `select distinct person_id from sales_daily d where workspace_id = $1 and channel = 'direct' and day between '2025-01-01'
       and '2025-12-31' and not exists (select from position p where p.workspace_id = d.workspace_id and p.person_id = d.person_id
       and p.valid_from <= '2026-01-01' and (p.valid_to is null or p.valid_to > '2026-01-01'))`,
  )
  assert.ok(left.length > 0, 'nobody has left')
  const rows = await allRows(director, 'organisation')
  assert.ok(rows.length > 20)
  for (const { key, base } of rows) {
    const slice = key.startsWith('person:') ? { personId: idOf(key) } : { orgUnitId: idOf(key) }
    assert.equal(base, await sold(director, slice), key)
  }
  for (const { key, base } of await allRows(director, 'product'))
    assert.equal(base, await sold(director, { productId: idOf(key) }), key)
})

test('card, grid and explanation say the same, and the growth is the one that was set', async () => {
  const company = await sold(director, {})
  const card = (await findScenarios(director)).find((row) => row.scenarioId === scenarioId)
  assert.equal(card?.baseTotal, company)
  assert.equal(card?.total, Math.round(company * 1.08))
  const view = { scenarioId, rows: ['organisation' as const], columns: 'none' as const, at: {} }
  const grid = await getTargetGrid(director, view)
  assert.deepEqual(
    grid.rows.map(({ at, base }) => [at.organisation, base]),
    (await allRows(director, 'organisation')).map(({ key, base }) => [key, base]),
  )
  const { steps } = await explainCell(director, { scenarioId, at: {} })
  const [base, growth] = steps
  assert.deepEqual([base?.kind, base?.value, growth?.value], ['base', company, card?.total])
  const people = (await allRows(director, 'organisation')).filter(({ key }) => key.startsWith('person:'))
  const planned = people.reduce((sum, row) => sum + row.base, 0)
  assert.equal(base?.params['others'], company - planned)
  assert.ok(company > planned)
})

test('a team that everybody left keeps its base year, has no target, and the explanation says why', async () => {
  const at = { organisation: `orgUnit:${deserted}` }
  const row = (await allRows(director, 'organisation')).find(({ key }) => key === at.organisation)
  assert.ok((row?.base ?? 0) > 0)
  assert.equal(row?.total, 0)
  const { value, steps } = await explainCell(director, { scenarioId, at })
  const [base, growth, spread] = steps
  assert.deepEqual([value, base?.value, base?.params['others']], [0, row?.base, row?.base])
  assert.equal(growth?.value, Math.round((row?.base ?? 0) * 1.08))
  assert.deepEqual([spread?.params, spread?.value], [{ share: 0, nobody: 1 }, 0])
  const typed = spreadTarget(director, { scenarioId, version: 1, at, code: '1000000' })
  await assert.rejects(typed, { code: 'spreadNoCells' })
  const elsewhere = (await explainCell(director, { scenarioId, at: {} })).steps
  assert.ok(elsewhere.every(({ params }) => params['nobody'] === undefined))
})

test('a manager has their own units’ figures; a branch and an older plan have the same as the plan', async () => {
  for (const [version, step] of [submitScenario, approveScenario].entries())
    await step(director, { scenarioId, version: version + 1 })
  const mine = await allRows(manager, 'organisation')
  const whole = new Map((await allRows(director, 'organisation')).map((row) => [row.key, row]))
  assert.ok(mine.length > 0 && mine.length < whole.size)
  for (const row of mine) assert.deepEqual(row, whole.get(row.key))
  const branch = await branchScenario(director, { scenarioId, name: 'b', description: '', isWhatIf: false })
  assert.deepEqual(await allRows(director, 'organisation', branch.scenarioId), [...whole.values()])
  await query(`delete from scenario_chunk where workspace_id = $1 and measure = 'unitBase:sales'`)
  const other = connect(opened.address)
  try {
    const older = await allRows({ ...director, database: other }, 'organisation')
    assert.deepEqual(older, [...whole.values()])
  } finally {
    await other.pool.end()
  }
})
