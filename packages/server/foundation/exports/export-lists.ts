import {
  type EntryRow,
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
import { cellOf, columnOf, type ExportedList, inLanguage } from './exported-list.ts'

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
      ...fields.map((field) => columnOf(field, locale)),
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
