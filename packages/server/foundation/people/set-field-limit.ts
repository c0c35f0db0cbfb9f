import {
  FIELD_ACTION,
  FIELD_ROLES,
  FIELDS,
  type FieldRole,
  type LimitedField,
  mayDo,
  ROLES,
} from '@salesloom/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'

/** Which role reads which limited field: what the workspace set, else the default. */
export async function findFieldLimits({ database, workspaceId }: CallContext) {
  const rows = await inWorkspace(database, workspaceId, (tx) =>
    tx
      .selectFrom('field_limit')
      .select(['role', 'field', 'readable'])
      .where('workspace_id', '=', workspaceId)
      .execute(),
  )
  const changed = new Map(rows.map((row) => [`${row.role} ${row.field}`, row.readable]))
  return ROLES.flatMap((role) =>
    FIELDS.map((field) => ({
      role,
      field,
      readable: changed.get(`${role} ${field}`) ?? mayDo(role, FIELD_ACTION[field]),
      configurable: FIELD_ROLES.some((configurable) => configurable === role),
    })),
  )
}

/** Opens or closes a field for a role. */
export async function setFieldLimit(
  context: CallContext,
  input: { role: FieldRole; field: LimitedField; readable: boolean },
) {
  const { database, workspaceId, clock } = context
  const { role, field, readable } = input
  return inWorkspace(database, workspaceId, async (tx) => {
    const before = await tx
      .selectFrom('field_limit')
      .select('readable')
      .where('workspace_id', '=', workspaceId)
      .where('role', '=', role)
      .where('field', '=', field)
      .executeTakeFirst()
    await tx
      .insertInto('field_limit')
      .values({ workspace_id: workspaceId, role, field, readable })
      .onConflict((conflict) =>
        conflict
          .columns(['workspace_id', 'role', 'field'])
          .doUpdateSet((set) => ({ readable: set.ref('excluded.readable') })),
      )
      .execute()
    await recordAudit(tx, context, {
      action: 'people.setFieldLimit',
      subject: `field:${field}`,
      before: { role, readable: before?.readable ?? mayDo(role, FIELD_ACTION[field]) },
      after: { role, readable },
    })
    await emit(tx, workspaceId, { name: 'people.changed', payload: { role, field } }, clock.now())
    return input
  })
}
