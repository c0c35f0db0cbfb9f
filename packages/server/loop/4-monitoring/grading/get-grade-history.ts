import type { Grade } from '@salesloom/engine/grading'
import { sql } from 'kysely'
import { visibleCustomers } from '../../../foundation/entries/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

type Row = {
  customerId: number
  zh: string
  en: string
  from: Grade | null
  to: Grade
  cause: 'run' | 'override' | 'overrideEnded'
  reason: string | null
  byName: string
  at: string
}

/** Every grade that a customer of the caller's part has had, newest first. */
export async function getGradeHistory(context: CallContext, { customerId }: { readonly customerId: number }) {
  const { workspaceId } = context
  return readWorkspace(context.database, workspaceId, async (tx) => {
    const { rows } = await sql<Row>`
      select h.customer_id as "customerId", c.name_zh as zh, c.name_en as en, h.from_grade as "from", h.to_grade as "to",
        h.cause, h.reason, h.by_name as "byName",
        to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from grade_change h
      join customer c on c.workspace_id = h.workspace_id and c.customer_id = h.customer_id
      where h.workspace_id = ${workspaceId} and h.customer_id = ${customerId}
        and ${visibleCustomers(context, 'c.customer_id')}
      order by h.at desc, h.grade_change_id desc limit 200`.execute(tx)
    return rows.map(({ zh, en, ...row }) => ({ ...row, name: { zh, en } }))
  })
}
