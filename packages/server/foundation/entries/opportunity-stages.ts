import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { type Prepared, valueAfter } from './prepared.ts'
import { type EntryFailure, failure } from './read-values.ts'
import type { WrittenEntry } from './write-rows.ts'

type Stage = {
  readonly stage_id: number
  readonly name_zh: string
  readonly name_en: string
  readonly pipeline_id: number
  readonly outcome: 'open' | 'won' | 'lost'
  readonly probability: string
}

async function stagesOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  ids: readonly number[],
): Promise<Map<number, Stage>> {
  const { rows } = await sql<Stage>`
    select pipeline_stage_id as stage_id, name_zh, name_en, pipeline_id, outcome, probability from pipeline_stage
    where workspace_id = ${workspaceId} and pipeline_stage_id = any(${[...ids]}::bigint[])`.execute(tx)
  return new Map(rows.map((row) => [Number(row.stage_id), row]))
}

function closingDay(entry: Prepared, outcome: Stage['outcome'], today: string): string | null {
  if (outcome === 'open') return null
  const said = entry.columns.get('closed_on') ?? entry.before?.['closed_on']
  if (typeof said === 'string') return said
  const expected = valueAfter(entry, 'expected_close_on')
  return typeof expected === 'string' && expected <= today ? expected : today
}

function applyStage(entry: Prepared, stage: Stage, today: string): void {
  const { columns } = entry
  columns.set('pipeline_id', stage.pipeline_id)
  columns.set('outcome', stage.outcome)
  columns.set('closed_on', closingDay(entry, stage.outcome, today))
  // A deal that is decided has no chance but its outcome; an open one takes the stage's unless somebody says otherwise.
  if (stage.outcome !== 'open') columns.set('probability', stage.outcome === 'won' ? '1' : '0')
  else if (!columns.has('probability')) columns.set('probability', stage.probability)
}

/** What the stage where a deal stands has decided stays so, whatever else is said: no won deal is without its day. */
function keepStage(entry: Prepared, stage: Stage, today: string): void {
  const { columns } = entry
  if (columns.has('pipeline_id')) columns.set('pipeline_id', stage.pipeline_id)
  if (columns.has('closed_on')) columns.set('closed_on', closingDay(entry, stage.outcome, today))
  if (columns.has('probability') && stage.outcome !== 'open')
    columns.set('probability', stage.outcome === 'won' ? '1' : '0')
}

/** A deal under way has no closing day: one that is given is refused, not dropped without a word. */
function closedWhileOpen(entry: Prepared, stage: Stage): EntryFailure | null {
  const closed = entry.columns.get('closed_on')
  if (stage.outcome !== 'open' || typeof closed !== 'string') return null
  const names = { stageZh: stage.name_zh, stageEn: stage.name_en }
  return failure(entry.index, 'closedOn', closed, 'closedWhileOpen', names)
}

const DECIDED = ['stage_id', 'pipeline_id', 'closed_on', 'probability']

/** A stage decides pipeline, outcome, closing day and probability. @returns what contradicts it */
export async function applyStages(
  tx: WorkspaceTransaction,
  workspaceId: number,
  entries: readonly Prepared[],
  today: string,
): Promise<EntryFailure[]> {
  const touched = entries.filter(({ columns }) => DECIDED.some((column) => columns.has(column)))
  const ids = touched.map((entry) => Number(valueAfter(entry, 'stage_id') ?? 0))
  if (touched.length === 0) return []
  const failures: EntryFailure[] = []
  const stages = await stagesOf(tx, workspaceId, ids)
  for (const [i, entry] of touched.entries()) {
    const stage = stages.get(ids[i] as number)
    if (stage === undefined) continue
    const refused = closedWhileOpen(entry, stage)
    if (refused !== null) failures.push(refused)
    if (Number(entry.before?.['stage_id'] ?? 0) === ids[i]) keepStage(entry, stage, today)
    else applyStage(entry, stage, today)
  }
  return failures
}

/** When a new stage began: for what is recorded now, now; for history that arrives, the day that the entry says. */
function movedAt(entry: WrittenEntry, now: Date): string {
  if (entry.before !== null) return now.toISOString()
  const closed = entry.columns.get('outcome') === 'open' ? null : entry.columns.get('closed_on')
  const day = String(closed ?? entry.columns.get('day'))
  return `${day}T12:00:00.000Z` < now.toISOString() ? `${day}T12:00:00.000Z` : now.toISOString()
}

/** Every change of stage becomes an event, every change of amount, date, chance or owner a revision: the history of the deal. */
export async function recordHistory(
  tx: WorkspaceTransaction,
  workspaceId: number,
  source: string,
  entries: readonly WrittenEntry[],
  now: Date,
): Promise<void> {
  const changed = (entry: WrittenEntry, column: string) =>
    entry.columns.has(column) && (entry.columns.get(column) ?? null) !== (entry.before?.[column] ?? null)
  const rowOf = (entry: WrittenEntry) => ({
    opportunity_id: entry.id,
    stage_id: valueAfter(entry, 'stage_id'),
    person_id: valueAfter(entry, 'person_id'),
    amount: valueAfter(entry, 'amount'),
    expected_close_on: valueAfter(entry, 'expected_close_on'),
    probability: valueAfter(entry, 'probability'),
    happened_at: movedAt(entry, now),
    external_id: `${entry.externalId} v${Number(entry.before?.version ?? 0) + 1}`,
  })
  const moved = entries.filter((entry) => changed(entry, 'stage_id')).map(rowOf)
  const revised = entries
    .filter((entry) =>
      ['amount', 'expected_close_on', 'probability', 'stage_id', 'person_id'].some((c) => changed(entry, c)),
    )
    .map(rowOf)
  const at = now.toISOString()
  // Clocks of other systems may be ahead: what is changed now comes after all that is on record.
  const happenedAt = sql`greatest(r.happened_at, (select max(n.happened_at) from stage_event n
    where n.workspace_id = ${workspaceId} and n.opportunity_id = r.opportunity_id and n.removed_at is null))`
  const columns = sql`opportunity_id bigint, stage_id bigint, person_id bigint, amount numeric, expected_close_on date,
    probability numeric, happened_at timestamptz, external_id text`
  if (moved.length > 0)
    await sql`insert into stage_event (workspace_id, source, external_id, opportunity_id, stage_id, person_id, amount, happened_at, recorded_at, updated_at)
      select ${workspaceId}, ${`${source}:opportunity`}, r.external_id, r.opportunity_id, r.stage_id, r.person_id, r.amount, ${happenedAt}, ${at}, ${at}
      from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as r(${columns})
      on conflict (workspace_id, source, external_id) do nothing`.execute(tx)
  if (revised.length > 0)
    await sql`insert into opportunity_revision (workspace_id, source, external_id, opportunity_id, stage_id, person_id, amount, expected_close_on, probability, happened_at, recorded_at, updated_at)
      select ${workspaceId}, ${`${source}:opportunity`}, r.external_id, r.opportunity_id, r.stage_id, r.person_id, r.amount, r.expected_close_on, r.probability, ${happenedAt}, ${at}, ${at}
      from jsonb_to_recordset(${JSON.stringify(revised)}::jsonb) as r(${columns})
      on conflict (workspace_id, source, external_id) do nothing`.execute(tx)
}
