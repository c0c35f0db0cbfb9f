import { ROLES, type Role } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { isBeyond } from './discount.ts'

/** What a role gives without asking where nobody has said, percent. */
const USUAL: Readonly<Record<Role, number>> = {
  administrator: 40,
  director: 40,
  manager: 20,
  representative: 10,
  analyst: 0,
  respondent: 0,
  guest: 0,
}

export type RoleLimits = {
  readonly limits: Readonly<Record<Role, number>>
  readonly version: number
  /** who set them last; empty where nobody has */
  readonly savedBy: string
}

/** What each role may give without asking; version 0 where nobody has set it. */
export async function readLimits(tx: WorkspaceTransaction, workspaceId: number): Promise<RoleLimits> {
  const { rows } = await sql<{ limits: Partial<Record<Role, number>>; version: number; savedBy: string }>`
    select limits, version, saved_by as "savedBy" from discount_limit where workspace_id = ${workspaceId}`.execute(
    tx,
  )
  const saved = rows[0]
  return {
    limits: { ...USUAL, ...saved?.limits },
    version: saved?.version ?? 0,
    savedBy: saved?.savedBy ?? '',
  }
}

/** The lowest role whose own limit is enough for a quote, amounts as ledger text; null where none is. */
export function roleFor(
  limits: Readonly<Record<Role, number>>,
  { listAmount, amount }: { readonly listAmount: string; readonly amount: string },
): Role | null {
  return ROLES.toReversed().find((role) => !isBeyond(listAmount, amount, limits[role])) ?? null
}

/** What a quote is about. */
export type Quoted = { readonly customerId: number | null; readonly productId: number | null }

/** A limit in percent, and the grant that it comes from; null where it is the role's own. */
export type Authority = { readonly limitPercent: number; readonly grantId: number | null }

type Who = Pick<CallContext, 'workspaceId' | 'actor'>

/** A product with all above it, as the tree stands on a day. */
function upwards(workspaceId: number, productId: number | null, day: string) {
  return sql`(with recursive up as (
      select ${productId}::bigint as id
      union
      select p.parent_id from product_placement p join up on p.product_id = up.id
      where p.workspace_id = ${workspaceId} and p.parent_id is not null and p.valid_from <= ${day}
        and (p.valid_to is null or p.valid_to > ${day})
    ) select id from up)`
}

/** The best grant that a person holds on a day and that covers a quote. */
async function bestGrant(
  tx: WorkspaceTransaction,
  { workspaceId, actor }: Who,
  { customerId, productId }: Quoted,
  day: string,
): Promise<{ id: number; percent: number } | null> {
  if (actor.personId === null) return null
  const scope = (column: string) => sql`select 1 from authority_scope s where s.workspace_id = ${workspaceId}
    and s.authority_grant_id = g.authority_grant_id and ${sql.ref(column)} is not null`
  const { rows } = await sql<{ id: number; percent: number }>`
    select g.authority_grant_id as id, g.limit_percent::float8 as percent from authority_grant g
    where g.workspace_id = ${workspaceId} and g.person_id = ${actor.personId}
      and g.from_day <= ${day} and g.until_day >= ${day} and (g.revoked_on is null or g.revoked_on > ${day})
      and (not exists (${scope('s.customer_id')}) or exists (${scope('s.customer_id')} and s.customer_id = ${customerId}::bigint))
      and (not exists (${scope('s.product_id')}) or exists (${scope('s.product_id')}
        and s.product_id in ${upwards(workspaceId, productId, day)}))
    order by g.limit_percent desc, g.authority_grant_id limit 1`.execute(tx)
  return rows[0] ?? null
}

/** What a caller may give away on a quote on a day: their role's limit, or a grant that covers it and goes further. */
export async function authorityOf(
  tx: WorkspaceTransaction,
  who: Who,
  quoted: Quoted,
  day: string,
): Promise<Authority> {
  const { limits } = await readLimits(tx, who.workspaceId)
  const own = limits[who.actor.role]
  const grant = await bestGrant(tx, who, quoted, day)
  return grant !== null && grant.percent > own
    ? { limitPercent: grant.percent, grantId: grant.id }
    : { limitPercent: own, grantId: null }
}
