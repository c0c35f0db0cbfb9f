import type { KindName } from '@salesloom/contract'
import { sql } from 'kysely'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

const instant = (value: string) => new Date(value).toISOString()

type PeriodRow = {
  closed_period_id: number
  first_day: string
  last_day: string
  closed_at: string
  closed_by: string
  reopened_at: string | null
  reopened_by: string | null
  restatements: number
}

/** Closed periods, newest first, with how much changed in each since. */
export async function findPeriods({ database, workspaceId }: CallContext) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<PeriodRow>`
      select p.*, (select count(*)::int from restatement r where r.workspace_id = ${workspaceId}
        and r.closed_period_id = p.closed_period_id) as restatements
      from closed_period p where p.workspace_id = ${workspaceId} order by p.first_day desc, p.closed_period_id desc`.execute(
      tx,
    )
    return rows.map((row) => ({
      closedPeriodId: row.closed_period_id,
      from: row.first_day,
      to: row.last_day,
      closedAt: instant(row.closed_at),
      closedBy: row.closed_by,
      reopenedAt: row.reopened_at === null ? null : instant(row.reopened_at),
      reopenedBy: row.reopened_by,
      restatements: row.restatements,
    }))
  })
}

/** What changed inside a period after it was closed, newest first. */
export async function findRestatements(
  { database, workspaceId }: CallContext,
  input: { closedPeriodId: number; page: number; pageSize: number },
) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const all = tx
      .selectFrom('restatement')
      .where('workspace_id', '=', workspaceId)
      .where('closed_period_id', '=', input.closedPeriodId)
    const { total } = await all
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const rows = await all
      .selectAll()
      .orderBy('restatement_id', 'desc')
      .limit(input.pageSize)
      .offset((input.page - 1) * input.pageSize)
      .execute()
    return {
      total: Number(total),
      rows: rows.map((row) => ({
        restatementId: row.restatement_id,
        kind: row.kind as KindName,
        entryId: row.entry_id,
        day: row.day,
        change: row.change as 'added' | 'changed' | 'removed' | 'restored',
        amountBefore: row.amount_before,
        amountAfter: row.amount_after,
        at: instant(row.at),
        by: row.by_name,
      })),
    }
  })
}
