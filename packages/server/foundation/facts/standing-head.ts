import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { lastEditor } from '../entries/index.ts'
import { checkReach } from './order-reach.ts'

/** The head of an order as it stands. */
export type StandingHead = {
  readonly source: string
  readonly number: string
  readonly day: string
  readonly version: number
  readonly channel: string
  readonly person: number | null
  readonly unit: number | null
  readonly region: number | null
  readonly customer: number | null
  readonly customer_zh: string | null
  readonly customer_en: string | null
  readonly person_zh: string | null
  readonly person_en: string | null
}

/** The head of an order that the caller may see; one of others is not there for them. */
export async function standingHead(
  tx: WorkspaceTransaction,
  context: CallContext,
  orderId: number,
  held: boolean,
): Promise<StandingHead> {
  const { workspaceId } = context
  const { rows } = await sql<StandingHead>`
    select o.source, o.external_id as number, o.order_date as day, o.version, o.channel, o.person_id as person,
      o.org_unit_id as unit, o.region_id as region, o.customer_id as customer,
      c.name_zh as customer_zh, c.name_en as customer_en, p.name_zh as person_zh, p.name_en as person_en
    from sales_order o
    left join customer c on c.workspace_id = ${workspaceId} and c.customer_id = o.customer_id
    left join person p on p.workspace_id = ${workspaceId} and p.person_id = o.person_id
    where o.workspace_id = ${workspaceId} and o.order_id = ${orderId} and o.removed_at is null
    ${held ? sql`for update of o` : sql``}`.execute(tx)
  const [head] = rows
  if (head === undefined) throw new AppError('notFound', { what: 'order', id: orderId })
  checkReach(context, head.person, head.unit)
  return head
}

/** Refuses a change that was made from an older version, and says who changed it since. */
export async function checkVersion(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  head: StandingHead,
  input: { readonly orderId: number; readonly version: number },
): Promise<void> {
  if (head.version === input.version) return
  throw new AppError('versionConflict', {
    who: await lastEditor(tx, workspaceId, `order:${input.orderId}`),
    theirs: head.version,
    yours: input.version,
  })
}
