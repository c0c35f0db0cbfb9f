import type { Role } from '@salesloom/contract'
import { sql } from 'kysely'
import { civilToday } from '../../platform/clock/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findTree, type TreeNodeRow } from '../trees/index.ts'

/** The day to show trees as of: the one asked for, else today in the workspace's time zone. */
async function dayOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  asOf: string | undefined,
): Promise<string> {
  if (asOf !== undefined) return asOf
  const row = await tx
    .selectFrom('workspace')
    .select('time_zone')
    .where('workspace_id', '=', context.workspaceId)
    .executeTakeFirstOrThrow()
  return civilToday(context.clock, row.time_zone)
}

const nameOf = (row: { nameZh: string; nameEn: string }) => ({ zh: row.nameZh, en: row.nameEn })

type PersonRow = {
  personId: number
  name_zh: string
  name_en: string
  title_zh: string | null
  title_en: string | null
  orgUnitId: number
  leads: boolean
  role: Role | null
}

async function findPeople(tx: WorkspaceTransaction, context: CallContext, day: string): Promise<PersonRow[]> {
  const { visibility, workspaceId } = context
  const seen = visibility.whole
    ? sql`true`
    : sql`(o.org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[]) or o.person_id = any(${[...visibility.personIds]}::bigint[]))`
  const { rows } = await sql<PersonRow>`
    select p.person_id as "personId", p.name_zh, p.name_en, o.title_zh, o.title_en, o.org_unit_id as "orgUnitId", o.leads, m.role
    from position o
    join person p on p.workspace_id = o.workspace_id and p.person_id = o.person_id
    left join lateral (select m.role from membership m where m.workspace_id = ${workspaceId} and m.person_id = p.person_id
      and m.deactivated_at is null order by m.membership_id limit 1) m on true
    where o.workspace_id = ${workspaceId} and o.valid_from <= ${day} and (o.valid_to is null or o.valid_to > ${day}) and ${seen}
    order by o.leads desc, p.code`.execute(tx)
  return rows
}

/** Units that a caller sees: their subtree with the way up to the root, so that a tree can be drawn. */
function visibleUnits(
  units: readonly TreeNodeRow[],
  context: CallContext,
  people: readonly PersonRow[],
): TreeNodeRow[] {
  const { visibility } = context
  if (visibility.whole) return [...units]
  const parents = new Map(units.map((unit) => [unit.id, unit.parentId]))
  const seen = new Set<number>()
  for (const start of [...visibility.orgUnitIds, ...people.map((person) => person.orgUnitId)]) {
    for (let id: number | null = start; id !== null && !seen.has(id); id = parents.get(id) ?? null)
      seen.add(id)
  }
  return units.filter((unit) => seen.has(unit.id))
}

/** The organisation with its people on a day, limited to the caller's subtree. */
export async function getOrganisation(context: CallContext, input: { asOf?: string | undefined }) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const asOf = await dayOf(tx, context, input.asOf)
    const people = await findPeople(tx, context, asOf)
    const units = visibleUnits(await findTree(tx, context.workspaceId, 'org_unit', asOf), context, people)
    return {
      asOf,
      units: units.map((unit) => ({
        orgUnitId: unit.id,
        parentId: unit.parentId,
        kind: unit.kind,
        name: nameOf(unit),
        level: unit.level,
      })),
      people: people.map(({ name_zh, name_en, title_zh, title_en, ...person }) => ({
        ...person,
        name: { zh: name_zh, en: name_en },
        title: title_zh === null ? null : { zh: title_zh, en: title_en ?? title_zh },
      })),
    }
  })
}

/** The region tree on a day. */
export async function getRegions(context: CallContext, input: { asOf?: string | undefined }) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const asOf = await dayOf(tx, context, input.asOf)
    const rows = await findTree(tx, context.workspaceId, 'region', asOf)
    const places = await tx
      .selectFrom('region')
      .select(['region_id', 'latitude', 'longitude'])
      .where('workspace_id', '=', context.workspaceId)
      .execute()
    const placeOf = new Map(places.map((row) => [row.region_id, row]))
    return {
      asOf,
      regions: rows.map((row) => ({
        regionId: row.id,
        parentId: row.parentId,
        kind: row.kind,
        code: row.code,
        name: nameOf(row),
        level: row.level,
        latitude: placeOf.get(row.id)?.latitude ?? null,
        longitude: placeOf.get(row.id)?.longitude ?? null,
      })),
    }
  })
}

/** The product tree on a day. */
export async function getProducts(context: CallContext, input: { asOf?: string | undefined }) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const asOf = await dayOf(tx, context, input.asOf)
    const rows = await findTree(tx, context.workspaceId, 'product', asOf)
    const prices = await tx
      .selectFrom('product')
      .select(['product_id', 'list_price'])
      .where('workspace_id', '=', context.workspaceId)
      .execute()
    const priceOf = new Map(prices.map((row) => [row.product_id, row.list_price]))
    return {
      asOf,
      products: rows.map((row) => ({
        productId: row.id,
        parentId: row.parentId,
        kind: row.kind as 'category' | 'subcategory' | 'product',
        code: row.code,
        name: nameOf(row),
        level: row.level,
        listPrice: priceOf.get(row.id) ?? null,
      })),
    }
  })
}

/** The customer-type tree on a day. */
export async function getCustomerTypes(context: CallContext, input: { asOf?: string | undefined }) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const asOf = await dayOf(tx, context, input.asOf)
    const rows = await findTree(tx, context.workspaceId, 'customer_type', asOf)
    return {
      asOf,
      customerTypes: rows.map((row) => ({
        customerTypeId: row.id,
        parentId: row.parentId,
        kind: row.kind,
        code: row.code,
        name: nameOf(row),
        level: row.level,
      })),
    }
  })
}
