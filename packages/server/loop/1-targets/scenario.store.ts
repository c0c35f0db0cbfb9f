import type { Dimension, PlanShape } from '@salesloom/engine/allocation'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

export type ScenarioStateName = 'working' | 'submitted' | 'approved' | 'superseded'
export type ScenarioOrigin = 'history' | 'copy' | 'branch' | 'successor'

/**
 * What a cell counts. Money is in minor units, a count in ones. A ratio is numerator over denominator, both measures of
 * the plan, and is written as a percentage or as money for each one of the denominator.
 */
export type PlanMeasure =
  | { readonly code: string; readonly kind: 'additive'; readonly unit: 'money' | 'count' }
  | {
      readonly code: string
      readonly kind: 'ratio'
      readonly unit: 'percent' | 'money'
      readonly numerator: string
      readonly denominator: string
    }

export type ScenarioRow = {
  readonly scenarioId: number
  readonly planId: number
  readonly name: string
  readonly description: string
  readonly fiscalYear: number
  readonly baseYear: number
  readonly channel: string
  readonly growthPercent: number
  readonly state: ScenarioStateName
  readonly version: number
  readonly cellCount: number
  readonly measures: readonly PlanMeasure[]
  readonly origin: ScenarioOrigin
  readonly originScenarioId: number | null
  readonly effectiveMonth: string | null
  readonly isWhatIf: boolean
  readonly lockedBy: string | null
  readonly checkpointSequence: number
  readonly createdBy: string
  readonly createdAt: string
}

const COLUMNS = sql`s.scenario_id as "scenarioId", s.plan_id as "planId", s.name, s.description, p.fiscal_year as "fiscalYear",
  s.base_year as "baseYear", p.channel, s.growth_percent as "growthPercent", s.state, s.version, s.cell_count as "cellCount",
  s.measures, s.origin, s.origin_scenario_id as "originScenarioId", s.effective_month as "effectiveMonth",
  s.is_what_if as "isWhatIf", s.locked_by as "lockedBy", s.checkpoint_sequence as "checkpointSequence",
  s.created_by as "createdBy", s.created_at as "createdAt"`

/** All scenarios of a workspace, newest first. */
export async function findScenarioRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
): Promise<ScenarioRow[]> {
  const { rows } = await sql<ScenarioRow>`select ${COLUMNS} from scenario s
    join target_plan p on p.workspace_id = s.workspace_id and p.plan_id = s.plan_id
    where s.workspace_id = ${workspaceId} order by s.scenario_id desc`.execute(tx)
  return rows
}

/** One scenario; `lock` keeps other writers of it waiting until the transaction ends. */
export async function getScenarioRow(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  lock = false,
): Promise<ScenarioRow> {
  const { rows } = await sql<ScenarioRow>`select ${COLUMNS} from scenario s
    join target_plan p on p.workspace_id = s.workspace_id and p.plan_id = s.plan_id
    where s.workspace_id = ${workspaceId} and s.scenario_id = ${scenarioId} ${lock ? sql`for update of s` : sql``}`.execute(
    tx,
  )
  const row = rows[0]
  if (row === undefined) throw new AppError('notFound', { what: 'scenario', id: scenarioId })
  return row
}

type StoredOrder = { dimensions: Dimension[]; combinations: number[]; months: string[] }

/** The member order that a scenario was cut by; it never changes. */
export async function getShape(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<PlanShape> {
  const { rows } = await sql<{ order: StoredOrder }>`select member_order as "order" from scenario
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}`.execute(tx)
  const order = rows[0]?.order
  if (order === undefined) throw new AppError('notFound', { what: 'scenario', id: scenarioId })
  return { ...order, combinations: Int32Array.from(order.combinations) }
}

/** The plan of a year and channel, made when there is none. */
export async function putPlan(
  tx: WorkspaceTransaction,
  workspaceId: number,
  fiscalYear: number,
  channel: string,
): Promise<number> {
  const row = await tx
    .insertInto('target_plan')
    .values({ workspace_id: workspaceId, fiscal_year: fiscalYear, channel })
    .onConflict((c) => c.columns(['workspace_id', 'fiscal_year', 'channel']).doUpdateSet({ channel }))
    .returning('plan_id')
    .executeTakeFirstOrThrow()
  return row.plan_id
}

export type NewScenario = Pick<ScenarioRow, 'planId' | 'name' | 'baseYear' | 'growthPercent' | 'cellCount'> &
  Partial<
    Pick<
      ScenarioRow,
      'description' | 'measures' | 'origin' | 'originScenarioId' | 'effectiveMonth' | 'isWhatIf'
    >
  > & { readonly shape: PlanShape; readonly createdBy: string; readonly createdAt: string }

const SALES: readonly PlanMeasure[] = [{ code: 'sales', kind: 'additive', unit: 'money' }]

/** Writes a new working scenario without its cells. @returns its id */
export async function insertScenario(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenario: NewScenario,
): Promise<number> {
  const { dimensions, combinations, months } = scenario.shape
  const row = await tx
    .insertInto('scenario')
    .values({
      workspace_id: workspaceId,
      plan_id: scenario.planId,
      name: scenario.name,
      description: scenario.description ?? '',
      base_year: scenario.baseYear,
      growth_percent: scenario.growthPercent,
      cell_count: scenario.cellCount,
      measures: JSON.stringify(scenario.measures ?? SALES),
      origin: scenario.origin ?? 'history',
      origin_scenario_id: scenario.originScenarioId ?? null,
      effective_month: scenario.effectiveMonth ?? null,
      is_what_if: scenario.isWhatIf ?? false,
      member_order: JSON.stringify({ dimensions, combinations: [...combinations], months }),
      created_by: scenario.createdBy,
      created_at: scenario.createdAt,
    })
    .returning('scenario_id')
    .executeTakeFirstOrThrow()
  return row.scenario_id
}

/** Gives a scenario its next version and, where asked, its next state. */
export async function advance(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  state?: ScenarioStateName,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`update scenario
    set version = version + 1, state = coalesce(${state ?? null}, state)
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} returning version`.execute(tx)
  return rows[0]?.version ?? 0
}
