import type { GoalSlice, GoalTerms } from '@salesloom/contract'
import type { Grade, Milestone } from '@salesloom/engine/goals'
import { sql } from 'kysely'
import type { FindMetricUses } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { chainOf } from './goal-scope.ts'

export type GoalState = 'open' | 'reached' | 'missed' | 'abandoned'
export type GoalAction = { readonly text: string; readonly done: boolean }
export type SavedGrade = Pick<Grade, 'grade' | 'wanted' | 'value' | 'chance'>

/** A goal as it is kept. Figures are in the metric's own unit. */
export type GoalRow = {
  readonly goalId: number
  readonly sentence: string
  readonly metric: string
  readonly slice: GoalSlice
  readonly baseline: number
  readonly baselineFrom: string
  readonly baselineTo: string
  readonly target: number
  readonly grades: readonly SavedGrade[]
  readonly from: string
  readonly deadline: string
  readonly ownerId: number
  readonly ownerUnitId: number | null
  readonly objectiveId: number | null
  readonly actions: readonly GoalAction[]
  readonly shared: boolean
  readonly chance: number | null
  readonly state: GoalState
  readonly result: number | null
  readonly lesson: string | null
  readonly version: number
  readonly createdBy: string
  readonly createdAt: string
  readonly changedBy: string
  readonly changedAt: string
}

export type GoalContent = Omit<GoalTerms, 'actions'> & {
  readonly actions: readonly GoalAction[]
  readonly baseline: number
  readonly baselineFrom: string
  readonly baselineTo: string
  readonly grades: readonly SavedGrade[]
  readonly chance: number | null
  readonly ownerUnitId: number | null
}

type Raw = Record<string, unknown> & { product_id: number | null }

const COLUMNS = sql`goal_id, sentence, metric, product_id, region_id, customer_type_id, org_unit_id, person_id, baseline,
  baseline_from, baseline_to, target, grades, from_day, deadline, owner_id, owner_unit_id, objective_id, actions, shared,
  chance, state, result, lesson, version, created_by, created_at, changed_by, changed_at`

const PARTS = [
  ['productId', 'product_id'],
  ['regionId', 'region_id'],
  ['customerTypeId', 'customer_type_id'],
  ['orgUnitId', 'org_unit_id'],
  ['personId', 'person_id'],
] as const

function sliceIn(raw: Raw): GoalSlice {
  return Object.fromEntries(
    PARTS.flatMap(([part, column]) => (raw[column] === null ? [] : [[part, raw[column] as number]])),
  )
}

function rowOf(raw: Raw): GoalRow {
  const number = (value: unknown) => (value === null ? null : Number(value))
  return {
    goalId: raw['goal_id'] as number,
    sentence: raw['sentence'] as string,
    metric: raw['metric'] as string,
    slice: sliceIn(raw),
    baseline: Number(raw['baseline']),
    baselineFrom: raw['baseline_from'] as string,
    baselineTo: raw['baseline_to'] as string,
    target: Number(raw['target']),
    grades: raw['grades'] as SavedGrade[],
    from: raw['from_day'] as string,
    deadline: raw['deadline'] as string,
    ownerId: raw['owner_id'] as number,
    ownerUnitId: raw['owner_unit_id'] as number | null,
    objectiveId: raw['objective_id'] as number | null,
    actions: raw['actions'] as GoalAction[],
    shared: raw['shared'] as boolean,
    chance: raw['chance'] as number | null,
    state: raw['state'] as GoalState,
    result: number(raw['result']),
    lesson: raw['lesson'] as string | null,
    version: raw['version'] as number,
    createdBy: raw['created_by'] as string,
    createdAt: raw['created_at'] as string,
    changedBy: raw['changed_by'] as string,
    changedAt: raw['changed_at'] as string,
  }
}

/** Goals that the caller may see: all; or those of their people and units, and those shared with their unit. */
async function visibleGoals(tx: WorkspaceTransaction, context: CallContext, day: string) {
  const { visibility } = context
  if (visibility.whole) return sql<boolean>`true`
  const chain = await chainOf(tx, context, day)
  return sql<boolean>`(owner_id = any(${[...visibility.personIds]}::bigint[])
    or owner_unit_id = any(${[...visibility.orgUnitIds]}::bigint[])
    or (shared and owner_unit_id = any(${chain}::bigint[])))`
}

export async function findGoalRows(
  tx: WorkspaceTransaction,
  context: CallContext,
  states: readonly GoalState[],
  day: string,
): Promise<GoalRow[]> {
  const { rows } = await sql<Raw>`select ${COLUMNS} from goal
    where workspace_id = ${context.workspaceId} and state = any(${[...states]}::text[]) and ${await visibleGoals(tx, context, day)}
    order by deadline, goal_id limit 200`.execute(tx)
  return rows.map(rowOf)
}

/** A goal that the caller may see. @throws AppError `notFound`, also for one that they may not see */
export async function getGoalRow(
  tx: WorkspaceTransaction,
  context: CallContext,
  goalId: number,
  day: string,
  hold = false,
): Promise<GoalRow> {
  const { rows } = await sql<Raw>`select ${COLUMNS} from goal
    where workspace_id = ${context.workspaceId} and goal_id = ${goalId} and ${await visibleGoals(tx, context, day)}
    ${hold ? sql`for update` : sql``}`.execute(tx)
  const [raw] = rows
  if (raw === undefined) throw new AppError('notFound', { what: 'goal', id: goalId })
  return rowOf(raw)
}

function columnsOf(content: GoalContent) {
  const { slice } = content
  return {
    sentence: content.sentence,
    metric: content.metric,
    product_id: slice.productId ?? null,
    region_id: slice.regionId ?? null,
    customer_type_id: slice.customerTypeId ?? null,
    org_unit_id: slice.orgUnitId ?? null,
    person_id: slice.personId ?? null,
    baseline: String(content.baseline),
    baseline_from: content.baselineFrom,
    baseline_to: content.baselineTo,
    target: String(content.target),
    grades: JSON.stringify(content.grades),
    from_day: content.from,
    deadline: content.deadline,
    owner_id: content.ownerId,
    owner_unit_id: content.ownerUnitId,
    objective_id: content.objectiveId,
    actions: JSON.stringify(content.actions),
    shared: content.shared,
    chance: content.chance,
  }
}

export async function insertGoal(
  tx: WorkspaceTransaction,
  workspaceId: number,
  content: GoalContent,
  by: string,
  at: string,
): Promise<number> {
  const row = await tx
    .insertInto('goal')
    .values({
      workspace_id: workspaceId,
      ...columnsOf(content),
      created_by: by,
      created_at: at,
      changed_by: by,
      changed_at: at,
    })
    .returning('goal_id')
    .executeTakeFirstOrThrow()
  return row.goal_id
}

type Change =
  | { readonly content: GoalContent }
  | { readonly state: GoalState; readonly lesson: string; readonly result: number | null }

/** Writes a change under the next version. */
export async function changeGoal(
  tx: WorkspaceTransaction,
  workspaceId: number,
  row: GoalRow,
  change: Change,
  by: string,
  at: string,
): Promise<number> {
  const version = row.version + 1
  const values =
    'content' in change
      ? columnsOf(change.content)
      : {
          state: change.state,
          lesson: change.lesson,
          result: change.result === null ? null : String(change.result),
          closed_at: at,
        }
  await tx
    .updateTable('goal')
    .set({ ...values, version, changed_by: by, changed_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('goal_id', '=', row.goalId)
    .execute()
  return version
}

/** Puts the milestones of a goal in place of those it had. */
export async function putMilestones(
  tx: WorkspaceTransaction,
  workspaceId: number,
  goalId: number,
  milestones: readonly Milestone[],
): Promise<void> {
  await tx
    .deleteFrom('goal_milestone')
    .where('workspace_id', '=', workspaceId)
    .where('goal_id', '=', goalId)
    .execute()
  if (milestones.length === 0) return
  await tx
    .insertInto('goal_milestone')
    .values(
      milestones.map(({ day, value }) => ({
        workspace_id: workspaceId,
        goal_id: goalId,
        day,
        value: String(value),
      })),
    )
    .execute()
}

/** Milestones of some goals, in order. */
export async function findMilestones(
  tx: WorkspaceTransaction,
  workspaceId: number,
  goalIds: readonly number[],
): Promise<Map<number, Milestone[]>> {
  const { rows } = await sql<{ goal_id: number; day: string; value: string }>`
    select goal_id, day, value from goal_milestone
    where workspace_id = ${workspaceId} and goal_id = any(${[...goalIds]}::bigint[]) order by goal_id, day`.execute(
    tx,
  )
  const found = Map.groupBy(rows, ({ goal_id }) => goal_id)
  return new Map(
    [...found].map(([id, own]) => [id, own.map(({ day, value }) => ({ day, value: Number(value) }))]),
  )
}

export type CheckInRow = {
  readonly checkInId: number
  readonly goalId: number
  readonly day: string
  readonly value: number | null
  readonly confidence: number
  readonly note: string
  readonly by: string
  readonly at: string
}

/** Check-ins of some goals, the newest first. */
export async function findCheckIns(
  tx: WorkspaceTransaction,
  workspaceId: number,
  goalIds: readonly number[],
): Promise<CheckInRow[]> {
  const { rows } = await sql<Omit<CheckInRow, 'value'> & { value: string | null }>`
    select goal_check_in_id as "checkInId", goal_id as "goalId", day, value, confidence, note, by_name as by, at
    from goal_check_in where workspace_id = ${workspaceId} and goal_id = any(${[...goalIds]}::bigint[])
    order by goal_check_in_id desc`.execute(tx)
  return rows.map(({ value, ...row }) => ({ ...row, value: value === null ? null : Number(value) }))
}

/** Goals of a metric, by their sentences. */
export const goalsOfMetric: FindMetricUses = async (tx, workspaceId, code) => {
  const { rows } = await sql<{ name: string }>`select sentence as name from goal
    where workspace_id = ${workspaceId} and metric = ${code} order by goal_id`.execute(tx)
  return rows.map(({ name }) => ({ kind: 'goal', name }))
}
