import { type KindName, kindOf } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { selectEntry } from './find-entries.ts'
import { nameLinks } from './name-links.ts'
import { readableFields } from './readable-fields.ts'

const MOST = 100

/** One entry with everything that was done to it, newest first. */
export async function getEntry(context: CallContext, input: { kind: KindName; id: number }) {
  const kind = kindOf(input.kind)
  if (kind.name === 'orderLine')
    throw new AppError('invalidInput', { field: 'kind', reason: 'seeOrderLines' })
  const hidden = new Set(
    kind.fields
      .filter((field) => !readableFields(context, kind).includes(field))
      .map((field) => field.column),
  )
  const shown = (values: unknown) =>
    typeof values === 'object' && values !== null
      ? Object.fromEntries(Object.entries(values).filter(([column]) => !hidden.has(column)))
      : null
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const row = await selectEntry(tx, context, kind, input.id)
    const trail = await tx
      .selectFrom('audit_entry')
      .select(['at', 'actor_name', 'action', 'before', 'after'])
      .where('workspace_id', '=', context.workspaceId)
      .where('subject', '=', `${kind.name}:${input.id}`)
      .orderBy('audit_entry_id', 'desc')
      .limit(MOST)
      .execute()
    const lines = trail.map((line) => ({
      at: new Date(line.at).toISOString(),
      actor: line.actor_name,
      action: line.action,
      before: shown(line.before),
      after: shown(line.after),
    }))
    return { row, trail: await nameLinks(tx, context.workspaceId, kind, lines) }
  })
}
