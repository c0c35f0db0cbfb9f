import type pg from 'pg'
import { type Ids, putCustomers, putPeople, putTree, type TreeNode } from '../files/put-records.ts'
import { zh } from './names.ts'
import type { SampleRow } from './read-orders.ts'
import { assignStates, DIRECTOR, REGIONS } from './team.ts'

export const SINCE = '2010-01-01'

export type SampleLinks = {
  readonly states: Ids
  readonly products: Ids
  readonly people: Ids
  readonly customers: Ids
  /** person code of each state */
  readonly owners: ReadonlyMap<string, string>
  readonly units: Ids
}

function node(code: string, kind: string, nameEn: string, parent: string | null): TreeNode {
  return { code, kind, nameEn, nameZh: zh(nameEn), parent }
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()]
}

/** Country → region → state. The same region name may hold a state once only; a state belongs to one region. */
async function loadRegions(
  client: pg.ClientBase,
  workspaceId: number,
  rows: readonly SampleRow[],
): Promise<Ids> {
  const regions = distinct(rows, (row) => row.region).map((row) =>
    node(`region:${row.region}`, 'area', row.region, 'us'),
  )
  const states = distinct(rows, (row) => row.state).map((row) =>
    node(row.state, 'state', row.state, `region:${row.region}`),
  )
  return putTree(
    client,
    workspaceId,
    'region',
    [{ ...node('us', 'country', 'United States', null), nameZh: '美国' }, ...regions, ...states],
    SINCE,
  )
}

async function loadProducts(
  client: pg.ClientBase,
  workspaceId: number,
  rows: readonly SampleRow[],
): Promise<Ids> {
  return putTree(
    client,
    workspaceId,
    'product',
    [
      ...distinct(rows, (row) => row.category).map((row) =>
        node(`category:${row.category}`, 'category', row.category, null),
      ),
      ...distinct(rows, (row) => row.subcategory).map((row) =>
        node(`subcategory:${row.subcategory}`, 'subcategory', row.subcategory, `category:${row.category}`),
      ),
      ...distinct(rows, (row) => row.product).map((row) =>
        node(row.product, 'product', row.productName, `subcategory:${row.subcategory}`),
      ),
    ],
    SINCE,
  )
}

function salesByState(rows: readonly SampleRow[], region: string): Map<string, number> {
  const sales = new Map<string, number>()
  for (const row of rows)
    if (row.region === region) sales.set(row.state, (sales.get(row.state) ?? 0) + Number(row.sales))
  return sales
}

async function loadTeam(
  client: pg.ClientBase,
  workspaceId: number,
  rows: readonly SampleRow[],
  regions: Ids,
) {
  const unitNodes = [
    { code: 'sales', kind: 'headquarters', nameZh: '销售总部', nameEn: 'Sales headquarters', parent: null },
    ...REGIONS.map((region) => ({
      code: `team:${region.name}`,
      kind: 'region',
      nameZh: `${region.zh}团队`,
      nameEn: `${region.name} team`,
      parent: 'sales',
    })),
  ]
  const units = await putTree(client, workspaceId, 'org_unit', unitNodes, SINCE)
  const owners = new Map(
    REGIONS.flatMap((region) => [...assignStates(region.people, salesByState(rows, region.name))]),
  )
  const home = (code: string) => [...owners].find(([, owner]) => owner === code)?.[0] ?? ''
  const record = (
    person: { code: string; zh: string; en: string },
    unit: string,
    leads: boolean,
    titleZh: string,
    titleEn: string,
    region: string,
  ) => ({
    code: person.code,
    nameZh: person.zh,
    nameEn: person.en,
    hireDate: null,
    orgUnitId: units.get(unit) ?? 0,
    titleZh,
    titleEn,
    leads,
    carriesTarget: !leads,
    homeRegionId: regions.get(region) ?? null,
    since: SINCE,
  })
  const people = await putPeople(client, workspaceId, [
    record(DIRECTOR, 'sales', true, '销售总监', 'Sales director', 'us'),
    ...REGIONS.flatMap((region) => [
      record(
        region.leader,
        `team:${region.name}`,
        true,
        '区域经理',
        'Regional manager',
        `region:${region.name}`,
      ),
      ...region.people.map((person) =>
        record(person, `team:${region.name}`, false, '销售代表', 'Sales representative', home(person.code)),
      ),
    ]),
  ])
  return { units, people, owners }
}

async function loadCustomers(
  client: pg.ClientBase,
  workspaceId: number,
  rows: readonly SampleRow[],
  regions: Ids,
): Promise<Ids> {
  const segments = distinct(rows, (row) => row.segment).map((row) =>
    node(row.segment, 'segment', row.segment, null),
  )
  const types = await putTree(client, workspaceId, 'customer_type', segments, SINCE)
  return putCustomers(
    client,
    workspaceId,
    distinct(rows, (row) => row.customer).map((row) => ({
      code: row.customer,
      name: row.customerName,
      customerTypeId: types.get(row.segment) ?? null,
      regionId: regions.get(row.state) ?? null,
      latitude: null,
      longitude: null,
    })),
  )
}

/** Writes every record that the sample's order lines link to. */
export async function loadSampleRecords(
  client: pg.ClientBase,
  workspaceId: number,
  rows: readonly SampleRow[],
): Promise<SampleLinks> {
  const states = await loadRegions(client, workspaceId, rows)
  const products = await loadProducts(client, workspaceId, rows)
  const { units, people, owners } = await loadTeam(client, workspaceId, rows, states)
  const customers = await loadCustomers(client, workspaceId, rows, states)
  return { states, products, people, customers, owners, units }
}
