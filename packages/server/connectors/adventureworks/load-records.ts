import { join } from 'node:path'
import type pg from 'pg'
import {
  type CustomerRecord,
  type Ids,
  putCustomers,
  putPeople,
  putTree,
  type TreeNode,
} from '../files/put-records.ts'
import { mapTable, type RowReader, streamTable } from '../files/row-reader.ts'
import { zh } from './names.ts'

/** First day of the tree as the source has it: before its first order. */
export const SINCE = '2010-01-01'

/** Ids that the order lines link to, by the keys of the source. */
export type Links = {
  readonly territories: Ids
  readonly products: Ids
  readonly people: Ids
  readonly units: ReadonlyMap<string, number>
  readonly resellers: Ids
  readonly customers: Ids
}

function node(code: string, kind: string, nameEn: string, parent: string | null): TreeNode {
  return { code, kind, nameEn, nameZh: zh(nameEn), parent }
}

/** World → group → country → region, as in DimSalesTerritory; a country that is one territory is its leaf. */
async function loadTerritories(client: pg.ClientBase, workspaceId: number, folder: string): Promise<Ids> {
  const rows = await mapTable(
    join(folder, 'DimSalesTerritory.csv'),
    ['SalesTerritoryKey', 'SalesTerritoryRegion', 'SalesTerritoryCountry', 'SalesTerritoryGroup'],
    (row) => ({
      key: row.key('SalesTerritoryKey'),
      region: row.text('SalesTerritoryRegion'),
      country: row.text('SalesTerritoryCountry'),
      group: row.text('SalesTerritoryGroup'),
    }),
  )
  const nodes = new Map<string, TreeNode>([
    ['world', { ...node('world', 'world', 'World', null), nameZh: '全球' }],
  ])
  for (const { key, region, country, group } of rows.filter((row) => row.region !== 'NA')) {
    nodes.set(`group:${group}`, node(`group:${group}`, 'area', group, 'world'))
    if (region !== country)
      nodes.set(`country:${country}`, node(`country:${country}`, 'country', country, `group:${group}`))
    nodes.set(
      key,
      node(key, 'territory', region, region === country ? `group:${group}` : `country:${country}`),
    )
  }
  return putTree(client, workspaceId, 'region', [...nodes.values()], SINCE)
}

/** Category → sub-category → product. Manufacturing parts, which belong to no sub-category, are never sold and left out. */
async function loadProducts(client: pg.ClientBase, workspaceId: number, folder: string): Promise<Ids> {
  const categories = await mapTable(
    join(folder, 'DimProductCategory.csv'),
    ['ProductCategoryKey', 'EnglishProductCategoryName'],
    (row) =>
      node(
        `category:${row.key('ProductCategoryKey')}`,
        'category',
        row.text('EnglishProductCategoryName'),
        null,
      ),
  )
  const subcategories = await mapTable(
    join(folder, 'DimProductSubcategory.csv'),
    ['ProductSubcategoryKey', 'EnglishProductSubcategoryName', 'ProductCategoryKey'],
    (row) =>
      node(
        `subcategory:${row.key('ProductSubcategoryKey')}`,
        'subcategory',
        row.text('EnglishProductSubcategoryName'),
        `category:${row.text('ProductCategoryKey')}`,
      ),
  )
  const products = await mapTable(
    join(folder, 'DimProduct.csv'),
    ['ProductKey', 'EnglishProductName', 'ProductSubcategoryKey', 'ListPrice', 'StandardCost'],
    (row) => ({
      ...node(
        row.key('ProductKey'),
        'product',
        row.text('EnglishProductName'),
        `subcategory:${row.raw('ProductSubcategoryKey')}`,
      ),
      extra: { list_price: row.decimalOrNull('ListPrice'), standard_cost: row.decimalOrNull('StandardCost') },
    }),
  )
  const sold = products.filter((product) => product.parent !== 'subcategory:')
  const nodes = [...categories, ...subcategories, ...sold]
  return putTree(client, workspaceId, 'product', nodes, SINCE)
}

const UNITS: readonly TreeNode[] = [
  { code: 'sales', kind: 'headquarters', nameZh: '销售总部', nameEn: 'Sales headquarters', parent: null },
  {
    code: 'north-america',
    kind: 'region',
    nameZh: '北美团队',
    nameEn: 'North America team',
    parent: 'sales',
  },
  { code: 'europe', kind: 'region', nameZh: '欧洲团队', nameEn: 'Europe team', parent: 'sales' },
  { code: 'pacific', kind: 'region', nameZh: '亚太团队', nameEn: 'Pacific team', parent: 'sales' },
]

/** The unit behind a title (managers) or a territory key (representatives). */
function unitCode(title: string, territory: string): string {
  if (/Europ/.test(title) || ['7', '8', '10'].includes(territory)) return 'europe'
  return /Pacific/.test(title) || territory === '9' ? 'pacific' : 'north-america'
}

/** Where a manager's own sales are counted when a region is needed. */
const MANAGER_HOME: Readonly<Record<string, string>> = { 'north-america': '4', europe: '10', pacific: '9' }

/** A name out of `adventure-works\stephen0`. */
function firstName(login: string): string {
  const name = login.replace(/^.*\\/, '').replace(/\d+$/, '')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Three managers lead a team each; representatives are in the team of their territory. */
async function loadPeople(client: pg.ClientBase, workspaceId: number, folder: string, territories: Ids) {
  const units = await putTree(client, workspaceId, 'org_unit', UNITS, SINCE)
  const unitOf = new Map<string, number>()
  const people = await mapTable(
    join(folder, 'derived_salespeople.csv'),
    ['EmployeeKey', 'LoginID', 'JobTitle', 'TerritoryID'],
    (row) => {
      const [code, title, territory] = [row.key('EmployeeKey'), row.text('JobTitle'), row.raw('TerritoryID')]
      const unit = unitCode(title, territory)
      const orgUnitId = units.get(unit) ?? row.fail('JobTitle', 'a title with a team')
      unitOf.set(code, orgUnitId)
      const name = firstName(row.text('LoginID'))
      const home = territory === '' ? MANAGER_HOME[unit] : territory
      return {
        code,
        nameZh: name,
        nameEn: name,
        hireDate: null,
        orgUnitId,
        titleZh: zh(title),
        titleEn: title,
        leads: /Manager/.test(title),
        carriesTarget: true,
        homeRegionId: territories.get(home ?? '') ?? row.fail('TerritoryID', 'a key that its table has'),
        since: SINCE,
      }
    },
  )
  return { people: await putPeople(client, workspaceId, people), units: unitOf }
}

/** Region of each geography key; places without a sales territory are left out. */
async function regionByGeography(folder: string, territories: Ids): Promise<Map<string, number>> {
  const places = await mapTable(
    join(folder, 'DimGeography.csv'),
    ['GeographyKey', 'SalesTerritoryKey'],
    (row) => [row.key('GeographyKey'), row.link(territories, 'SalesTerritoryKey')] as const,
  )
  return new Map(places)
}

type Place = { readonly latitude: number; readonly longitude: number }

async function storePlaces(folder: string): Promise<Map<string, Place>> {
  const places = await mapTable(
    join(folder, 'derived_store_locations.csv'),
    ['Name', 'lat', 'lon'],
    (row) =>
      [row.text('Name'), { latitude: row.degrees('lat', 90), longitude: row.degrees('lon', 180) }] as const,
  )
  return new Map(places)
}

const NOWHERE = { latitude: null, longitude: null }

const INDIVIDUALS_AT_ONCE = 2_000

/** Writes the individuals of the source one batch behind the reading, so that both go on side by side. */
async function putIndividuals(
  client: pg.ClientBase,
  workspaceId: number,
  folder: string,
  read: (row: RowReader) => CustomerRecord,
): Promise<Ids> {
  const ids = new Map<string, number>()
  let writing = Promise.resolve()
  let batch: CustomerRecord[] = []
  const write = async () => {
    const ready = batch
    batch = []
    await writing
    writing = putCustomers(client, workspaceId, ready).then((written) => {
      for (const [code, id] of written) ids.set(code, id)
    })
    // A failure is reported by the next wait; until then it must not count as unhandled.
    writing.catch(() => {})
  }
  const columns = ['CustomerKey', 'FirstName', 'LastName', 'GeographyKey']
  for await (const { rows, reader } of streamTable(join(folder, 'DimCustomer.csv'), columns)) {
    for (const row of rows) batch.push(read(reader.on(row)))
    if (batch.length >= INDIVIDUALS_AT_ONCE) await write()
  }
  await write()
  await writing
  return ids
}

/** Ids by the key of the source: codes say before a colon which table they are of. */
const withoutPrefix = (ids: Ids): Ids =>
  new Map([...ids].map(([code, id]) => [code.slice(code.indexOf(':') + 1), id]))

/** Resellers with coordinates where the store list has them by name, and internet customers. */
async function loadCustomers(client: pg.ClientBase, workspaceId: number, folder: string, territories: Ids) {
  const types = ['Value Added Reseller', 'Specialty Bike Shop', 'Warehouse', 'Individual']
  const typeIds = await putTree(
    client,
    workspaceId,
    'customer_type',
    types.map((name) => node(name, 'type', name, null)),
    SINCE,
  )
  const regions = await regionByGeography(folder, territories)
  const places = await storePlaces(folder)
  const resellers = await mapTable(
    join(folder, 'DimReseller.csv'),
    ['ResellerKey', 'ResellerName', 'BusinessType', 'GeographyKey'],
    (row) => ({
      code: `reseller:${row.key('ResellerKey')}`,
      name: row.text('ResellerName'),
      customerTypeId: row.link(typeIds, 'BusinessType'),
      regionId: row.link(regions, 'GeographyKey'),
      ...(places.get(row.text('ResellerName')) ?? NOWHERE),
    }),
  )
  const resellerIds = await putCustomers(client, workspaceId, resellers)
  const individual = (row: RowReader): CustomerRecord => ({
    code: `customer:${row.key('CustomerKey')}`,
    name: `${row.raw('FirstName')} ${row.raw('LastName')}`.trim(),
    customerTypeId: typeIds.get('Individual') ?? null,
    regionId: row.link(regions, 'GeographyKey'),
    ...NOWHERE,
  })
  const customerIds = await putIndividuals(client, workspaceId, folder, individual)
  return { resellers: withoutPrefix(resellerIds), customers: withoutPrefix(customerIds) }
}

/** All records that orders and quotas link to. */
export async function loadRecords(
  client: pg.ClientBase,
  workspaceId: number,
  folder: string,
): Promise<Links> {
  const territories = await loadTerritories(client, workspaceId, folder)
  const products = await loadProducts(client, workspaceId, folder)
  const { people, units } = await loadPeople(client, workspaceId, folder, territories)
  const { resellers, customers } = await loadCustomers(client, workspaceId, folder, territories)
  return { territories, products, people, units, resellers, customers }
}
