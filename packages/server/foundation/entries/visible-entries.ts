import type { Kind, LinkTarget } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import type { CallContext } from '../../platform/http/call-context.ts'

type Viewer = Pick<CallContext, 'visibility' | 'workspaceId'>

function credited({ visibility }: Viewer, table: string): RawBuilder<boolean> {
  if (visibility.whole) return sql<boolean>`true`
  return sql<boolean>`(${sql.ref(`${table}.org_unit_id`)} = any(${[...visibility.orgUnitIds]}::bigint[])
    or ${sql.ref(`${table}.person_id`)} = any(${[...visibility.personIds]}::bigint[]))`
}

/** Customers that a caller may see: all; else their own, and those that bought in their part of the organisation. */
export function visibleCustomers(viewer: Viewer, column: string): RawBuilder<boolean> {
  const { visibility, workspaceId } = viewer
  if (visibility.whole) return sql<boolean>`true`
  return sql<boolean>`(exists (select 1 from customer vc where vc.workspace_id = ${workspaceId} and vc.customer_id = ${sql.ref(column)} and ${credited(viewer, 'vc')})
    or exists (select 1 from sales_order v where v.workspace_id = ${workspaceId} and v.customer_id = ${sql.ref(column)} and ${credited(viewer, 'v')}))`
}

/** The rows of a kind, in the table called `t`, that a caller may see: lists, totals, exports and changes go through it. */
export function visibleEntries(viewer: Viewer, kind: Kind): RawBuilder<boolean> {
  if (viewer.visibility.whole) return sql<boolean>`true`
  switch (kind.sight) {
    case 'workspace':
      return sql<boolean>`true`
    case 'people':
      return sql<boolean>`t.person_id = any(${[...viewer.visibility.personIds]}::bigint[])`
    case 'credit':
      return credited(viewer, kind.name === 'orderLine' ? 'o' : 't')
    case 'customer':
      return visibleCustomers(viewer, 't.customer_id')
    case 'deal':
      return sql<boolean>`exists (select 1 from opportunity d where d.workspace_id = ${viewer.workspaceId}
        and d.opportunity_id = t.opportunity_id and ${credited(viewer, 'd')})`
  }
}

/** What is credited to somebody and may only be named by those who see it. */
const CREDITED: readonly LinkTarget[] = ['opportunity', 'lead', 'proposal', 'contract', 'invoice', 'order']

/** Records, in the table called `t`, that a caller may point to: nobody finds or tells by linking what no list shows them. */
export function visibleTargets(viewer: Viewer, to: LinkTarget): RawBuilder<boolean> {
  if (viewer.visibility.whole) return sql<boolean>`true`
  if (to === 'customer' || to === 'contact') return visibleCustomers(viewer, 't.customer_id')
  return CREDITED.includes(to) ? credited(viewer, 't') : sql<boolean>`true`
}
