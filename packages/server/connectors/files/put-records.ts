import type pg from 'pg'
import { StartFailure } from '../../platform/failure.ts'
import { searchTextOf } from '../../platform/text/search-text.ts'

/** A node of a tree to be written: identified by its code, under a parent code (null = root). */
export type TreeNode = {
  readonly code: string
  readonly kind: string
  readonly nameZh: string
  readonly nameEn: string
  readonly parent: string | null
  readonly extra?: Readonly<Record<string, string | number | null>>
}

export type Tree = 'org_unit' | 'region' | 'product' | 'customer_type'

/** Ids by code. */
export type Ids = ReadonlyMap<string, number>

const EXTRA_COLUMNS: Record<Tree, readonly string[]> = {
  org_unit: [],
  region: ['latitude', 'longitude'],
  product: ['list_price', 'standard_cost'],
  customer_type: [],
}

/** A parent that is not among the nodes is a broken source, not a new root. */
function checkParents(tree: Tree, nodes: readonly TreeNode[]): void {
  const codes = new Set(nodes.map((node) => node.code))
  const orphan = nodes.find((node) => node.parent !== null && !codes.has(node.parent))
  if (orphan !== undefined)
    throw new StartFailure(
      `${tree} “${orphan.code}” (${orphan.nameEn}) has the parent “${orphan.parent}”, which does not exist.`,
    )
}

/**
 * Writes the nodes of a tree with their first placement. A node that exists keeps its id and its placements and
 * takes the new names.
 * @param since day from which the placements hold
 */
export async function putTree(
  client: pg.ClientBase,
  workspaceId: number,
  tree: Tree,
  nodes: readonly TreeNode[],
  since: string,
): Promise<Ids> {
  checkParents(tree, nodes)
  const extra = EXTRA_COLUMNS[tree]
  const columns = ['code', 'kind', 'name_zh', 'name_en', 'search_text', ...extra]
  const arrays = [
    nodes.map((node) => node.code),
    nodes.map((node) => node.kind),
    nodes.map((node) => node.nameZh),
    nodes.map((node) => node.nameEn),
    nodes.map((node) => searchTextOf([node.nameZh, node.nameEn, node.code])),
    ...extra.map((name) => nodes.map((node) => node.extra?.[name] ?? null)),
  ]
  const types = [
    'text',
    'text',
    'text',
    'text',
    'text',
    ...extra.map(() => (tree === 'product' ? 'numeric' : 'float8')),
  ]
  const unnested = types.map((type, i) => `$${i + 2}::${type}[]`).join(', ')
  const { rows } = await client.query<{ id: number; code: string }>(
    `insert into ${tree} (workspace_id, ${columns.join(', ')})
     select $1, u.* from unnest(${unnested}) as u(${columns.join(', ')})
     on conflict (workspace_id, code) do update set ${columns
       .slice(1)
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')}
     returning ${tree}_id as id, code`,
    [workspaceId, ...arrays],
  )
  const ids = new Map(rows.map((row) => [row.code, row.id]))
  await client.query(
    `insert into ${tree}_placement (workspace_id, ${tree}_id, valid_from, parent_id)
     select $1, u.id, $4, u.parent from unnest($2::bigint[], $3::bigint[]) as u(id, parent)
     on conflict (workspace_id, ${tree}_id, valid_from) do nothing`,
    [
      workspaceId,
      nodes.map((node) => ids.get(node.code) ?? null),
      nodes.map((node) => (node.parent === null ? null : ids.get(node.parent))),
      since,
    ],
  )
  return ids
}

export type PersonRecord = {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly hireDate: string | null
  readonly orgUnitId: number
  readonly titleZh: string
  readonly titleEn: string
  readonly leads: boolean
  /** whether the person sells and is given targets; a leader may only lead */
  readonly carriesTarget: boolean
  readonly homeRegionId: number | null
  readonly since: string
}

/** Writes people with their first position. */
export async function putPeople(
  client: pg.ClientBase,
  workspaceId: number,
  people: readonly PersonRecord[],
): Promise<Ids> {
  const { rows } = await client.query<{ id: number; code: string }>(
    `insert into person (workspace_id, code, name_zh, name_en, hire_date, search_text)
     select $1, u.* from unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::text[]) as u
     on conflict (workspace_id, code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
       search_text = excluded.search_text
     returning person_id as id, code`,
    [
      workspaceId,
      people.map((p) => p.code),
      people.map((p) => p.nameZh),
      people.map((p) => p.nameEn),
      people.map((p) => p.hireDate),
      people.map((p) => searchTextOf([p.nameZh, p.nameEn, p.code])),
    ],
  )
  const ids = new Map(rows.map((row) => [row.code, row.id]))
  await client.query(
    `insert into position (workspace_id, person_id, org_unit_id, valid_from, title_zh, title_en, leads, carries_target, home_region_id)
     select $1, u.* from unnest($2::bigint[], $3::bigint[], $4::date[], $5::text[], $6::text[], $7::boolean[], $8::boolean[], $9::bigint[]) as u
     on conflict (workspace_id, person_id, org_unit_id, valid_from) do nothing`,
    [
      workspaceId,
      people.map((p) => ids.get(p.code) ?? null),
      people.map((p) => p.orgUnitId),
      people.map((p) => p.since),
      people.map((p) => p.titleZh),
      people.map((p) => p.titleEn),
      people.map((p) => p.leads),
      people.map((p) => p.carriesTarget),
      people.map((p) => p.homeRegionId),
    ],
  )
  return ids
}

export type CustomerRecord = {
  readonly code: string
  readonly name: string
  readonly customerTypeId: number | null
  readonly regionId: number | null
  readonly latitude: number | null
  readonly longitude: number | null
}

/** Writes customers; one that exists keeps its id. Types and regions are ids of this workspace. */
export async function putCustomers(
  client: pg.ClientBase,
  workspaceId: number,
  customers: readonly CustomerRecord[],
): Promise<Ids> {
  const { rows } = await client.query<{ id: number; code: string }>(
    `insert into customer (workspace_id, source, external_id, code, name_zh, name_en, customer_type_id, region_id, latitude, longitude, search_text)
     select $1, 'records', u.code, u.code, u.name, u.name, u.type, u.region, u.lat, u.lng, u.search
     from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::float8[], $7::float8[], $8::text[]) as u(code, name, type, region, lat, lng, search)
     on conflict (workspace_id, code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en
     returning customer_id as id, code`,
    [
      workspaceId,
      customers.map((c) => c.code),
      customers.map((c) => c.name),
      customers.map((c) => c.customerTypeId),
      customers.map((c) => c.regionId),
      customers.map((c) => c.latitude),
      customers.map((c) => c.longitude),
      customers.map((c) => searchTextOf([c.code, c.name])),
    ],
  )
  return new Map(rows.map((row) => [row.code, row.id]))
}

export type WorkspaceRecord = {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly currency: string
  readonly currencyDigits: number
  readonly timeZone: string
  readonly invented: readonly string[]
  readonly channels: ReadonlyArray<{
    readonly code: string
    readonly nameZh: string
    readonly nameEn: string
  }>
}

/** Creates the workspace with its channels, or finds the one with this code. */
export async function putWorkspace(client: pg.ClientBase, record: WorkspaceRecord): Promise<number> {
  const { rows } = await client.query<{ workspace_id: number }>(
    `insert into workspace (code, name_zh, name_en, currency, currency_digits, time_zone, invented)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en
     returning workspace_id`,
    [
      record.code,
      record.nameZh,
      record.nameEn,
      record.currency,
      record.currencyDigits,
      record.timeZone,
      record.invented,
    ],
  )
  const workspaceId = rows[0]?.workspace_id ?? 0
  for (const [ordinal, channel] of record.channels.entries()) {
    await client.query(
      `insert into channel (workspace_id, code, name_zh, name_en, ordinal) values ($1, $2, $3, $4, $5)
       on conflict (workspace_id, code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en`,
      [workspaceId, channel.code, channel.nameZh, channel.nameEn, ordinal],
    )
  }
  return workspaceId
}

/** Notes an import in the trail and in the outbox, in its own transaction. */
export async function noteImport(
  client: pg.ClientBase,
  workspaceId: number,
  source: string,
  result: object,
  at: Date,
): Promise<void> {
  await client.query(
    `insert into audit_entry (workspace_id, at, actor_user_id, actor_name, action, subject, after)
     values ($1, $2, 'import', 'import', 'facts.importOrders', $3, $4)`,
    [workspaceId, at, `source:${source}`, JSON.stringify(result)],
  )
  await client.query(
    `insert into outbox_event (workspace_id, name, payload, created_at) values ($1, 'facts.imported', $2, $3)`,
    [workspaceId, JSON.stringify({ source }), at],
  )
  await client.query(`notify salesloom_events, '${JSON.stringify({ workspaceId, name: 'facts.imported' })}'`)
}
