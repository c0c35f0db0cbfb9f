import type { GoalSummary } from '@salesloom/contract'
import { sql } from 'kysely'
import { findMetrics } from '../../../foundation/metrics/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { metricName } from './draft-goal.ts'
import { mayEdit } from './edit-goal.ts'
import {
  type CheckInRow,
  findCheckIns,
  findGoalRows,
  findMilestones,
  type GoalRow,
  type GoalState,
} from './goal.store.ts'
import { progressOf } from './goal-progress.ts'
import { type GoalSetting, readSetting } from './goal-scope.ts'
import { type MetricEntry, SLICE_PART } from './goal-words.ts'
import { courseOf } from './measure-goal.ts'

type Kind = keyof typeof SLICE_PART
type Name = {
  readonly kind: Kind | 'objective'
  readonly id: number
  readonly zh: string
  readonly en: string
}

/** Names of everything that goals point to, also of what the caller cannot otherwise look up. */
export async function namesFor(tx: WorkspaceTransaction, workspaceId: number, rows: readonly GoalRow[]) {
  const idsOf = (pick: (row: GoalRow) => number | null | undefined) =>
    sql`${[...new Set(rows.flatMap((row) => pick(row) ?? []))]}::bigint[]`
  const { rows: found } = await sql<Name>`
    select 'product' as kind, product_id as id, name_zh as zh, name_en as en from product
      where workspace_id = ${workspaceId} and product_id = any(${idsOf(({ slice }) => slice.productId)})
    union all select 'region', region_id, name_zh, name_en from region
      where workspace_id = ${workspaceId} and region_id = any(${idsOf(({ slice }) => slice.regionId)})
    union all select 'customerType', customer_type_id, name_zh, name_en from customer_type
      where workspace_id = ${workspaceId} and customer_type_id = any(${idsOf(({ slice }) => slice.customerTypeId)})
    union all select 'orgUnit', org_unit_id, name_zh, name_en from org_unit
      where workspace_id = ${workspaceId} and org_unit_id = any(${idsOf(({ slice }) => slice.orgUnitId)})
    union all select 'objective', objective_id, name_zh, coalesce(name_en, name_zh) from objective
      where workspace_id = ${workspaceId} and objective_id = any(${idsOf(({ objectiveId }) => objectiveId)})
    union all select 'person', person_id, name_zh, name_en from person
      where workspace_id = ${workspaceId}
        and (person_id = any(${idsOf(({ ownerId }) => ownerId)}) or person_id = any(${idsOf(({ slice }) => slice.personId)}))`.execute(
    tx,
  )
  const names = new Map(found.map(({ kind, id, zh, en }) => [`${kind}:${id}`, { zh, en }]))
  return (kind: Name['kind'], id: number) => names.get(`${kind}:${id}`) ?? { zh: String(id), en: String(id) }
}

export type NameOf = Awaited<ReturnType<typeof namesFor>>

export function membersIn(row: GoalRow, nameOf: NameOf) {
  return (Object.keys(SLICE_PART) as Kind[]).flatMap((kind) => {
    const id = row.slice[SLICE_PART[kind]]
    return id === undefined ? [] : [{ kind, id, name: nameOf(kind, id) }]
  })
}

export type Gathered = {
  readonly setting: GoalSetting
  readonly metrics: ReadonlyMap<string, MetricEntry>
  readonly milestones: ReadonlyMap<number, ReadonlyArray<{ readonly day: string; readonly value: number }>>
  readonly checkIns: readonly CheckInRow[]
  readonly nameOf: NameOf
}

/** A goal as lists show it; null where its metric is no longer there, or is not for the caller to read. */
export async function summarise(
  context: CallContext,
  row: GoalRow,
  gathered: Gathered,
): Promise<GoalSummary | null> {
  const { metrics, milestones, setting, checkIns, nameOf } = gathered
  const metric = metrics.get(row.metric)
  if (metric === undefined || !metric.readable) return null
  const progress = await progressOf(context, metric, row, milestones.get(row.goalId) ?? [], setting)
  return {
    goalId: row.goalId,
    sentence: row.sentence,
    metric: metricName(metric),
    members: membersIn(row, nameOf),
    sum: courseOf(metric.definition) === 'flow',
    baseline: row.baseline,
    target: row.target,
    from: row.from,
    deadline: row.deadline,
    owner: { id: row.ownerId, name: nameOf('person', row.ownerId) },
    shared: row.shared,
    state: row.state,
    version: row.version,
    ...progress,
    confidence: checkIns.find(({ goalId }) => goalId === row.goalId)?.confidence ?? null,
    mayEdit: mayEdit(context, row),
  }
}

/** Reads what summaries of some goals are made of. */
export async function gather(
  tx: WorkspaceTransaction,
  context: CallContext,
  rows: readonly GoalRow[],
  setting: GoalSetting,
  catalogue: readonly MetricEntry[],
): Promise<Gathered> {
  const { workspaceId } = context
  const ids = rows.map(({ goalId }) => goalId)
  return {
    setting,
    metrics: new Map(catalogue.map((metric) => [metric.code, metric])),
    milestones: await findMilestones(tx, workspaceId, ids),
    checkIns: await findCheckIns(tx, workspaceId, ids),
    nameOf: await namesFor(tx, workspaceId, rows),
  }
}

const STATES: Readonly<Record<'open' | 'closed' | 'all', readonly GoalState[]>> = {
  open: ['open'],
  closed: ['reached', 'missed', 'abandoned'],
  all: ['open', 'reached', 'missed', 'abandoned'],
}

/** Goals that the caller may see, each with how it stands today. */
export async function findGoals(context: CallContext, { state }: { state: keyof typeof STATES }) {
  const catalogue = await findMetrics(context)
  const { rows, gathered } = await readWorkspace(context.database, context.workspaceId, async (tx) => {
    const setting = await readSetting(tx, context)
    const rows = await findGoalRows(tx, context, STATES[state], setting.today)
    return { rows, gathered: await gather(tx, context, rows, setting, catalogue) }
  })
  const found: GoalSummary[] = []
  for (const row of rows) {
    const summary = await summarise(context, row, gathered)
    if (summary !== null) found.push(summary)
  }
  return found
}
