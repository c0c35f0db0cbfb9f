import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

export type CascadeStateName =
  | 'waiting'
  | 'open'
  | 'proposed'
  | 'accepted'
  | 'disputed'
  | 'settled'
  | 'signed'

export type EntryKind =
  | 'published'
  | 'opened'
  | 'passedOn'
  | 'shifted'
  | 'accepted'
  | 'disputed'
  | 'proposed'
  | 'settled'
  | 'signed'
  | 'committed'
  | 'withdrawn'
  | 'comment'
  | 'reminded'
  | 'rules'
  | 'recalled'

/** A scenario that was published down, with its rules. */
export type CascadeRow = {
  readonly scenarioId: number
  readonly measure: string
  readonly dueOn: string
  readonly leastPercent: number
  readonly greatestPercent: number
  readonly shiftPercent: number
  readonly commitPer: 'year' | 'quarter'
  readonly publishedBy: string
  readonly publishedAt: string
  readonly version: number
  /** of its last day and limits */
  readonly rulesVersion: number
  readonly rulesChangedBy: string | null
  /** null while it holds */
  readonly withdrawn: Withdrawal | null
}

export type Withdrawal = { readonly at: string; readonly by: string; readonly reason: string }

/** Last day to answer, and how far a level may go. */
export type CascadeRules = Pick<CascadeRow, 'dueOn' | 'leastPercent' | 'greatestPercent' | 'shiftPercent'>

export type NodeRow = {
  readonly member: string
  readonly state: CascadeStateName
  readonly version: number
  /** null before the node passed its target on */
  readonly overPercent: number | null
  readonly shift: number
  readonly answeredAmount: number | null
  readonly changedBy: string
  readonly changedAt: string
  /** of this node alone; null where those of the cascade hold */
  readonly dueOn: string | null
  readonly limits: Omit<CascadeRules, 'dueOn'> | null
}

/** The rules that hold at a node. */
export function rulesAt(row: CascadeRules, node: Pick<NodeRow, 'dueOn' | 'limits'>): CascadeRules {
  const { leastPercent, greatestPercent, shiftPercent } = node.limits ?? row
  return { dueOn: node.dueOn ?? row.dueOn, leastPercent, greatestPercent, shiftPercent }
}

export type EntryRow = {
  readonly entryId: number
  readonly member: string
  readonly kind: EntryKind
  readonly amount: number | null
  readonly percent: number | null
  readonly note: string | null
  readonly by: string
  readonly at: string
}

export type NewEntry = {
  readonly member: string
  readonly kind: EntryKind
  readonly amount?: number | null
  readonly percent?: number | null
  readonly note?: string | null | undefined
}

/** The cascade of a scenario; null where there is none. `lock` keeps other writers waiting until the transaction ends. */
export async function getCascadeRow(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  lock = false,
): Promise<CascadeRow | null> {
  const { rows } = await sql<CascadeRow>`select scenario_id as "scenarioId", measure, due_on::text as "dueOn",
      least_percent::float8 as "leastPercent", greatest_percent::float8 as "greatestPercent",
      shift_percent::float8 as "shiftPercent", commit_per as "commitPer", published_by as "publishedBy",
      published_at as "publishedAt", version, rules_version as "rulesVersion",
      rules_changed_by as "rulesChangedBy", case when withdrawn_at is null then null
        else json_build_object('at', withdrawn_at, 'by', withdrawn_by, 'reason', withdrawn_reason) end as withdrawn
    from target_cascade where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}
    ${lock ? sql`for update` : sql``}`.execute(tx)
  return rows[0] ?? null
}

/** Scenarios that were published down, newest first; those that were withdrawn only where asked for. */
export async function findCascadeScenarios(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { withdrawn = false }: { readonly withdrawn?: boolean } = {},
): Promise<readonly number[]> {
  const { rows } = await sql<{ scenarioId: number }>`select scenario_id as "scenarioId" from target_cascade
    where workspace_id = ${workspaceId} and (withdrawn_at is null or ${withdrawn}) order by scenario_id desc`.execute(
    tx,
  )
  return rows.map(({ scenarioId }) => scenarioId)
}

/** Writes a cascade that begins; one that was withdrawn begins again, and no node has rules of its own any more. */
export async function putCascade(
  tx: WorkspaceTransaction,
  workspaceId: number,
  row: Omit<CascadeRow, 'version' | 'rulesVersion' | 'rulesChangedBy' | 'withdrawn'>,
): Promise<void> {
  await sql`insert into target_cascade (workspace_id, scenario_id, measure, due_on, least_percent, greatest_percent,
      shift_percent, commit_per, published_by, published_at)
    values (${workspaceId}, ${row.scenarioId}, ${row.measure}, ${row.dueOn}, ${row.leastPercent},
      ${row.greatestPercent}, ${row.shiftPercent}, ${row.commitPer}, ${row.publishedBy}, ${row.publishedAt})
    on conflict (workspace_id, scenario_id) do update set measure = excluded.measure, due_on = excluded.due_on,
      least_percent = excluded.least_percent, greatest_percent = excluded.greatest_percent,
      shift_percent = excluded.shift_percent, commit_per = excluded.commit_per,
      published_by = excluded.published_by, published_at = excluded.published_at,
      version = target_cascade.version + 1, rules_version = target_cascade.rules_version + 1,
      rules_changed_by = excluded.published_by, withdrawn_at = null, withdrawn_by = null,
      withdrawn_reason = null`.execute(tx)
  await sql`update cascade_node set due_on = null, least_percent = null, greatest_percent = null, shift_percent = null
    where workspace_id = ${workspaceId} and scenario_id = ${row.scenarioId}`.execute(tx)
}

/** Writes the rules of a cascade, or of one node of it, and makes earlier views of them old. */
export async function writeRules(
  tx: WorkspaceTransaction,
  { workspaceId, actor }: CallContext,
  scenarioId: number,
  member: string | null,
  { dueOn, leastPercent, greatestPercent, shiftPercent }: CascadeRules,
): Promise<void> {
  if (member !== null)
    await sql`update cascade_node set due_on = ${dueOn}, least_percent = ${leastPercent},
        greatest_percent = ${greatestPercent}, shift_percent = ${shiftPercent}
      where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and member = ${member}`.execute(tx)
  else
    await sql`update target_cascade set due_on = ${dueOn}, least_percent = ${leastPercent},
        greatest_percent = ${greatestPercent}, shift_percent = ${shiftPercent}
      where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}`.execute(tx)
  await sql`update target_cascade set version = version + 1, rules_version = rules_version + 1,
      rules_changed_by = ${actor.name}
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}`.execute(tx)
}

/** Says that a cascade does not hold any more. */
export async function writeWithdrawal(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  scenarioId: number,
  reason: string,
): Promise<void> {
  await sql`update target_cascade set withdrawn_at = ${clock.now().toISOString()}, withdrawn_by = ${actor.name},
      withdrawn_reason = ${reason}, version = version + 1
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}`.execute(tx)
}

/** Makes earlier views of a cascade old. */
export async function touchCascade(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<void> {
  await sql`update target_cascade set version = version + 1
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}`.execute(tx)
}

export async function findNodeRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<ReadonlyMap<string, NodeRow>> {
  const { rows } =
    await sql<NodeRow>`select member, state, version, over_percent::float8 as "overPercent", shift,
      answered_amount as "answeredAmount", changed_by as "changedBy", changed_at as "changedAt",
      due_on::text as "dueOn", case when least_percent is null then null else json_build_object(
        'leastPercent', least_percent::float8, 'greatestPercent', greatest_percent::float8,
        'shiftPercent', shift_percent::float8) end as limits
    from cascade_node where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}`.execute(tx)
  return new Map(rows.map((row) => [row.member, row]))
}

export type NodeWrite = Pick<NodeRow, 'member' | 'state' | 'overPercent' | 'shift' | 'answeredAmount'>

/** Writes nodes, each with its next version. */
export async function putNodes(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  scenarioId: number,
  nodes: readonly NodeWrite[],
): Promise<void> {
  const column = <K extends keyof NodeWrite>(name: K) => nodes.map((node) => node[name])
  await sql`insert into cascade_node as n (workspace_id, scenario_id, member, state, over_percent, shift,
      answered_amount, changed_by, changed_at)
    select ${workspaceId}, ${scenarioId}, c.member, c.state, c.over_percent, c.shift, c.answered_amount,
      ${actor.name}, ${clock.now().toISOString()}
    from unnest(${column('member')}::text[], ${column('state')}::text[], ${column('overPercent')}::numeric[],
      ${column('shift')}::bigint[], ${column('answeredAmount')}::bigint[])
      c (member, state, over_percent, shift, answered_amount)
    on conflict (workspace_id, scenario_id, member) do update set state = excluded.state,
      over_percent = excluded.over_percent, shift = excluded.shift, answered_amount = excluded.answered_amount,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = n.version + 1`.execute(tx)
}

/** Adds lines to the ledger; it is never changed. */
export async function addEntries(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  scenarioId: number,
  entries: readonly NewEntry[],
): Promise<void> {
  const column = <T>(pick: (entry: NewEntry) => T) => entries.map(pick)
  await sql`insert into cascade_entry (workspace_id, scenario_id, member, kind, amount, percent, note, by_user, by_name, at)
    select ${workspaceId}, ${scenarioId}, c.member, c.kind, c.amount, c.percent, c.note, ${actor.userId},
      ${actor.name}, ${clock.now().toISOString()}
    from unnest(${column(({ member }) => member)}::text[], ${column(({ kind }) => kind)}::text[],
      ${column(({ amount }) => amount ?? null)}::bigint[], ${column(({ percent }) => percent ?? null)}::numeric[],
      ${column(({ note }) => note ?? null)}::text[]) c (member, kind, amount, percent, note)`.execute(tx)
}

/** Lines of the ledger, oldest first: of the members given. */
export async function findEntryRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  members: readonly string[],
): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select cascade_entry_id as "entryId", member, kind, amount,
      percent::float8 as percent, note, by_name as "by", at
    from cascade_entry where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}
      and member = any(${[...members]}::text[])
    order by cascade_entry_id`.execute(tx)
  return rows
}

/** What every member had received when a cascade was withdrawn last; nothing of one that was withdrawn before that was kept. */
export async function findRecalled(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ member: string; amount: number }>`
    select distinct on (member) member, amount from cascade_entry
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and kind = 'recalled' and amount is not null
    order by member, cascade_entry_id desc`.execute(tx)
  return new Map(rows.map(({ member, amount }) => [member, amount]))
}

/** When any of some members was reminded last; null where none ever was. */
export async function lastReminder(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  members: readonly string[],
): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`select max(at) as at from cascade_entry
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and kind = 'reminded'
      and member = any(${[...members]}::text[])`.execute(tx)
  return rows[0]?.at ?? null
}

export type CommitmentRow = { readonly member: string; readonly period: string; readonly amount: number }

export async function findCommitments(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<readonly CommitmentRow[]> {
  const { rows } = await sql<CommitmentRow>`select member, period, amount from cascade_commitment
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} order by member, period`.execute(tx)
  return rows
}

/** Replaces what a member committed to. */
export async function putCommitments(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  member: string,
  periods: ReadonlyArray<{ readonly period: string; readonly amount: number }>,
): Promise<void> {
  await sql`delete from cascade_commitment where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}
    and member = ${member}`.execute(tx)
  if (periods.length === 0) return
  await sql`insert into cascade_commitment (workspace_id, scenario_id, member, period, amount)
    select ${workspaceId}, ${scenarioId}, ${member}, c.period, c.amount
    from unnest(${periods.map(({ period }) => period)}::text[], ${periods.map(({ amount }) => amount)}::bigint[])
      c (period, amount)`.execute(tx)
}
