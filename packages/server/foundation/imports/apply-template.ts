import type { ImportMapping, MappedColumn } from '@salesloom/contract'
import { fieldOf, kindOf } from '@salesloom/contract'
import type { Template } from './shipped-templates.ts'
import { mapColumn, type SampledColumn, suggestExternalId } from './suggest-mapping.ts'
import { loose } from './values/parse-choice.ts'

/** Share of a file's columns that a template knows, less what it expects to fill and the file has not. */
export function templateFit(template: Template, headers: readonly string[]): number {
  const known = new Set(template.mapping.columns.map((column) => loose(column.header)))
  const met = headers.filter((header) => known.has(loose(header))).length
  return headers.length === 0 ? 0 : met / headers.length
}

function applied(template: Template, column: SampledColumn, taken: Set<string>): MappedColumn {
  const known = template.mapping.columns.find(({ header }) => loose(header) === loose(column.header))
  const name = known?.field ?? null
  const field = name === null ? null : fieldOf(kindOf(template.mapping.kind), name)
  if (field === null || taken.has(field.name)) return mapColumn(column, null)
  taken.add(field.name)
  const sniffed = mapColumn(column, field)
  return {
    ...sniffed,
    order: known?.order ?? sniffed.order,
    numbers: known?.numbers ?? sniffed.numbers,
    shares: known?.shares ?? sniffed.shares,
    power: known?.power || sniffed.power,
  }
}

/** The mapping of a template for the columns that a file really has. */
export function applyTemplate(template: Template, columns: readonly SampledColumn[]): ImportMapping {
  const taken = new Set<string>()
  const mapped = columns.map((column) => applied(template, column, taken))
  const kind = kindOf(template.mapping.kind)
  const wanted = new Set(template.mapping.externalId.map(loose))
  const ids = columns.filter((column) => wanted.has(loose(column.header))).map((column) => column.header)
  return {
    ...template.mapping,
    columns: mapped,
    externalId: ids.length > 0 ? ids : suggestExternalId(mapped, kind),
  }
}
