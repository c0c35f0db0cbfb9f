import { ROLES, type Role } from '@salesloom/contract'
import { sql } from 'kysely'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { authorityOf, readLimits } from '../../../foundation/authority/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { isWithin } from '../response/people.ts'
import { findGrants, type GrantRow } from './grant.store.ts'

function stateOf({ from, until, revokedOn }: GrantRow, today: string) {
  if (revokedOn !== null && revokedOn <= today) return 'revoked' as const
  if (until < today) return 'expired' as const
  return from > today ? ('coming' as const) : ('active' as const)
}

/** What each role may give without asking, what the caller may today, and the grants of the caller's part. */
export async function getAuthority(context: CallContext) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const { limits, version } = await readLimits(tx, workspaceId)
    const everything = { customerId: null, productId: null }
    const { limitPercent } = await authorityOf(tx, context, everything, today)
    const grants = []
    for (const { grantedById: _, personId, ...grant } of await findGrants(tx, workspaceId)) {
      if (!(await isWithin(tx, context, personId, today))) continue
      const state = stateOf({ ...grant, personId, grantedById: _ }, today)
      grants.push({ ...grant, customers: [...grant.customers], products: [...grant.products], state })
    }
    return {
      today,
      version,
      limits: ROLES.map((role) => ({ role, percent: limits[role] })),
      own: limitPercent,
      grants,
    }
  })
}

export type LimitsInput = {
  readonly version: number
  readonly limits: readonly { readonly role: Role; readonly percent: number }[]
}

/** Sets what each role may give without asking, over the version that was read. @throws AppError `versionConflict` */
export async function setDiscountLimits(context: CallContext, { version, limits }: LimitsInput) {
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const before = await readLimits(tx, workspaceId)
    const after = Object.fromEntries(limits.map(({ role, percent }) => [role, percent]))
    const { rows } = await sql<{ version: number }>`insert into discount_limit as d
        (workspace_id, limits, version, saved_by, saved_at)
      values (${workspaceId}, ${JSON.stringify(after)}::jsonb, 1, ${actor.name}, ${clock.now().toISOString()})
      on conflict (workspace_id) do update set limits = excluded.limits, version = d.version + 1,
        saved_by = excluded.saved_by, saved_at = excluded.saved_at where d.version = ${version}
      returning version`.execute(tx)
    const saved = rows[0]?.version
    if (saved !== version + 1)
      throw new AppError('versionConflict', { who: before.savedBy, theirs: before.version, yours: version })
    await recordAudit(tx, context, {
      action: 'monitoring.setDiscountLimits',
      subject: 'discountLimit:all',
      before: before.limits,
      after,
    })
    return { version: saved }
  })
}
