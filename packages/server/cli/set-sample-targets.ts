import { fiscalPeriodOf, fiscalYearBounds } from '@salesloom/engine/calendar'
import { sql } from 'kysely'
import { approveScenario, setTarget, spreadTarget, submitScenario } from '../loop/1-targets/index.ts'
import { readWorkspace } from '../platform/database/index.ts'
import type { CallContext } from '../platform/http/call-context.ts'

const GROWTH = 8
const CHANNEL = 'direct'

type Quota = { readonly organisation: string; readonly quarter: number; readonly amount: string }

/**
 * Quotas of the fiscal year that the plan cannot know from last year: those of people who are growing into their work,
 * then those of the teams. People who came after the year's first day are in no plan of it.
 */
async function quotasOf({ database, workspaceId }: CallContext, fiscalYear: number): Promise<Quota[]> {
  const { from, to } = fiscalYearBounds(fiscalYear, 1)
  return readWorkspace(database, workspaceId, async (tx) => {
    const held = sql`select q.amount, q.period_from, p.ramp_months, o.org_unit_id, q.person_id from quota q
      join person p on p.workspace_id = q.workspace_id and p.person_id = q.person_id
      join position o on o.workspace_id = q.workspace_id and o.person_id = q.person_id
      where q.workspace_id = ${workspaceId} and q.period_from between ${from} and ${to} and o.carries_target`
    const { rows: people } = await sql<Quota>`select 'person:' || person_id as organisation,
        extract(quarter from period_from)::int as quarter, amount::text as amount
      from (${held} and o.valid_from <= ${from}) held where ramp_months > 0 order by person_id, period_from`.execute(
      tx,
    )
    const { rows: teams } = await sql<Quota>`select 'orgUnit:' || org_unit_id as organisation,
        extract(quarter from period_from)::int as quarter, sum(amount)::text as amount
      from (${held}) held group by org_unit_id, period_from order by org_unit_id, period_from`.execute(tx)
    return [...people, ...teams]
  })
}

async function setYear(director: CallContext, fiscalYear: number): Promise<void> {
  const { scenarioId } = await setTarget(director, {
    name: `${fiscalYear} 年度目标`,
    baseYear: fiscalYear - 1,
    growthPercent: GROWTH,
    channel: CHANNEL,
    fallback: 'teamMedian',
  })
  let version = 1
  for (const { organisation, quarter, amount } of await quotasOf(director, fiscalYear)) {
    const at = { organisation, time: `quarter:${quarter}` }
    const edited = await spreadTarget(director, { scenarioId, version, at, code: amount.replace(/00$/, '') })
    version = edited.version
  }
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
