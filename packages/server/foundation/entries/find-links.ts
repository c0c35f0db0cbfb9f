import { fieldOf, type KindName, kindOf } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { TARGETS, type Target } from './link-targets.ts'
import { visibleTargets } from './visible-entries.ts'

type Input = { kind: KindName; field: string; text: string; within?: number | undefined }
type Row = { id: number; zh: string; en: string; code: string | null }

const MOST = 30

function found(target: Target, text: string): RawBuilder<boolean> {
  const pattern = `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
  const searchable = target.table !== 'sales_order'
  const code = target.code === null ? sql`false` : sql`lower(${sql.ref(`t.${target.code}`)}) like ${pattern}`
  return sql<boolean>`(lower(${sql.ref(`t.${target.zh}`)}) like ${pattern} or lower(${sql.ref(`t.${target.en}`)}) like ${pattern}
    or ${code} or ${searchable ? sql`t.search_text like ${pattern}` : sql`false`})`
}

/** What a link may point to and the caller may see, those first whose name starts with the text. */
export async function findLinks(context: CallContext, input: Input) {
  const field = fieldOf(kindOf(input.kind), input.field)
  if (field === null || field.to === null) throw new AppError('unknownField', { field: input.field })
  const target = TARGETS[field.to]
  const { to } = field
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const start = `${input.text.trim().toLowerCase()}%`
    const { rows } = await sql<Row>`
      select ${sql.ref(`t.${target.key}`)} as id, ${sql.ref(`t.${target.zh}`)} as zh, ${sql.ref(`t.${target.en}`)} as en,
        ${target.code === null ? sql`null` : sql.ref(`t.${target.code}`)} as code
      from ${sql.table(target.table)} t
      where t.workspace_id = ${context.workspaceId} and ${target.removable ? sql`t.removed_at is null` : sql`true`}
        and ${to === 'stage' && input.within !== undefined ? sql`t.pipeline_id = ${input.within}` : sql`true`}
        and ${to === 'product' ? sql`t.kind = 'product'` : sql`true`}
        and ${visibleTargets(context, to)} and ${found(target, input.text)}
      order by (lower(${sql.ref(`t.${target.zh}`)}) like ${start} or lower(${sql.ref(`t.${target.en}`)}) like ${start}) desc,
        ${to === 'stage' ? sql.ref('t.ordinal') : sql.ref(`t.${target.zh}`)}, 1
      limit ${MOST}`.execute(tx)
    return rows.map((row) => ({ id: Number(row.id), name: { zh: row.zh, en: row.en }, code: row.code }))
  })
}
