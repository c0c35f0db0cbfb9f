import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

export type GrantInput = {
  readonly responseId: number | null
  readonly personId: number
  readonly limitPercent: number
  readonly customerIds: readonly number[]
  readonly productIds: readonly number[]
  readonly from: string
  readonly until: string
  readonly reason: string
}

type Named = { readonly id: number; readonly name: { readonly zh: string; readonly en: string } }

export type GrantRow = {
  readonly grantId: number
  readonly responseId: number | null
  readonly personId: number
  readonly person: Named
  readonly limitPercent: number
  readonly customers: readonly Named[]
  readonly products: readonly Named[]
  readonly from: string
  readonly until: string
  readonly reason: string
  readonly grantedBy: string
  readonly grantedById: string
  readonly grantedAt: string
  readonly revokedOn: string | null
}

type Row = Omit<GrantRow, 'person' | 'customers' | 'products' | 'grantedAt'> & {
  zh: string
  en: string
  grantedAt: Date | string
}
type Scope = { grantId: number; of: 'customer' | 'product'; id: number; zh: string; en: string }

/** Grants, newest first, with what each is for. */
export async function findGrants(tx: WorkspaceTransaction, workspaceId: number): Promise<GrantRow[]> {
  const { rows } = await sql<Row>`
    select g.authority_grant_id as "grantId", g.response_id as "responseId", g.person_id as "personId", p.name_zh as zh,
      p.name_en as en, g.limit_percent::float8 as "limitPercent", g.from_day as "from", g.until_day as until, g.reason,
      g.granted_by as "grantedBy", g.granted_by_id as "grantedById", g.granted_at as "grantedAt", g.revoked_on as "revokedOn"
    from authority_grant g join person p on p.workspace_id = g.workspace_id and p.person_id = g.person_id
    where g.workspace_id = ${workspaceId} order by g.authority_grant_id desc limit 500`.execute(tx)
  const ids = rows.map(({ grantId }) => grantId)
  const scopes = await sql<Scope>`
    select s.authority_grant_id as "grantId", 'customer' as of, c.customer_id as id, c.name_zh as zh, c.name_en as en
    from authority_scope s join customer c on c.workspace_id = s.workspace_id and c.customer_id = s.customer_id
    where s.workspace_id = ${workspaceId} and s.authority_grant_id = any(${ids}::bigint[])
    union all
    select s.authority_grant_id, 'product', p.product_id, p.name_zh, p.name_en
    from authority_scope s join product p on p.workspace_id = s.workspace_id and p.product_id = s.product_id
    where s.workspace_id = ${workspaceId} and s.authority_grant_id = any(${ids}::bigint[])
    order by 1, 3`.execute(tx)
  return rows.map(({ zh, en, grantedAt, ...row }) => {
    const named = (of: Scope['of']) =>
      scopes.rows
        .filter((scope) => scope.grantId === row.grantId && scope.of === of)
        .map((scope) => ({ id: scope.id, name: { zh: scope.zh, en: scope.en } }))
    return {
      ...row,
      person: { id: row.personId, name: { zh, en } },
      customers: named('customer'),
      products: named('product'),
      grantedAt: new Date(grantedAt).toISOString(),
    }
  })
}

/** One grant. @throws AppError `notFound` */
export async function getGrant(tx: WorkspaceTransaction, workspaceId: number, grantId: number) {
  const found = (await findGrants(tx, workspaceId)).find((grant) => grant.grantId === grantId)
  if (found === undefined) throw new AppError('notFound', { what: 'authorityGrant', id: grantId })
  return found
}

/** Writes a grant with its scope. @returns its id */
export async function insertGrant(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  input: GrantInput,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into authority_grant
      (workspace_id, response_id, person_id, limit_percent, from_day, until_day, reason, granted_by, granted_by_id, granted_at)
    values (${workspaceId}, ${input.responseId}, ${input.personId}, ${input.limitPercent}, ${input.from}, ${input.until},
      ${input.reason}, ${actor.name}, ${actor.userId}, ${clock.now().toISOString()})
    returning authority_grant_id as id`.execute(tx)
  const grantId = rows[0]?.id ?? 0
  for (const [column, ids] of [
    ['customer_id', input.customerIds],
    ['product_id', input.productIds],
  ] as const)
    await sql`insert into authority_scope (workspace_id, authority_grant_id, ${sql.ref(column)})
      select ${workspaceId}, ${grantId}, id from unnest(${[...new Set(ids)]}::bigint[]) id`.execute(tx)
  return grantId
}
