import { fieldOf, type ImportMapping, kindOf } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { SHIPPED_TEMPLATES, type Template } from './shipped-templates.ts'

type Row = {
  readonly id: number
  readonly name: string
  readonly mapping: ImportMapping
  readonly updated_by: string
  readonly updated_at: string
}

type Known = Template & { readonly updatedBy: string | null; readonly updatedAt: string | null }

/** The workspace's own templates, then the shipped ones. */
export async function readTemplates(tx: WorkspaceTransaction, workspaceId: number): Promise<Known[]> {
  const { rows } = await sql<Row>`select import_template_id as id, name, mapping, updated_by, updated_at
    from import_template where workspace_id = ${workspaceId} order by name`.execute(tx)
  const own = rows.map((row) => ({
    templateId: String(row.id),
    name: row.name,
    shipped: false,
    mapping: row.mapping,
    updatedBy: row.updated_by,
    updatedAt: new Date(row.updated_at).toISOString(),
  }))
  return [...own, ...SHIPPED_TEMPLATES.map((one) => ({ ...one, updatedBy: null, updatedAt: null }))]
}

export async function findTemplates(context: CallContext) {
  const templates = await inWorkspace(context.database, context.workspaceId, (tx) =>
    readTemplates(tx, context.workspaceId),
  )
  return templates.map(({ templateId, name, shipped, mapping, updatedBy, updatedAt }) => ({
    templateId,
    name,
    shipped,
    kind: mapping.kind,
    columns: mapping.columns.filter(({ field }) => field !== null).map(({ header }) => header),
    updatedBy,
    updatedAt,
  }))
}

/** A template remembers what names of the file stand for; a record to be made is made once and not remembered. */
function remembered(mapping: ImportMapping): ImportMapping {
  const kind = kindOf(mapping.kind)
  const links = Object.entries(mapping.links)
    .filter(([name]) => fieldOf(kind, name) !== null)
    .map(([name, decisions]) => [
      name,
      Object.fromEntries(Object.entries(decisions).filter(([, { action }]) => action !== 'create')),
    ])
  // The next file is read as it is, not as this one was.
  const reading = { encoding: null, separator: null, sheet: null, headerRow: null }
  return { ...mapping, reading, links: Object.fromEntries(links) }
}

/** Keeps a mapping with its decisions under a name; the same name again replaces it. */
export async function saveTemplate(context: CallContext, input: { name: string; mapping: ImportMapping }) {
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const mapping = JSON.stringify(remembered(input.mapping))
    const { rows } = await sql<{ id: number }>`
      insert into import_template (workspace_id, name, kind, mapping, updated_by, updated_at)
      values (${workspaceId}, ${input.name}, ${input.mapping.kind}, ${mapping}::jsonb, ${actor.name}, ${clock.now().toISOString()})
      on conflict (workspace_id, name) do update set kind = excluded.kind, mapping = excluded.mapping,
        updated_by = excluded.updated_by, updated_at = excluded.updated_at
      returning import_template_id as id`.execute(tx)
    const templateId = String(rows[0]?.id)
    await recordAudit(tx, context, {
      action: 'imports.saveTemplate',
      subject: `importTemplate:${templateId}`,
      after: { name: input.name, kind: input.mapping.kind },
    })
    return { templateId }
  })
}

export async function removeTemplate(context: CallContext, { templateId }: { templateId: string }) {
  const { database, workspaceId } = context
  if (!/^\d{1,15}$/.test(templateId)) throw new AppError('notFound', { what: 'template', id: templateId })
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<{ name: string }>`delete from import_template
      where workspace_id = ${workspaceId} and import_template_id = ${Number(templateId)} returning name`.execute(
      tx,
    )
    if (rows[0] === undefined) throw new AppError('notFound', { what: 'template', id: templateId })
    await recordAudit(tx, context, {
      action: 'imports.removeTemplate',
      subject: `importTemplate:${templateId}`,
      before: { name: rows[0].name },
    })
    return { removed: true }
  })
}
