import { fiscalPeriodOf, fiscalYearBounds } from '@salesloom/engine/calendar'
import { formatMinorUnits } from '@salesloom/engine/money'
import { sql } from 'kysely'
import {
  approveScenario,
  getTargetGrid,
  setTarget,
  spreadTarget,
  submitScenario,
} from '../loop/1-targets/index.ts'
import { readWorkspace } from '../platform/database/index.ts'
import type { CallContext } from '../platform/http/call-context.ts'

const GROWTH = 8
const CHANNEL = 'direct'

/** A quarter's quotas in minor units. */
type Quota = { readonly organisation: string; readonly quarter: number; readonly amount: number }

/** Quotas nearer to the plan than this are left to it. */
const NEAR = 0.04

/**
 * Quotas of the plan's people in a fiscal year: first of those who are growing into their work, then of the teams.
 * People who came after the year's first day are in no plan of it.
 */
async function quotasOf({ database, workspaceId }: CallContext, fiscalYear: number): Promise<Quota[]> {
  const { from, to } = fiscalYearBounds(fiscalYear, 1)
  return readWorkspace(database, workspaceId, async (tx) => {
    const held = sql`select q.amount, extract(quarter from q.period_from)::int as quarter, p.ramp_months, o.org_unit_id, q.person_id
      from quota q
      join person p on p.workspace_id = q.workspace_id and p.person_id = q.person_id
      join position o on o.workspace_id = q.workspace_id and o.person_id = q.person_id
      where q.workspace_id = ${workspaceId} and q.period_from between ${from} and ${to} and o.carries_target and o.valid_from <= ${from}`
    const { rows } = await sql<Quota>`
      select 'person:' || person_id as organisation, quarter, (amount * 100)::int8 as amount, 0 as step
        from (${held}) held where ramp_months > 0
      union all select 'orgUnit:' || org_unit_id, quarter, sum(amount * 100)::int8, 1 from (${held}) held group by 1, 2
      order by step, organisation, quarter`.execute(tx)
    return rows
  })
}

/** What the plan says of an organisation's quarter. */
async function plannedOf(director: CallContext, scenarioId: number): Promise<(quota: Quota) => number> {
  const grid = await getTargetGrid(director, {
    scenarioId,
    rows: ['organisation'],
    columns: 'quarter',
    at: {},
  })
  const rows = new Map(grid.rows.map((row) => [row.at.organisation, row.values]))
  return ({ organisation, quarter }) => rows.get(organisation)?.[quarter - 1] ?? 0
}

/** Writes the quotas over the plan where last year's sales say something else. @returns the scenario's version */
async function writeQuotas(
  director: CallContext,
  scenarioId: number,
  quotas: readonly Quota[],
): Promise<number> {
  let version = 1
  for (const person of [true, false]) {
    const planned = await plannedOf(director, scenarioId)
    for (const quota of quotas.filter(({ organisation }) => organisation.startsWith('person:') === person)) {
      const { organisation, quarter, amount } = quota
      if (Math.abs(planned(quota) - amount) <= NEAR * amount) continue
      const at = { organisation, time: `quarter:${quarter}` }
      const edited = await spreadTarget(director, {
        scenarioId,
        version,
        at,
        code: formatMinorUnits(amount, 2),
      })
      version = edited.version
    }
  }
  return version
}

async function setYear(director: CallContext, fiscalYear: number): Promise<void> {
  const { scenarioId } = await setTarget(director, {
    name: `${fiscalYear} 年度目标`,
    baseYear: fiscalYear - 1,
    growthPercent: GROWTH,
    channel: CHANNEL,
    fallback: 'teamMedian',
  })
  const version = await writeQuotas(director, scenarioId, await quotasOf(director, fiscalYear))
  const submitted = await submitScenario(director, { scenarioId, version })
  await approveScenario(director, { scenarioId, version: submitted.version })
}

/** A draft in which the next quarter asks less of the area that lost ground and more of the others. */
async function proposeNextQuarter(
  director: CallContext,
  next: { fiscalYear: number; quarter: number },
): Promise<void> {
  const { scenarioId } = await setTarget(director, {
    name: `${next.fiscalYear} Q${next.quarter} 调整方案`,
    baseYear: next.fiscalYear - 1,
    growthPercent: GROWTH,
    channel: CHANNEL,
    fallback: 'teamMedian',
  })
  const [area] = await readWorkspace(director.database, director.workspaceId, async (tx) => {
    const { rows } = await sql<{ id: number }>`select org_unit_id as id from org_unit
      where workspace_id = ${director.workspaceId} and code = 'area:east'`.execute(tx)
    return rows
  })
  const time = `quarter:${next.quarter}`
  const at = area === undefined ? { time } : { time, organisation: `orgUnit:${area.id}` }
  await spreadTarget(director, { scenarioId, version: 1, at, code: 'P%-8' })
}

/** The approved targets of the fiscal year under way, as the quotas have them, and a draft for the next quarter. */
export async function setSampleTargets(director: CallContext, day: string): Promise<void> {
  const { fiscalYear, quarter } = fiscalPeriodOf(day, 1)
  await setYear(director, fiscalYear)
  await proposeNextQuarter(
    director,
    quarter === 4 ? { fiscalYear: fiscalYear + 1, quarter: 1 } : { fiscalYear, quarter: quarter + 1 },
  )
}
