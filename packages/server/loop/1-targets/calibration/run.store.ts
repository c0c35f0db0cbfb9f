import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'

export type Cadence = 'monthly' | 'quarterly'

export type RunRow = {
  readonly runId: number
  readonly scenarioId: number
  readonly scenarioName: string
  readonly cadence: Cadence
  readonly byHand: boolean
  readonly asOf: string
  readonly effectiveMonth: string
  readonly startedBy: string
  readonly startedAt: string
  readonly reviewed: Readonly<Record<string, number>>
}

/** The newest runs of the workspace. */
export async function findRunRows(tx: WorkspaceTransaction, workspaceId: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`select r.calibration_run_id as "runId", r.scenario_id as "scenarioId",
      s.name as "scenarioName", r.cadence, r.by_hand as "byHand", r.as_of as "asOf",
      r.effective_month as "effectiveMonth", r.started_by as "startedBy", r.started_at as "startedAt", r.reviewed
    from calibration_run r join scenario s on s.workspace_id = r.workspace_id and s.scenario_id = r.scenario_id
    where r.workspace_id = ${workspaceId} order by r.calibration_run_id desc limit 100`.execute(tx)
  return rows
}

/** The scenario that each of some runs looked through. */
export async function findRunScenarios(
  tx: WorkspaceTransaction,
  workspaceId: number,
  runIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ runId: number; scenarioId: number }>`select calibration_run_id as "runId",
      scenario_id as "scenarioId" from calibration_run
    where workspace_id = ${workspaceId} and calibration_run_id = any(${[...runIds]}::bigint[])`.execute(tx)
  return new Map(rows.map(({ runId, scenarioId }) => [runId, scenarioId]))
}

export type NewRun = Omit<RunRow, 'runId' | 'scenarioName'> & {
  readonly planId: number
  readonly period: string
}

/** Writes a run. @returns its id; null where the schedule has done that period already */
export async function insertRun(
  tx: WorkspaceTransaction,
  workspaceId: number,
  run: NewRun,
): Promise<number | null> {
  const { rows } = await sql<{
    id: number
  }>`insert into calibration_run (workspace_id, plan_id, scenario_id, cadence,
      period, by_hand, as_of, effective_month, reviewed, started_by, started_at)
    values (${workspaceId}, ${run.planId}, ${run.scenarioId}, ${run.cadence}, ${run.period}, ${run.byHand}, ${run.asOf},
      ${run.effectiveMonth}, ${JSON.stringify(run.reviewed)}::jsonb, ${run.startedBy}, ${run.startedAt})
    on conflict do nothing returning calibration_run_id as id`.execute(tx)
  return rows[0]?.id ?? null
}

/** Whether the schedule has looked through a plan for a period. */
export async function hasRun(
  tx: WorkspaceTransaction,
  workspaceId: number,
  run: { readonly planId: number; readonly cadence: Cadence; readonly period: string },
): Promise<boolean> {
  const { rows } = await sql<{ found: number }>`select 1 as found from calibration_run
    where workspace_id = ${workspaceId} and plan_id = ${run.planId} and cadence = ${run.cadence}
      and period = ${run.period} and not by_hand`.execute(tx)
  return rows.length > 0
}

/** Notes how many proposals a run made. */
export async function countFound(
  tx: WorkspaceTransaction,
  workspaceId: number,
  runId: number,
  found: number,
): Promise<void> {
  await sql`update calibration_run set found = ${found}
    where workspace_id = ${workspaceId} and calibration_run_id = ${runId}`.execute(tx)
}
