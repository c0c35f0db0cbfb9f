import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SAMPLE_CODE } from '../../../connectors/sample-company/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { sampleCompanyAt } from '../../../testing/fillings.ts'
import { sampleCaller, TEST_DAY } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { approveScenario, setTarget, submitScenario } from '../index.ts'
import { findActivityTargets } from './find-activity-targets.ts'
import { saveActivityTarget } from './save-activity-target.ts'

const PLAN = {
  name: '2026',
  baseYear: 2025,
  growthPercent: 10,
  channel: 'direct',
  fallback: 'teamMedian',
} as const

let opened: FilledDatabase
let director: CallContext
let representative: CallContext
let scenarioId: number

before(async () => {
  opened = await openFilled(sampleCompanyAt(TEST_DAY))
  const { workspaceId } = opened
  director = await sampleCaller(opened, workspaceId, SAMPLE_CODE, 'director')
  representative = await sampleCaller(opened, workspaceId, SAMPLE_CODE, 'representative')
  scenarioId = (await setTarget(director, PLAN)).scenarioId
  await submitScenario(director, { scenarioId, version: 1 })
  await approveScenario(director, { scenarioId, version: 2 })
})
after(() => opened.close())

const me = () => representative.actor.personId ?? 0
const save = (version: number, rates: Parameters<typeof saveActivityTarget>[1]['rates'] = [], quarter = 1) =>
  saveActivityTarget(representative, { scenarioId, personId: me(), quarter, version, rates })

async function code(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error.code
}

test('a person’s quarter is followed back to visits with rates between their own and the team’s', async () => {
  const made = await save(0)
  const { people } = await findActivityTargets(representative, { scenarioId })
  assert.equal(people.length, 1)
  assert.equal(made.sales, people[0]?.sales[0])
  assert.ok(made.sales > 0)
  for (const rate of made.rates) {
    assert.ok(rate.teamPeople >= 4, `${rate.name}: ${rate.teamPeople} people`)
    if (rate.own === null) assert.equal(rate.shrunk, rate.team)
    else {
      assert.ok(rate.shrunk >= Math.min(rate.own, rate.team) - 1e-9)
      assert.ok(rate.shrunk <= Math.max(rate.own, rate.team) + 1e-9)
    }
  }
  const [deals, proposals, opportunities, leads, visits] = made.steps
  assert.ok(deals && proposals && opportunities && leads && visits)
  assert.equal(deals.from, made.sales)
  assert.deepEqual(
    [proposals.from, opportunities.from, leads.from, visits.from],
    [deals.exact, proposals.exact, opportunities.exact, opportunities.exact],
  )
  assert.ok(proposals.needed >= deals.needed && opportunities.needed >= proposals.needed)
})

test('the records are counted by hand: deals won, offered and closed, visits done', async () => {
  const { targets } = await findActivityTargets(representative, { scenarioId })
  const [target] = targets
  assert.ok(target)
  const { rows } = await opened.database.pool.query<{ won: number; closed: number; visits: number }>(
    `select count(*) filter (where outcome = 'won')::int as won, count(*)::int as closed,
      (select count(*)::int from visit v where v.workspace_id = $1 and v.person_id = $2 and v.status = 'done'
        and v.day between $3 and $4) as visits
     from opportunity where workspace_id = $1 and person_id = $2 and outcome <> 'open' and removed_at is null
       and closed_on between $3 and $4`,
    [representative.workspaceId, me(), target.from, target.to],
  )
  const [counted] = rows
  const rate = (name: string) => target.rates.find((each) => each.name === name)
  assert.ok(counted && counted.closed > 0)
  assert.deepEqual(
    [rate('proposalWins')?.events, rate('opportunityProposals')?.cases],
    [counted.won, counted.closed],
  )
  assert.deepEqual(
    [rate('visitsPerOpportunity')?.events, rate('visitsPerOpportunity')?.cases],
    [counted.visits, counted.closed],
  )
})

test('a rate is set with a reason, an older version is refused, and the targets of metrics follow', async () => {
  const wish = { name: 'averageDeal' as const, used: 10_000_00, reason: 'the new price list' }
  assert.equal(await code(save(0, [wish])), 'versionConflict')
  const made = await save(1, [wish])
  assert.equal(made.steps[0]?.exact, made.sales / 10_000_00)
  assert.equal(made.rates.find(({ name }) => name === 'averageDeal')?.reason, 'the new price list')
  const { rows } = await opened.database.pool.query<{ metric: string; amount: string; days: number }>(
    `select metric, amount::int as amount, until_day - from_day + 1 as days from metric_target
     where workspace_id = $1 and person_id = $2 and metric in ('visits', 'leads', 'proposals') order by metric`,
    [representative.workspaceId, me()],
  )
  const needed = (name: string) => made.steps.find((step) => step.name === name)?.needed
  assert.deepEqual(
    rows.map(({ metric, amount }) => [metric, Number(amount)]),
    [
      ['leads', needed('leads')],
      ['proposals', needed('proposals')],
      ['visits', needed('visits')],
    ],
  )
  assert.ok(rows.every(({ days }) => days >= 90 && days <= 92))
})

test('nobody derives targets for others, and a working scenario publishes nothing', async () => {
  const { people } = await findActivityTargets(director, { scenarioId })
  const other = people.find(({ personId }) => personId !== me())
  assert.ok(other !== undefined && people.length > 1)
  const input = { scenarioId, personId: other.personId, quarter: 1, version: 0, rates: [] }
  assert.equal(await code(saveActivityTarget(representative, input)), 'outsideSubtree')
  const working = await setTarget(director, PLAN)
  await saveActivityTarget(director, { ...input, scenarioId: working.scenarioId })
  const { rows } = await opened.database.pool.query(
    `select 1 from metric_target where workspace_id = $1 and person_id = $2 and metric = 'visits'`,
    [director.workspaceId, other.personId],
  )
  assert.equal(rows.length, 0)
})
