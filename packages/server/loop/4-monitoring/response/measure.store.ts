import type { Slice } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'

export type MonthAmount = { readonly month: string; readonly amount: number }
export type MeasureState = 'planned' | 'running' | 'done' | 'dropped'
export type MeasureKind =
  | 'serviceBundle'
  | 'pricing'
  | 'coaching'
  | 'campaign'
  | 'differentiation'
  | 'authority'
  | 'reassignment'
  | 'budget'
  | 'targets'
  | 'other'

export type MeasureTerms = {
  readonly kind: MeasureKind
  readonly term: 'short' | 'long'
  readonly title: string
  readonly ownerId: number
  readonly dueOn: string
  readonly cost: number
  readonly slice: Partial<Omit<Slice, 'from' | 'to'>>
  readonly expected: readonly MonthAmount[]
}

/** What a step of the system did, in words. */
export type Step = { readonly text: { readonly zh: string; readonly en: string } }

export type MeasureRow = MeasureTerms & {
  readonly measureId: number
  readonly responseId: number
  readonly state: MeasureState
  readonly beganOn: string | null
  /** what had been projected for its slice when it began, over the days from then on */
  readonly projected: readonly MonthAmount[] | null
  readonly step: Step | null
  readonly version: number
}

const COLUMNS = sql`response_measure_id as "measureId", response_id as "responseId", kind, term, title,
  owner_id as "ownerId", due_on as "dueOn", cost::float8 as cost, slice, expected, state, began_on as "beganOn", projected,
  step, version`

/** Measures of some responses, in the order in which they were added. */
export async function findMeasures(
  tx: WorkspaceTransaction,
  workspaceId: number,
  responseIds: readonly number[],
): Promise<MeasureRow[]> {
  const { rows } = await sql<MeasureRow>`select ${COLUMNS} from response_measure
    where workspace_id = ${workspaceId} and response_id = any(${[...responseIds]}::bigint[])
    order by response_measure_id`.execute(tx)
  return rows
}

/** A measure, held. @throws AppError `notFound` */
export async function holdMeasure(
  tx: WorkspaceTransaction,
  workspaceId: number,
  measureId: number,
): Promise<MeasureRow> {
  const { rows } = await sql<MeasureRow>`select ${COLUMNS} from response_measure
    where workspace_id = ${workspaceId} and response_measure_id = ${measureId} for update`.execute(tx)
  if (rows[0] === undefined) throw new AppError('notFound', { what: 'measure', id: measureId })
  return rows[0]
}

type NewMeasure = MeasureTerms & {
  readonly responseId: number
  readonly state?: MeasureState
  readonly beganOn?: string
  readonly step?: Step
}

/** Adds a measure. @returns its id */
export async function insertMeasure(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { responseId, state = 'planned', beganOn, step, ...terms }: NewMeasure,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into response_measure
      (workspace_id, response_id, kind, term, title, owner_id, due_on, cost, slice, expected, state, began_on, step)
    values (${workspaceId}, ${responseId}, ${terms.kind}, ${terms.term}, ${terms.title}, ${terms.ownerId}, ${terms.dueOn},
      ${terms.cost}, ${JSON.stringify(terms.slice)}::jsonb, ${JSON.stringify(terms.expected)}::jsonb, ${state},
      ${beganOn ?? null}, ${step === undefined ? null : JSON.stringify(step)}::jsonb)
    returning response_measure_id as id`.execute(tx)
  return rows[0]?.id ?? 0
}

/** Saves a measure that is held. @returns the new version */
export async function updateMeasure(
  tx: WorkspaceTransaction,
  workspaceId: number,
  measure: Omit<MeasureRow, 'responseId' | 'step' | 'version'>,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`update response_measure set kind = ${measure.kind},
      term = ${measure.term}, title = ${measure.title}, owner_id = ${measure.ownerId}, due_on = ${measure.dueOn},
      cost = ${measure.cost}, slice = ${JSON.stringify(measure.slice)}::jsonb,
      expected = ${JSON.stringify(measure.expected)}::jsonb, state = ${measure.state}, began_on = ${measure.beganOn},
      projected = ${measure.projected === null ? null : JSON.stringify(measure.projected)}::jsonb, version = version + 1
    where workspace_id = ${workspaceId} and response_measure_id = ${measure.measureId} returning version`.execute(
    tx,
  )
  return rows[0]?.version ?? 0
}
