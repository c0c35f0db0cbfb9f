import type { ErrorDetail, Field, Kind, PlainErrorCode } from '@salesloom/contract'
import { fieldOf } from '@salesloom/contract'
import { parseCivilDate } from '@salesloom/engine/calendar'
import { currencyNamed } from '@salesloom/engine/money'

/** A value as it is said: a link by id, or by its record's code, name or external id. */
export type SaidValue =
  | string
  | number
  | boolean
  | null
  | { readonly externalId: string }
  | { readonly code: string }
  | { readonly name: string }

export type SaidEntry = {
  readonly externalId: string
  readonly values: Readonly<Record<string, SaidValue>>
}

/** Why a value cannot be stored; `code` has a text in every language. */
export type EntryFailure = {
  /** which of the entries given, from 0 */
  readonly index: number
  readonly field: string
  readonly value: string
  readonly code: PlainErrorCode
  readonly detail: ErrorDetail
}

export type Stored = string | number | boolean | null

const MOST_TEXT = 500
const MOST_NOTE = 20_000
/**
 * Whole digits of an amount or quantity. In cents that is 10¹⁵: figures are sums of many rows in whole cents, which stay exact
 * below 9 · 10¹⁵, and one row that is mistyped must not take all of them away.
 */
export const MOST_DIGITS = 13
/** How a number may be written: its digits, its places and what is said of one beyond them. */
type Written = { readonly pattern: RegExp; readonly places: number; readonly range: string }

const written = (sign: string, digits: number, places: number, range: string): Written => ({
  pattern: new RegExp(`^${sign}\\d{1,${digits}}(\\.\\d{1,${places}})?$`),
  places,
  range,
})

export const MOST_WHOLE = `± ${'9'.repeat(MOST_DIGITS)}`
const DECIMAL = written('-?', MOST_DIGITS, 4, MOST_WHOLE)
const SHARE = written('-?', 3, 6, '0 … 1')
const SIGNED_SHARE = { ...SHARE, range: '-1 … 1' }
const EXCHANGE = written('', 11, 8, '> 0, ≤ 99999999999')
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})$/

class Refusal extends Error {
  readonly code: PlainErrorCode
  readonly detail: ErrorDetail

  constructor(code: PlainErrorCode, detail: ErrorDetail = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }
}

function refuse(code: PlainErrorCode, detail: ErrorDetail = {}): never {
  throw new Refusal(code, detail)
}

function readText(value: SaidValue, most: number): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return refuse('notText')
  // A null character cannot be stored; it only comes from broken or hostile files.
  const clean = value.replaceAll('\u0000', '').trim()
  if (clean.length > most) refuse('tooLong', { most })
  return clean === '' ? null : clean
}

function readNumber(value: SaidValue, { pattern, places, range }: Written): string {
  const text = (typeof value === 'number' && Number.isFinite(value) ? plain(value) : value) ?? ''
  if (typeof text !== 'string') return refuse('notANumber')
  const number = text.trim()
  if (pattern.test(number)) return number
  const [, decimals = ''] = /^-?\d+(?:\.(\d+))?$/.exec(number) ?? refuse('notANumber')
  // A number with few enough places that is refused all the same is too large, or below nothing.
  return decimals.length > places
    ? refuse('tooManyPlaces', { most: places })
    : refuse('outOfRange', { range })
}

/** A number without an exponent, with at most eight places. */
function plain(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(8).replace(/\.?0+$/, '') : text
}

const MOST_INTEGER = 2_147_483_647

function readWhole(value: SaidValue): number {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return refuse('notWhole')
  if (number < 0 || number > MOST_INTEGER) refuse('outOfRange', { range: `0 … ${MOST_INTEGER}` })
  return number
}

function readDay(value: SaidValue): string {
  if (typeof value !== 'string') return refuse('notADay')
  try {
    parseCivilDate(value)
  } catch {
    return refuse('notADay')
  }
  if (value < '1900-01-01' || value > '2199-12-31') refuse('outOfRange', { range: '1900 … 2199' })
  return value
}

function readTime(value: SaidValue): string {
  if (typeof value !== 'string' || !INSTANT.test(value) || Number.isNaN(Date.parse(value)))
    return refuse('notATime')
  readDay(value.slice(0, 10))
  return new Date(value).toISOString()
}

function readRate(field: Field, value: SaidValue): string {
  const negative = field.name === 'discountRate'
  const form = negative ? SIGNED_SHARE : SHARE
  const text = readNumber(value, form)
  const number = Number(text)
  if (number > 1 || number < (negative ? -1 : 0)) refuse('outOfRange', { range: form.range })
  return text
}

function readDegrees(field: Field, value: SaidValue): number {
  const text =
    typeof value === 'number' ? value : Number(typeof value === 'string' ? value.trim() : Number.NaN)
  const most = field.name === 'latitude' ? 90 : 180
  if (!Number.isFinite(text)) return refuse('notANumber')
  if (Math.abs(text) > most) refuse('outOfRange', { range: `±${most}` })
  return text
}

function readChoice(field: Field, value: SaidValue): string {
  if (typeof value === 'string' && field.choices.includes(value)) return value
  return refuse('notAChoice', { choices: field.choices.join(', ') })
}

function readFlag(value: SaidValue): boolean {
  if (typeof value === 'boolean') return value
  return refuse('notAChoice', { choices: 'true, false' })
}

function readDecimal(field: Field, value: SaidValue): string {
  if (field.name !== 'rate') return readNumber(value, DECIMAL)
  const rate = readNumber(value, EXCHANGE)
  if (Number(rate) === 0) refuse('outOfRange', { range: EXCHANGE.range })
  return rate
}

/** What a field other than a link stores. */
function readPlain(field: Field, value: SaidValue): Stored {
  switch (field.type) {
    case 'text':
      return readText(value, MOST_TEXT)
    case 'note':
      return readText(value, MOST_NOTE)
    case 'decimal':
      return readDecimal(field, value)
    case 'integer':
      return readWhole(value)
    case 'rate':
      return readRate(field, value)
    case 'day':
      return readDay(value)
    case 'time':
      return readTime(value)
    case 'flag':
      return readFlag(value)
    case 'choice':
      return readChoice(field, value)
    case 'degrees':
      return readDegrees(field, value)
    case 'link':
      throw new Error('links are resolved together')
  }
}

export function shown(value: SaidValue | undefined): string {
  if (value === null || value === undefined) return ''
  return (typeof value === 'object' ? Object.values(value).join(' ') : String(value)).slice(0, 200)
}

/** What one entry says: plain values ready for their columns, links still as said. */
export type ReadEntry = {
  readonly index: number
  readonly externalId: string
  readonly columns: Map<string, Stored>
  readonly links: Map<Field, Exclude<SaidValue, null>>
}

/** Fields that name a currency: rates and amounts are found by its code of ISO 4217. */
export function namesCurrency(kind: Kind, { name }: Field): boolean {
  return name === 'currency' || (kind.name === 'currency' && name === 'code')
}

function readCurrency(value: SaidValue): Stored {
  const said = readText(value, MOST_TEXT)
  return said === null ? null : (currencyNamed(said) ?? refuse('notACurrency'))
}

function isBlank(value: SaidValue): boolean {
  return value === null || value === ''
}

function readField(kind: Kind, name: string, value: SaidValue, entry: ReadEntry): void {
  const field = fieldOf(kind, name)
  if (field === null) refuse('unknownField')
  if (isBlank(value)) {
    if (field.required) refuse('valueRequired')
    entry.columns.set(field.column, null)
  } else if (field.type === 'link') entry.links.set(field, value as Exclude<SaidValue, null>)
  else {
    const stored = namesCurrency(kind, field) ? readCurrency(value) : readPlain(field, value)
    if (stored === null && field.required) refuse('valueRequired')
    entry.columns.set(field.column, stored)
  }
}

/** Reads the values of one entry; every wrong one is reported, not only the first. */
export function readEntry(
  kind: Kind,
  said: SaidEntry,
  index: number,
): { readonly entry: ReadEntry; readonly failures: EntryFailure[] } {
  const entry: ReadEntry = { index, externalId: said.externalId, columns: new Map(), links: new Map() }
  const failures: EntryFailure[] = []
  for (const [name, value] of Object.entries(said.values)) {
    try {
      readField(kind, name, value, entry)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      failures.push(failure(index, name, shown(value), error.code, error.detail))
    }
  }
  return { entry, failures }
}

/** A failure with the places of its text filled. */
export function failure(
  index: number,
  field: string,
  value: string,
  code: PlainErrorCode,
  detail: ErrorDetail = {},
): EntryFailure {
  return { index, field, value, code, detail: { field, value, ...detail } }
}
