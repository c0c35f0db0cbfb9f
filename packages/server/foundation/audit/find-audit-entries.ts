import { sql } from 'kysely'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

type Search = {
  search?: string | undefined
  action?: string | undefined
  from?: string | undefined
  to?: string | undefined
  page: number
  pageSize: number
}

type Row = {
  auditEntryId: number
  at: string
  actor: string
  action: string
  subject: string
  before: unknown
  after: unknown
}

function like(text: string | undefined): string {
  return `%${(text ?? '').replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
}

/** The trail, newest first, by text, action and days of the workspace's calendar. */
export async function findAuditEntries(context: CallContext, input: Search) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const zone = sql`(select time_zone from workspace where workspace_id = ${workspaceId})`
    const filter = sql`a.workspace_id = ${workspaceId}
      and (a.actor_name ilike ${like(input.search)} or a.subject ilike ${like(input.search)} or a.action ilike ${like(input.search)})
      and (${input.action ?? null}::text is null or a.action = ${input.action ?? null})
      and (${input.from ?? null}::date is null or (a.at at time zone ${zone})::date >= ${input.from ?? null}::date)
      and (${input.to ?? null}::date is null or (a.at at time zone ${zone})::date <= ${input.to ?? null}::date)`
    const count = await sql<{
      total: number
    }>`select count(*) as total from audit_entry a where ${filter}`.execute(tx)
    const { rows } = await sql<Row>`
      select a.audit_entry_id as "auditEntryId", a.at, a.actor_name as actor, a.action, a.subject, a.before, a.after
      from audit_entry a where ${filter} order by a.audit_entry_id desc
      limit ${input.pageSize} offset ${(input.page - 1) * input.pageSize}`.execute(tx)
    return { total: count.rows[0]?.total ?? 0, rows }
  })
}
