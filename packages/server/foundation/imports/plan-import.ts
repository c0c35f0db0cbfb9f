import {
  type Field,
  fieldOf,
  type ImportMapping,
  type Kind,
  kindOf,
  type MappedColumn,
} from '@salesloom/contract'
import type { Reading } from '../../connectors/files/open-table.ts'
import { AppError } from '../../platform/app-error.ts'
import { countsInPercent, parseTaxRate } from './values/without-tax.ts'

/** A column that fills a field, by its place in the file. */
export type PlannedColumn = {
  readonly at: number
  readonly header: string
  readonly field: Field
  readonly spelling: MappedColumn
}

/** Where the rate of tax of a row comes from. */
export type TaxSource = {
  readonly at: number | null
  readonly percentColumn: boolean
  readonly rate: bigint | null
}

/** Everything needed to turn the rows of a file into entries. */
export type ImportPlan = {
  readonly kind: Kind
  readonly source: string
  readonly columns: readonly PlannedColumn[]
  /** fields without a column that every row gets, and what an empty cell of the others becomes */
  readonly constants: ReadonlyMap<string, string>
  readonly constantFields: readonly Field[]
  /** place of the column with each row's rate of tax, and the rate of rows that say none, in millionths */
  readonly tax: TaxSource
  readonly idColumns: readonly number[]
  /** place of the column that says each row's source; null where all are of the one */
  readonly sourceColumn: number | null
  /** whether the external id stands for the code that the file does not have */
  readonly idIsCode: boolean
  readonly headers: readonly string[]
  readonly mapping: ImportMapping
  readonly since1904: boolean
  readonly timeZone: string
}

/** Columns of which somebody must say what they hold. */
function planColumns(mapping: ImportMapping, kind: Kind, headers: readonly string[]): PlannedColumn[] {
  const taken = new Set<string>()
  return mapping.columns.flatMap((spelling) => {
    if (spelling.field === null) return []
    const at = headers.indexOf(spelling.header)
    if (at < 0) throw new AppError('importColumnMissing', { column: spelling.header })
    const field = fieldOf(kind, spelling.field)
    if (field === null) throw new AppError('unknownField', { field: spelling.field })
    if (taken.has(field.name)) throw new AppError('importFieldTwice', { field: field.name })
    taken.add(field.name)
    return [{ at, header: spelling.header, field, spelling }]
  })
}

/** @throws AppError where a column is with tax and nothing says how much */
function planTax(
  { taxRate }: ImportMapping,
  columns: readonly PlannedColumn[],
  headers: readonly string[],
): TaxSource {
  // Mappings that were stored before there was a rate have none.
  const { header = null, rate: said = null } = (taxRate as typeof taxRate | undefined) ?? {}
  const at = header === null ? null : headers.indexOf(header)
  if (at === -1) throw new AppError('importColumnMissing', { column: header ?? '' })
  const text = (said ?? '').trim()
  const rate = text === '' ? null : parseTaxRate(text, false)
  if (rate === null && text !== '') throw new AppError('notANumber', { field: 'taxRate', value: text })
  const taxed = columns.find(({ spelling }) => spelling.tax === 'with')
  if (taxed !== undefined && at === null && rate === null)
    throw new AppError('importTaxRateMissing', { column: taxed.header })
  return { at, percentColumn: countsInPercent(header ?? ''), rate }
}

/** Mappings that were stored before exports had a source have no such column. */
function planSource(mapping: ImportMapping, headers: readonly string[]): number | null {
  const header = (mapping.sourceColumn as string | null | undefined) ?? null
  if (header === null) return null
  const at = headers.indexOf(header)
  if (at < 0) throw new AppError('importColumnMissing', { column: header })
  return at
}

/**
 * Checks a mapping against the columns that a file has.
 * @throws AppError for a column or field that is not there, a field filled twice, or a required one that nothing fills
 */
export function planImport(
  mapping: ImportMapping,
  headers: readonly string[],
  reading: Pick<Reading, 'since1904'>,
  timeZone: string,
): ImportPlan {
  const kind = kindOf(mapping.kind)
  const columns = planColumns(mapping, kind, headers)
  const constants = new Map(Object.entries(mapping.constants).filter(([, value]) => value.trim() !== ''))
  const filled = new Set([...columns.map(({ field }) => field.name), ...constants.keys()])
  const idIsCode = !filled.has('code') && mapping.externalId.length > 0 && fieldOf(kind, 'code') !== null
  if (idIsCode) filled.add('code')
  const missing = kind.fields.find((field) => field.required && !filled.has(field.name))
  if (missing !== undefined) throw new AppError('importFieldMissing', { field: missing.name })
  const idColumns = mapping.externalId.map((header) => headers.indexOf(header))
  const lost = idColumns.indexOf(-1)
  if (lost >= 0) throw new AppError('importColumnMissing', { column: mapping.externalId[lost] ?? '' })
  const withColumn = new Set(columns.map(({ field }) => field.name))
  const constantFields = kind.fields.filter(
    (field) => constants.has(field.name) && !withColumn.has(field.name),
  )
  return {
    kind,
    source: mapping.source,
    columns,
    constants,
    constantFields,
    tax: planTax(mapping, columns, headers),
    idColumns,
    sourceColumn: planSource(mapping, headers),
    idIsCode,
    headers,
    mapping,
    since1904: reading.since1904,
    timeZone,
  }
}
