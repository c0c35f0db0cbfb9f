import type { ImportMapping, MappedColumn } from '@salesloom/contract'
import {
  type Field,
  type FieldName,
  fieldLabel,
  IMPORT_KINDS,
  isKeptWithoutTax,
  isTree,
  type Kind,
  kindLabel,
  LOCALES,
} from '@salesloom/contract'
import { likeness } from './likeness.ts'
import { detectNumberStyle, parseAmount } from './values/parse-amount.ts'
import { loose } from './values/parse-choice.ts'
import { detectDayOrder, parseDay } from './values/parse-day.ts'
import { detectShareScale } from './values/parse-share.ts'
import { plain } from './values/parsed.ts'
import { namesTaxRate, saysWithTax } from './values/without-tax.ts'

/** A column with the texts of its first rows. */
export type SampledColumn = { readonly header: string; readonly samples: readonly string[] }

const SURE = 1
const EXACTLY = 0.1
const LIKELY = 0.72
const BY_OTHERS = 0.9
const WITH_TAX = 0.01
const SNIFF_DAY = { order: 'dmy', since1904: false, timeZone: 'UTC' } as const

/** A header without its unit: “金额(万元)” asks for 金额. */
function bare(header: string): string {
  return loose(header.replace(/[(（[【][^)）\]】]*[)）\]】]/g, '').replace(/\*/g, ''))
}

/** What facts call the records of a kind: a column of that name in a file of the records themselves is their name. */
function callNames(kind: Kind): string[] {
  const links = IMPORT_KINDS.flatMap(({ fields }) => fields.filter((field) => field.to === kind.name))
  const own = links.filter((field) => field.name === kind.name)
  return own.flatMap((field) => [
    field.name,
    ...field.aliases,
    ...LOCALES.map((locale) => fieldLabel(field.name, locale)),
  ])
}

const CALLED = new Map(IMPORT_KINDS.map((kind) => [kind, new Set(callNames(kind).map(loose))]))

/** How well a header names a field of a kind: its own names first, then those that others call it by. */
function headerScore(header: string, field: Field, kind: Kind): number {
  const own = ownScore(header, field)
  const called = field.name === 'nameZh' && CALLED.get(kind)?.has(bare(header)) === true
  return called ? Math.max(own, BY_OTHERS) : own
}

/** How well a header names a field: its aliases and labels count in full, what looks like them less. */
function ownScore(header: string, field: Field): number {
  const said = bare(header)
  if (said === '') return 0
  const names = [field.name, ...field.aliases, ...LOCALES.map((locale) => fieldLabel(field.name, locale))]
  let best = 0
  for (const name of names) {
    // A header spelt exactly like an alias says more than one that only reads alike: close_date is not Close Date.
    if (name === header) return SURE + EXACTLY
    const known = loose(name)
    if (known === said) best = Math.max(best, SURE)
    if (best >= SURE) continue
    best = Math.max(best, likeness(said, known) * 0.85)
  }
  return best
}

/** How well the samples of a column fit what a field holds, −1 to 1. */
function valueScore(samples: readonly string[], field: Field): number {
  if (samples.length === 0) return 0
  const score = (fits: (text: string) => boolean) => {
    const share = samples.filter(fits).length / samples.length
    // A bad value among few is a bad value: it does not say that the column is another one.
    return share >= 0.5 ? share : share * 2 - 1
  }
  switch (field.type) {
    case 'day':
    case 'time':
      return score((text) => parseDay(text, SNIFF_DAY).ok)
    case 'decimal':
    case 'integer':
    case 'rate':
    case 'degrees':
      return score((text) => parseAmount(text.replace('%', '')).ok || parseAmount(text, 'comma').ok)
    default:
      return 0
  }
}

function scoreOf(column: SampledColumn, field: Field, kind: Kind): number {
  const named = headerScore(column.header, field, kind)
  if (named < 0.4) return 0
  // What is kept without tax is better filled by a column without it, where a file has both.
  const taxed = field.type === 'decimal' && saysWithTax(column.header) ? WITH_TAX : 0
  return named - taxed + valueScore(column.samples, field) * (named >= SURE ? 0.3 : 0.15)
}

type Pairing = { readonly column: number; readonly field: Field; readonly score: number }

/** The best pairing of columns and fields, greedily: the surest pair first, every field and column once. */
function pairUp(columns: readonly SampledColumn[], kind: Kind): Pairing[] {
  const all = columns
    .flatMap((column, at) =>
      kind.fields.map((field) => ({ column: at, field, score: scoreOf(column, field, kind) })),
    )
    .filter(({ score }) => score >= LIKELY)
    .toSorted((a, b) => b.score - a.score || a.column - b.column)
  const taken = { columns: new Set<number>(), fields: new Set<string>() }
  return all.filter(({ column, field }) => {
    if (taken.columns.has(column) || taken.fields.has(field.name)) return false
    taken.columns.add(column)
    taken.fields.add(field.name)
    return true
  })
}

/** Power of ten that a header names: 金额(万元) → 4. */
export function headerPower(header: string): number {
  const unit = /[(（[【]([^)）\]】]*)[)）\]】]/.exec(plain(header))?.[1] ?? ''
  if (/[亿億]/.test(unit)) return 8
  if (/百[万萬]/.test(unit)) return 6
  if (/[万萬]/.test(unit)) return 4
  return /千元|thousand|'000|^k$/i.test(unit) ? 3 : 0
}

/** Nothing where the dates could be read two ways: somebody has to say. */
function orderOf(samples: readonly string[]): MappedColumn['order'] {
  const { order, open } = detectDayOrder(samples)
  return open ? null : order
}

/** How the values of a column are spelt, by its samples. */
function spelling(
  column: SampledColumn,
  field: Field | null,
  kind: Kind,
): Omit<MappedColumn, 'header' | 'field'> {
  const usual = { order: null, numbers: null, shares: null, power: 0, tax: null }
  switch (field?.type) {
    case 'day':
    case 'time':
      return { ...usual, order: orderOf(column.samples) }
    case 'decimal':
      return {
        ...usual,
        numbers: detectNumberStyle(column.samples) ?? 'point',
        power: headerPower(column.header),
        tax: saysWithTax(column.header) && isKeptWithoutTax(kind.name, field.name) ? 'with' : null,
      }
    case 'integer':
    case 'degrees':
      return { ...usual, numbers: detectNumberStyle(column.samples) ?? 'point' }
    case 'rate':
      return {
        ...usual,
        shares: /%|百分/.test(column.header) ? 'percent' : detectShareScale(column.samples),
      }
    default:
      return usual
  }
}

/** Gives a column a field with the spelling that its samples show. */
export function mapColumn(column: SampledColumn, field: Field | null, kind: Kind): MappedColumn {
  return { header: column.header, field: field?.name ?? null, ...spelling(column, field, kind) }
}

/** Whether a header is the name that exports give to a field, in any language. */
function isExported(header: string, name: FieldName): boolean {
  return LOCALES.some((locale) => fieldLabel(name, locale) === header)
}

/** What identifies a row in exports: its external id, or for order lines the number of the order with that of the line. */
const IDENTITIES: readonly (readonly FieldName[])[] = [['externalId'], ['number', 'lineNumber']]

/** The column with the source of each row: only files that an export made have it, beside what identifies the row. */
export function suggestSource(columns: readonly SampledColumn[]): string | null {
  const has = (name: FieldName) => columns.some(({ header }) => isExported(header, name))
  if (!IDENTITIES.some((names) => names.every(has))) return null
  return columns.find(({ header }) => isExported(header, 'source'))?.header ?? null
}

/** Suggests a field for each column, by headers in three languages and of other systems, likeness and values. */
export function suggestColumns(columns: readonly SampledColumn[], kind: Kind): MappedColumn[] {
  const source = suggestSource(columns)
  const pairs = new Map(pairUp(columns, kind).map((pair) => [pair.column, pair.field]))
  if (source !== null) pairs.delete(columns.findIndex(({ header }) => header === source))
  return columns.map((column, at) => mapColumn(column, pairs.get(at) ?? null, kind))
}

/** Where the rate of tax stands, for amounts that are with it. */
export function suggestTaxRate(columns: readonly MappedColumn[]): ImportMapping['taxRate'] {
  const taxed = columns.some(({ tax }) => tax === 'with')
  return { header: (taxed && columns.find(({ header }) => namesTaxRate(header))?.header) || null, rate: null }
}

/** Headers under which systems give the id of a row, surest first. */
const ID_HEADERS = ['externalid', '外部编号', 'id', 'recordid', 'uniqueid', '唯一标识', '唯一性id', '记录id']

/** How tables call the id of rows that have no number of their own as a field: 线索编号, 线索ID, Lead number. */
function idHeaders(kind: Kind): string[] {
  if (kind.fields.some(({ name }) => name === 'number' || name === 'code')) return []
  const called = [kind.name, ...LOCALES.map((locale) => kindLabel(kind.name, locale))]
  return called.flatMap((name) => ['编号', 'id', 'number', 'no'].map((word) => loose(`${name}${word}`)))
}

/** The columns that make a row of a kind itself: an id of the other system, else what the kind is numbered by. */
export function suggestExternalId(columns: readonly MappedColumn[], kind: Kind): string[] {
  // A node may stand in several rows, one for each of its places through time: its code is its own field.
  if (isTree(kind)) return []
  const own = [`${kind.name}id`, `${loose(kind.table)}id`, ...idHeaders(kind), ...ID_HEADERS]
  const found = own
    .map((name) => columns.find((column) => loose(column.header) === name))
    .find((column) => column !== undefined)
  if (found !== undefined) return [found.header]
  const byField = (name: string) => columns.find((column) => column.field === name)?.header
  if (kind.name === 'orderLine')
    return [byField('number'), byField('lineNumber')].filter((header) => header !== undefined)
  if (kind.name === 'exchangeRate')
    return [byField('currency'), byField('day')].filter((header) => header !== undefined)
  if (kind.name === 'holiday') return [byField('day')].filter((header) => header !== undefined)
  const numbered =
    byField('number') ?? byField('code') ?? (kind.group === 'records' ? byField('nameZh') : undefined)
  return numbered === undefined ? [] : [numbered]
}

/**
 * How well the columns of a file fill a kind: by how many of its columns find a field, and by how much is there of what
 * the kind cannot be without; a file that lacks most of that is of another kind. A code can come from the id of the row.
 */
function kindScore(columns: readonly SampledColumn[], kind: Kind): number {
  const pairs = pairUp(columns, kind)
  const required = kind.fields.filter((field) => field.required && field.name !== 'code')
  const filled = required.filter((field) => pairs.some((pair) => pair.field === field)).length
  const share = required.length === 0 ? 1 : filled / required.length
  const sure = pairs.reduce((sum, pair) => sum + Math.min(1, pair.score), 0)
  return ((sure / Math.max(1, columns.length)) * 0.6 + share * 0.4) * (0.4 + share * 0.6)
}

/** The kinds that a file could hold, the likeliest first. */
export function suggestKinds(
  columns: readonly SampledColumn[],
  may: (kind: Kind) => boolean,
): Array<{ kind: Kind; likeness: number }> {
  return IMPORT_KINDS.filter(may)
    .map((kind) => ({ kind, likeness: Math.min(1, kindScore(columns, kind)) }))
    .toSorted((a, b) => b.likeness - a.likeness)
}
