import type { ImportMapping, MappedColumn } from '@salesloom/contract'
import { fieldOf, kindOf } from '@salesloom/contract'
import type { Template } from './shipped-templates.ts'
import {
  mapColumn,
  type SampledColumn,
  suggestExternalId,
  suggestSource,
  suggestTaxRate,
} from './suggest-mapping.ts'
import { loose } from './values/parse-choice.ts'

/** Share of a file's columns that a template knows, less what it expects to fill and the file has not. */
export function templateFit(template: Template, headers: readonly string[]): number {
  const known = new Set(template.mapping.columns.map((column) => loose(column.header)))
  const met = headers.filter((header) => known.has(loose(header))).length
  return headers.length === 0 ? 0 : met / headers.length
}

/** The columns of a template that a file has; where several fill a field, the template's first one does. */
function chosenColumns(template: Template, columns: readonly SampledColumn[]): Map<string, MappedColumn> {
  const met = new Set(columns.map(({ header }) => loose(header)))
  const chosen = new Map<string, MappedColumn>()
  const taken = new Set<string>()
  for (const column of template.mapping.columns) {
    const name = loose(column.header)
    if (column.field === null || taken.has(column.field) || chosen.has(name) || !met.has(name)) continue
    taken.add(column.field)
    chosen.set(name, column)
  }
  return chosen
}

function applied(
  template: Template,
  column: SampledColumn,
  chosen: ReadonlyMap<string, MappedColumn>,
): MappedColumn {
  const kind = kindOf(template.mapping.kind)
  const known = chosen.get(loose(column.header))
  const field = known === undefined ? null : fieldOf(kind, known.field ?? '')
  const sniffed = mapColumn(column, field, kind)
  if (field === null) return sniffed
  return {
    ...sniffed,
    order: known?.order ?? sniffed.order,
    numbers: known?.numbers ?? sniffed.numbers,
    shares: known?.shares ?? sniffed.shares,
    power: known?.power || sniffed.power,
    tax: known?.tax ?? sniffed.tax,
  }
}

/** The template's rate; its column where the file has it, else one that the file has. */
function taxRateOf(template: Template, columns: readonly MappedColumn[]): ImportMapping['taxRate'] {
  const { header = null, rate = null } = template.mapping.taxRate ?? {}
  const met = header === null ? undefined : columns.find((column) => loose(column.header) === loose(header))
  return { header: met?.header ?? suggestTaxRate(columns).header, rate }
}

/** The mapping of a template for the columns that a file really has. */
export function applyTemplate(template: Template, columns: readonly SampledColumn[]): ImportMapping {
  const chosen = chosenColumns(template, columns)
  const mapped = columns.map((column) => applied(template, column, chosen))
  const kind = kindOf(template.mapping.kind)
  const wanted = new Set(template.mapping.externalId.map(loose))
  const ids = columns.filter((column) => wanted.has(loose(column.header))).map((column) => column.header)
  return {
    ...template.mapping,
    columns: mapped,
    taxRate: taxRateOf(template, mapped),
    sourceColumn: suggestSource(columns),
    externalId: ids.length > 0 ? ids : suggestExternalId(mapped, kind),
  }
}
