import {
  choiceLabel,
  type EntryRow,
  type EntryValue,
  type Field,
  type FieldName,
  fieldLabel,
  kindLabel,
  kindOf,
  type Locale,
} from '@salesloom/contract'
import type { entryQuery, slice as sliceShape } from '@salesloom/contract/schemas'
import type { z } from 'zod'
import type { Cell, TableColumn } from '../../connectors/files/write-table.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { eachEntry, readableFields } from '../entries/index.ts'
import { eachOrderLine, type OrderLine } from '../facts/index.ts'
import { getOrganisation, getProducts, getRegions } from '../records/index.ts'

type Rows = readonly (readonly Cell[])[]

/** A list that can be written as a table: its name, its columns, and its rows as they come. */
export type ExportedList = {
  readonly name: string
  readonly columns: readonly TableColumn[]
  readonly each: (take: (rows: Rows) => Promise<void>) => Promise<void>
}

const inLanguage = (name: { zh: string; en: string }, locale: Locale): string =>
  locale === 'en' ? name.en : name.zh

const NUMERIC = new Set(['decimal', 'integer', 'rate', 'degrees'])

function cellOf(field: Field, value: EntryValue, locale: Locale): Cell {
  if (value === null) return null
  if (typeof value === 'object') return inLanguage(value.name, locale)
  return field.type === 'choice' || field.type === 'flag' ? choiceLabel(String(value), locale) : String(value)
}

function textColumn(name: FieldName, locale: Locale): TableColumn {
  return { title: fieldLabel(name, locale), kind: 'text' }
}

/**
 * The rows of a list with its search, filters and order, in the columns that are asked for. The external id and the
 * source in which it means something come first, so that the file can be changed and imported again.
 */
export function exportEntries(
  context: CallContext,
  query: z.infer<typeof entryQuery>,
  columns: readonly string[],
  locale: Locale,
): ExportedList {
  const kind = kindOf(query.kind)
  const readable = readableFields(context, kind)
  const asked = columns.flatMap((name) => readable.find((field) => field.name === name) ?? [])
  const fields = asked.length > 0 ? asked : readable
  const line = (row: EntryRow): Cell[] => [
    row.externalId,
    row.source,
    ...fields.map((field) => cellOf(field, row.values[field.name] ?? null, locale)),
  ]
  return {
    name: kindLabel(kind.name, locale),
    columns: [
      textColumn('externalId', locale),
      textColumn('source', locale),
      ...fields.map(
        ({ name, type }): TableColumn => ({
          title: fieldLabel(name, locale),
          kind: NUMERIC.has(type) ? 'number' : 'text',
        }),
      ),
    ],
    each: (take) => eachEntry(context, query, (rows) => take(rows.map(line))),
  }
}

const LINE_NUMBERS: ReadonlySet<string> = new Set([
  'lineNumber',
  'quantity',
  'unitPrice',
  'discountRate',
  'amount',
])
const LINE_FIELDS = [
  'number',
  'source',
  'lineNumber',
  'day',
  'channel',
  'customer',
  'person',
  'region',
  'product',
  'quantity',
  'unitPrice',
  'discountRate',
  'amount',
  'currency',
] as const

/** The order lines of a slice. */
export function exportOrderLines(
  context: CallContext,
  slice: z.infer<typeof sliceShape>,
  locale: Locale,
): ExportedList {
  const line = (row: OrderLine): Cell[] => [
    row.orderNumber,
    row.source,
    row.lineNumber,
    row.orderDate,
    row.channel,
    row.customer === null ? null : inLanguage(row.customer.name, locale),
    row.person === null ? null : inLanguage(row.person.name, locale),
    row.region === null ? null : inLanguage(row.region, locale),
    inLanguage(row.product.name, locale),
    row.quantity,
    row.unitPrice,
    row.discountRate,
    row.amount,
    row.currency,
  ]
  return {
    name: kindLabel('orderLine', locale),
    columns: LINE_FIELDS.map((name) => ({
      title: fieldLabel(name, locale),
      kind: LINE_NUMBERS.has(name) ? 'number' : 'text',
    })),
    each: (take) => eachOrderLine(context, slice, (rows) => take(rows.map(line))),
  }
}

type Node = {
  readonly id: number
  readonly parentId: number | null
  readonly code: string | null
  readonly kind: string
  readonly name: { zh: string; en: string }
}

function exportTree(name: string, locale: Locale, nodes: () => Promise<readonly Node[]>): ExportedList {
  const fields = ['code', 'nameZh', 'nameEn', 'kind', 'parent'] as const
  return {
    name,
    columns: fields.map((field) => textColumn(field, locale)),
    each: async (take) => {
      const all = await nodes()
      const names = new Map(all.map((node) => [node.id, inLanguage(node.name, locale)]))
      const parent = (node: Node) => (node.parentId === null ? null : (names.get(node.parentId) ?? null))
      await take(all.map((node) => [node.code, node.name.zh, node.name.en, node.kind, parent(node)]))
    },
  }
}

/** Trees, whole, as of today: every member with its parent's name. */
export const TREES: Readonly<Record<string, (context: CallContext, locale: Locale) => ExportedList>> = {
  organisation: (context, locale) =>
    exportTree(fieldLabel('orgUnit', locale), locale, async () => {
      const { units } = await getOrganisation(context, {})
      return units.map((unit) => ({ ...unit, code: null, id: unit.orgUnitId }))
    }),
  regions: (context, locale) =>
    exportTree(fieldLabel('region', locale), locale, async () => {
      const { regions } = await getRegions(context, {})
      return regions.map((region) => ({ ...region, id: region.regionId }))
    }),
  products: (context, locale) =>
    exportTree(fieldLabel('product', locale), locale, async () => {
      const { products } = await getProducts(context, {})
      return products.map((product) => ({ ...product, id: product.productId }))
    }),
}
