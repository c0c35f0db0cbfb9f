import { auditActionsWith, auditSubjectsWith } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** What of the trail is asked for; each part narrows it further. */
export type AuditFilter = {
  search?: string | undefined
  actor?: string | undefined
  action?: string | undefined
  subject?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export type AuditRow = {
  auditEntryId: number
  at: string
  actor: string
  standingInFor: string | null
  action: string
  subject: string
  before: unknown
  after: unknown
}

/** A text that stands for itself in a pattern. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`)
}

/** One action by its name, or with `.*` all of a part: `session.*` is every sign-in. */
function isAction(action: string): RawBuilder<boolean> {
  if (!action.endsWith('.*')) return sql<boolean>`a.action = ${action}`
  return sql<boolean>`a.action like ${`${literal(action.slice(0, -1))}%`}`
}

/** The entries of a filter, as a condition on `audit_entry a`; days are those of the workspace's calendar. */
export function entriesOf(workspaceId: number, filter: AuditFilter): RawBuilder<boolean> {
  const zone = sql`(select time_zone from workspace where workspace_id = ${workspaceId})`
  const text = `%${literal(filter.search ?? '')}%`
  const parts = [sql<boolean>`a.workspace_id = ${workspaceId}`]
  if (filter.search !== undefined)
    parts.push(sql<boolean>`(a.actor_name ilike ${text} or a.standing_in_for ilike ${text} or a.subject ilike ${text}
      or a.action ilike ${text} or a.action = any(${auditActionsWith(filter.search)}::text[])
      or split_part(a.subject, ':', 1) = any(${auditSubjectsWith(filter.search)}::text[]))`)
  if (filter.actor !== undefined) parts.push(sql<boolean>`a.actor_name = ${filter.actor}`)
  if (filter.action !== undefined) parts.push(isAction(filter.action))
  if (filter.subject !== undefined) parts.push(sql<boolean>`a.subject = ${filter.subject}`)
  if (filter.from !== undefined)
    parts.push(sql<boolean>`(a.at at time zone ${zone})::date >= ${filter.from}::date`)
  if (filter.to !== undefined)
    parts.push(sql<boolean>`(a.at at time zone ${zone})::date <= ${filter.to}::date`)
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** What an entry is read as. */
export const ENTRY = sql`a.audit_entry_id as "auditEntryId", a.at, a.actor_name as actor,
  a.standing_in_for as "standingInFor", a.action, a.subject, a.before, a.after`

/** The trail, newest first, by text, actor, action, subject and days. */
export async function findAuditEntries(
  context: CallContext,
  input: AuditFilter & { page: number; pageSize: number },
) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const filter = entriesOf(workspaceId, input)
    const count = await sql<{
      total: number
    }>`select count(*) as total from audit_entry a where ${filter}`.execute(tx)
    const { rows } = await sql<AuditRow>`
      select ${ENTRY} from audit_entry a where ${filter} order by a.audit_entry_id desc
      limit ${input.pageSize} offset ${(input.page - 1) * input.pageSize}`.execute(tx)
    return { total: count.rows[0]?.total ?? 0, rows }
  })
}

/** Who acted and which actions there are, for choosing a filter. */
export async function findAuditChoices({ database, workspaceId }: CallContext) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const actors = await sql<{ actor: string }>`
      select distinct actor_name as actor from audit_entry where workspace_id = ${workspaceId} order by 1 limit 500`.execute(
      tx,
    )
    const actions = await sql<{ action: string }>`
      select distinct action from audit_entry where workspace_id = ${workspaceId} order by 1 limit 500`.execute(
      tx,
    )
    return {
      actors: actors.rows.map((row) => row.actor),
      actions: actions.rows.map((row) => row.action),
    }
  })
}
