import {
  cutChunks,
  type Dimension,
  decodeChunk,
  encodeChunk,
  type PlanShape,
} from '@salesloom/engine/allocation'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** What a chunk holds: target in minor units, base and weight in ledger units (ten-thousandths). */
export type PlanMeasure = 'target' | 'base' | 'weight'

export type ScenarioRow = {
  readonly scenarioId: number
  readonly planId: number
  readonly name: string
  readonly fiscalYear: number
  readonly baseYear: number
  readonly channel: string
  readonly growthPercent: number
  readonly state: 'working' | 'submitted' | 'approved' | 'superseded'
  readonly version: number
  readonly cellCount: number
  readonly createdBy: string
  readonly createdAt: string
  readonly shape: PlanShape
}

type StoredOrder = { dimensions: Dimension[]; combinations: number[]; months: string[] }

type Row = Omit<ScenarioRow, 'shape'> & { memberOrder: StoredOrder }

const COLUMNS = sql`s.scenario_id as "scenarioId", s.plan_id as "planId", s.name, p.fiscal_year as "fiscalYear",
  s.base_year as "baseYear", p.channel, s.growth_percent as "growthPercent", s.state, s.version, s.cell_count as "cellCount",
  s.created_by as "createdBy", s.created_at as "createdAt", s.member_order as "memberOrder"`

function toScenario({ memberOrder, ...row }: Row): ScenarioRow {
  const { dimensions, combinations, months } = memberOrder
  return { ...row, shape: { dimensions, combinations: Int32Array.from(combinations), months } }
}

/** All scenarios of a workspace, newest first. */
export async function findScenarioRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
): Promise<ScenarioRow[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from scenario s
    join target_plan p on p.workspace_id = s.workspace_id and p.plan_id = s.plan_id
    where s.workspace_id = ${workspaceId} order by s.scenario_id desc`.execute(tx)
  return rows.map(toScenario)
}

/** One scenario; `lock` keeps other writers of it waiting until the transaction ends. */
export async function getScenarioRow(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  lock = false,
): Promise<ScenarioRow> {
  const { rows } = await sql<Row>`select ${COLUMNS} from scenario s
    join target_plan p on p.workspace_id = s.workspace_id and p.plan_id = s.plan_id
    where s.workspace_id = ${workspaceId} and s.scenario_id = ${scenarioId} ${lock ? sql`for update of s` : sql``}`.execute(
    tx,
  )
  const row = rows[0]
  if (row === undefined) throw new AppError('notFound', { what: 'scenario', id: scenarioId })
  return toScenario(row)
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

export type NewScenario = {
  readonly planId: number
  readonly name: string
  readonly baseYear: number
  readonly growthPercent: number
  readonly shape: PlanShape
  readonly cellCount: number
  readonly createdBy: string
  readonly createdAt: string
}

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
      base_year: scenario.baseYear,
      growth_percent: scenario.growthPercent,
      cell_count: scenario.cellCount,
      member_order: JSON.stringify({ dimensions, combinations: [...combinations], months }),
      created_by: scenario.createdBy,
      created_at: scenario.createdAt,
    })
    .returning('scenario_id')
    .executeTakeFirstOrThrow()
  return row.scenario_id
}

/** Writes all cells of a measure. */
export async function putCells(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  measure: PlanMeasure,
  values: Float64Array,
): Promise<void> {
  for (const [number, chunk] of cutChunks(values).entries()) {
    const data = Buffer.from(encodeChunk(chunk))
    await tx
      .insertInto('scenario_chunk')
      .values({
        workspace_id: workspaceId,
        scenario_id: scenarioId,
        measure,
        chunk_number: number,
        format_version: 1,
        data,
      })
      .onConflict((c) =>
        c
          .columns(['workspace_id', 'scenario_id', 'measure', 'chunk_number'])
          .doUpdateSet({ data, format_version: 1 }),
      )
      .execute()
  }
}

/** Reads all cells of a measure; a damaged chunk is an error and never a number. */
export async function getCells(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenario: ScenarioRow,
  measure: PlanMeasure,
): Promise<Float64Array> {
  const rows = await tx
    .selectFrom('scenario_chunk')
    .select('data')
    .where('workspace_id', '=', workspaceId)
    .where('scenario_id', '=', scenario.scenarioId)
    .where('measure', '=', measure)
    .orderBy('chunk_number')
    .execute()
  const values = new Float64Array(scenario.cellCount)
  for (const row of rows) {
    const chunk = decodeChunk(row.data)
    if (!chunk.ok) throw new Error(`scenario ${scenario.scenarioId}, ${measure}: chunk is ${chunk.reason}`)
    values.set(chunk.value.values, chunk.value.first)
  }
  return values
}

export type OperationRow = {
  readonly sequence: number
  readonly kind: 'setTarget' | 'spread'
  readonly payload: unknown
  readonly byName: string
  readonly at: string
}

/** The log of a scenario, oldest first. */
export async function findOperations(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<OperationRow[]> {
  const { rows } =
    await sql<OperationRow>`select sequence, kind, payload, by_name as "byName", at from scenario_operation
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} order by sequence`.execute(tx)
  return rows
}

export type NewOperation = {
  readonly kind: OperationRow['kind']
  readonly payload: unknown
  readonly before: Buffer | null
}
type By = { readonly userId: string; readonly name: string; readonly at: string }

/** Appends to the log. */
export async function appendOperation(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  operation: NewOperation,
  by: By,
): Promise<number> {
  const { rows } = await sql<{
    sequence: number
  }>`select coalesce(max(sequence), 0) + 1 as sequence from scenario_operation
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}`.execute(tx)
  const sequence = rows[0]?.sequence ?? 1
  await tx
    .insertInto('scenario_operation')
    .values({
      workspace_id: workspaceId,
      scenario_id: scenarioId,
      sequence,
      kind: operation.kind,
      payload: JSON.stringify(operation.payload),
      before_cells: operation.before,
      by_user: by.userId,
      by_name: by.name,
      at: by.at,
    })
    .execute()
  return sequence
}

/** Takes the newest operation off the log; null where only the first one, which made the plan, is left. */
export async function popOperation(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<{ before: Buffer | null; payload: unknown } | null> {
  const { rows } = await sql<{ before: Buffer | null; payload: unknown }>`
    delete from scenario_operation where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and sequence > 1
      and sequence = (select max(sequence) from scenario_operation where workspace_id = ${workspaceId} and scenario_id = ${scenarioId})
    returning before_cells as before, payload`.execute(tx)
  return rows[0] ?? null
}

/** Gives a scenario its next version and, where asked, its next state. */
export async function advance(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  state?: ScenarioRow['state'],
): Promise<number> {
  const { rows } = await sql<{ version: number }>`update scenario
    set version = version + 1, state = coalesce(${state ?? null}, state)
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} returning version`.execute(tx)
  return rows[0]?.version ?? 0
}
