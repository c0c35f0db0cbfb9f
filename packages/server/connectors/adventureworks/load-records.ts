import { join } from 'node:path'
import type pg from 'pg'
import { type Ids, putCustomers, putPeople, putTree, type TreeNode } from '../files/put-records.ts'
import { readWholeTable, type TableRow } from '../files/read-table.ts'
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
export async function loadTerritories(
  client: pg.ClientBase,
  workspaceId: number,
  folder: string,
): Promise<Ids> {
  const rows = await readWholeTable(join(folder, 'DimSalesTerritory.csv'), [
    'SalesTerritoryKey',
    'SalesTerritoryRegion',
    'SalesTerritoryCountry',
    'SalesTerritoryGroup',
  ])
  const nodes = new Map<string, TreeNode>([
    ['world', { ...node('world', 'world', 'World', null), nameZh: '全球' }],
  ])
  for (const { values } of rows.filter((row) => row.values[1] !== 'NA')) {
    const [key = '', region = '', country = '', group = ''] = values
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
export async function loadProducts(client: pg.ClientBase, workspaceId: number, folder: string): Promise<Ids> {
  const categories = await readWholeTable(join(folder, 'DimProductCategory.csv'), [
    'ProductCategoryKey',
    'EnglishProductCategoryName',
  ])
  const subcategories = await readWholeTable(join(folder, 'DimProductSubcategory.csv'), [
    'ProductSubcategoryKey',
    'EnglishProductSubcategoryName',
    'ProductCategoryKey',
  ])
  const products = await readWholeTable(join(folder, 'DimProduct.csv'), [
    'ProductKey',
    'EnglishProductName',
    'ProductSubcategoryKey',
    'ListPrice',
    'StandardCost',
  ])
  const nodes = [
    ...categories.map(({ values: [key = '', name = ''] }) => node(`category:${key}`, 'category', name, null)),
    ...subcategories.map(({ values: [key = '', name = '', parent] }) =>
      node(`subcategory:${key}`, 'subcategory', name, `category:${parent}`),
    ),
    ...products
      .filter(({ values }) => values[2] !== '')
      .map(({ values: [key = '', name = '', parent, price, cost] }) => ({
        ...node(key, 'product', name, `subcategory:${parent}`),
        extra: { list_price: price || null, standard_cost: cost || null },
      })),
  ]
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
export async function loadPeople(
  client: pg.ClientBase,
  workspaceId: number,
  folder: string,
  territories: Ids,
) {
  const units = await putTree(client, workspaceId, 'org_unit', UNITS, SINCE)
  const rows = await readWholeTable(join(folder, 'derived_salespeople.csv'), [
    'EmployeeKey',
    'LoginID',
    'JobTitle',
    'TerritoryID',
  ])
  const unitOf = new Map<string, number>()
  const people = rows.map(({ values: [key = '', login = '', title = '', territory = ''] }: TableRow) => {
    const unit = unitCode(title, territory)
    const orgUnitId = units.get(unit) ?? 0
    unitOf.set(key, orgUnitId)
    const name = firstName(login)
    return {
      code: key,
      nameZh: name,
      nameEn: name,
      hireDate: null,
      orgUnitId,
      titleZh: zh(title),
      titleEn: title,
      leads: /Manager/.test(title),
      carriesTarget: true,
      homeRegionId: territories.get(territory || (MANAGER_HOME[unit] ?? '')) ?? null,
      since: SINCE,
    }
  })
  return { people: await putPeople(client, workspaceId, people), units: unitOf }
}

async function territoryByGeography(folder: string): Promise<Map<string, string>> {
  const rows = await readWholeTable(join(folder, 'DimGeography.csv'), ['GeographyKey', 'SalesTerritoryKey'])
  return new Map(rows.map(({ values: [key = '', territory = ''] }) => [key, territory]))
}

function coordinate(text: string | undefined): number | null {
  const value = Number(text)
  return text === undefined || text === '' || !Number.isFinite(value) ? null : value
}

/** Resellers with coordinates where the store list has them by name, and internet customers. */
export async function loadCustomers(
  client: pg.ClientBase,
  workspaceId: number,
  folder: string,
  territories: Ids,
) {
  const types = ['Value Added Reseller', 'Specialty Bike Shop', 'Warehouse', 'Individual']
  const typeIds = await putTree(
    client,
    workspaceId,
    'customer_type',
    types.map((name) => node(name, 'type', name, null)),
    SINCE,
  )
  const geography = await territoryByGeography(folder)
  const regionOf = (key: string) => territories.get(geography.get(key) ?? '') ?? null
  const stores = await readWholeTable(join(folder, 'derived_store_locations.csv'), ['Name', 'lat', 'lon'])
  const places = new Map(
    stores.map(({ values: [name = '', lat, lon] }) => [name, { lat: coordinate(lat), lon: coordinate(lon) }]),
  )
  const resellers = await readWholeTable(join(folder, 'DimReseller.csv'), [
    'ResellerKey',
    'ResellerName',
    'BusinessType',
    'GeographyKey',
  ])
  const individuals = await readWholeTable(join(folder, 'DimCustomer.csv'), [
    'CustomerKey',
    'FirstName',
    'LastName',
    'GeographyKey',
  ])
  const ids = await putCustomers(client, workspaceId, [
    ...resellers.map(({ values: [key, name = '', type = '', geo = ''] }) => ({
      code: `reseller:${key}`,
      name,
      customerTypeId: typeIds.get(type) ?? null,
      regionId: regionOf(geo),
      latitude: places.get(name)?.lat ?? null,
      longitude: places.get(name)?.lon ?? null,
    })),
    ...individuals.map(({ values: [key, first = '', last = '', geo = ''] }) => ({
      code: `customer:${key}`,
      name: `${first} ${last}`.trim(),
      customerTypeId: typeIds.get('Individual') ?? null,
      regionId: regionOf(geo),
      latitude: null,
      longitude: null,
    })),
  ])
  const keyed = (prefix: string) =>
    new Map(
      [...ids]
        .filter(([code]) => code.startsWith(prefix))
        .map(([code, id]) => [code.slice(prefix.length), id]),
    )
  return { resellers: keyed('reseller:'), customers: keyed('customer:') }
}
