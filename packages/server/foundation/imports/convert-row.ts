import { hash } from 'node:crypto'
import {
  type ErrorDetail,
  type Field,
  fieldOf,
  type ImportProblem,
  type MappedColumn,
} from '@salesloom/contract'
import { currencyNamed } from '@salesloom/engine/money'
import type { RawRow } from '../../connectors/files/raw-row.ts'
import { namesCurrency, type SaidValue } from '../entries/index.ts'
import type { ImportPlan } from './plan-import.ts'
import { parseAmount, parseWhole } from './values/parse-amount.ts'
import { parseChoice } from './values/parse-choice.ts'
import { type DayOptions, mayBeEither, parseDay, parseTime, provenOrder } from './values/parse-day.ts'
import { parseFlag, parseShare } from './values/parse-share.ts'
import { type Parsed, refused, SHEET_ERROR } from './values/parsed.ts'
import { parseTaxRate, withoutTax } from './values/without-tax.ts'

/** A row as it would be stored; links are still texts where nobody has decided about them. */
export type ConvertedRow = {
  readonly raw: RawRow
  /** the source in which the external id means something */
  readonly source: string
  readonly externalId: string
  readonly values: Record<string, SaidValue>
  readonly problems: ImportProblem[]
  readonly remarks: ImportProblem[]
}

const LONGEST_ID = 300
const LONGEST_SOURCE = 60
const LONGEST_SHOWN = 200
const UNREADABLE = '\ufffd'

/** A cell without the apostrophe that keeps a spreadsheet from computing it. */
const meant = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '')

/** What was said about a cell, with its place. */
export function problemAt(
  header: string | null,
  field: string | null,
  value: string,
  code: string,
  detail: ErrorDetail = {},
): ImportProblem {
  const shown = value.slice(0, LONGEST_SHOWN)
  return {
    header,
    field,
    value: shown,
    code,
    detail: { field: field ?? header ?? '', value: shown, ...detail },
  }
}

const isDay = (field: Field): boolean => field.type === 'day' || field.type === 'time'

function parsePlain(field: Field, text: string, spelling: MappedColumn, days: DayOptions): Parsed<SaidValue> {
  const style = spelling.numbers ?? 'point'
  switch (field.type) {
    case 'decimal':
      return parseAmount(text, style, { power: spelling.power, places: field.name === 'rate' ? 8 : 4 })
    case 'integer':
      return parseWhole(text, style, spelling.power)
    case 'rate':
      return parseShare(text, spelling.shares ?? 'fraction', {
        style,
        discount: field.name === 'discountRate',
      })
    case 'degrees':
      return parseAmount(text, style, { places: 12 })
    case 'day':
      return parseDay(text, days)
    case 'time':
      return parseTime(text, days)
    case 'flag':
      return parseFlag(text)
    case 'choice':
      return parseChoice(text, field.choices)
    case 'text':
    case 'note':
    case 'link':
      return { ok: true, value: text }
  }
}

function parseCurrency(text: string): Parsed<string> {
  const code = currencyNamed(text)
  return code === null ? refused('notACurrency') : { ok: true, value: code }
}

const USUAL: MappedColumn = {
  header: '',
  field: null,
  order: null,
  numbers: null,
  shares: null,
  power: 0,
  tax: null,
}

/** Turns rows into entries by a plan; every cell that does not fit is reported, not only the first of a row. */
export class RowConverter {
  private readonly plan: ImportPlan

  /** whether no column of the file fills the tax itself */
  private readonly keepsTax: boolean

  constructor(plan: ImportPlan) {
    this.plan = plan
    this.keepsTax = !plan.columns.some(({ field }) => field.name === 'taxAmount')
  }

  convert(raw: RawRow): ConvertedRow {
    const row: ConvertedRow = {
      raw,
      source: this.source(raw),
      externalId: '',
      values: {},
      problems: [],
      remarks: [],
    }
    if (raw.broken !== null) {
      row.problems.push(problemAt(null, null, raw.values.join(' ').slice(0, 80), raw.broken))
      return row
    }
    for (const { at, header, field, spelling } of this.plan.columns)
      this.read(row, field, raw.values[at] ?? '', spelling, header)
    for (const field of this.plan.constantFields) this.read(row, field, '', USUAL, null)
    const externalId = this.externalId(row)
    if (this.plan.idIsCode) row.values['code'] = externalId
    return { ...row, externalId }
  }

  private read(
    row: ConvertedRow,
    field: Field,
    cell: string,
    spelling: MappedColumn,
    header: string | null,
  ): void {
    const said = meant(cell)
    const text =
      said === '' ? (this.plan.constants.get(field.name) ?? '') : this.replaced(row, field, said, header)
    if (text === '') this.blank(row, field, header)
    else if (text.includes(UNREADABLE))
      row.problems.push(problemAt(header, field.name, text, 'unreadableText'))
    else if (SHEET_ERROR.test(text)) row.problems.push(problemAt(header, field.name, text, 'cellError'))
    else if (field.type === 'link') this.link(row, field, text, header)
    else this.plain(row, field, text, said === '' ? USUAL : spelling, header)
  }

  private plain(
    row: ConvertedRow,
    field: Field,
    text: string,
    spelling: MappedColumn,
    header: string | null,
  ): void {
    const { since1904, timeZone } = this.plan
    const days = { order: spelling.order ?? provenOrder(text) ?? 'dmy', since1904, timeZone } as const
    const parsed = namesCurrency(this.plan.kind, field)
      ? parseCurrency(text)
      : parsePlain(field, text, spelling, days)
    if (!parsed.ok) {
      row.problems.push(problemAt(header, field.name, text, parsed.code, parsed.detail))
      return
    }
    if (spelling.order === null && isDay(field) && mayBeEither(text)) {
      row.problems.push(problemAt(header, field.name, text, 'dayOrderOpen'))
      return
    }
    if (spelling.tax === 'with') this.takeTaxOut(row, field, text, String(parsed.value), header)
    else row.values[field.name] = parsed.value
    if (parsed.remark !== undefined) row.remarks.push(problemAt(header, field.name, text, parsed.remark))
  }

  /** Amounts are kept without tax; what the tax was is kept too, where the kind has a place for it. */
  private takeTaxOut(
    row: ConvertedRow,
    field: Field,
    text: string,
    amount: string,
    header: string | null,
  ): void {
    const { tax, kind } = this.plan
    const said = tax.at === null ? '' : (row.raw.values[tax.at] ?? '').trim()
    const rate = said === '' ? tax.rate : parseTaxRate(said, tax.percentColumn)
    if (rate === null) {
      row.problems.push(problemAt(header, field.name, text, 'taxRateMissing', { rate: said }))
      return
    }
    const parts = withoutTax(amount, rate)
    row.values[field.name] = parts.net
    if (field.name === 'amount' && this.keepsTax && fieldOf(kind, 'taxAmount') !== null)
      row.values['taxAmount'] = parts.tax
    row.remarks.push(
      problemAt(header, field.name, text, 'taxTakenOut', { rate: `${Number(rate) / 10_000} %` }),
    )
  }

  /** Empty is not zero: the field stays empty, and what cannot be empty is refused. */
  private blank(row: ConvertedRow, field: Field, header: string | null): void {
    if (field.required) row.problems.push(problemAt(header, field.name, '', 'valueRequired'))
    else if (field.type === 'link') row.remarks.push(problemAt(header, field.name, '', 'linkEmpty'))
    // What the store gives a value by itself keeps it: a state that is not said is the first one.
    if (!field.required && field.type !== 'choice' && field.type !== 'rate') row.values[field.name] = null
  }

  private link(row: ConvertedRow, field: Field, text: string, header: string | null): void {
    const decision = this.plan.mapping.links[field.name]?.[text]
    if (decision?.action === 'use') {
      row.values[field.name] = decision.id
      row.remarks.push(problemAt(header, field.name, text, 'linkReplaced'))
    } else if (decision?.action === 'leaveOut') {
      if (field.required) row.problems.push(problemAt(header, field.name, text, 'linkUnknown'))
      else row.values[field.name] = null
      row.remarks.push(problemAt(header, field.name, text, 'linkLeftOut'))
    } else row.values[field.name] = text
  }

  private replaced(row: ConvertedRow, field: Field, text: string, header: string | null): string {
    const to = this.plan.mapping.replace[field.name]?.[text]
    if (to === undefined) return text
    row.remarks.push(problemAt(header, field.name, text, 'valueReplaced', { to }))
    return to
  }

  private source({ values }: RawRow): string {
    const { source, sourceColumn } = this.plan
    const said = sourceColumn === null ? '' : meant(values[sourceColumn] ?? '')
    return said === '' ? source : said.slice(0, LONGEST_SOURCE)
  }

  /** What makes the row itself: its id columns, else a fingerprint of everything that it says. */
  private externalId(row: ConvertedRow): string {
    const { idColumns, columns, headers } = this.plan
    if (idColumns.length === 0) {
      const said = columns.map(({ at }) => row.raw.values[at] ?? '')
      return hash('sha1', JSON.stringify(said), 'base64url')
    }
    const parts = idColumns.map((at) => meant(row.raw.values[at] ?? ''))
    const empty = parts.indexOf('')
    if (empty >= 0)
      row.problems.push(problemAt(headers[idColumns[empty] ?? 0] ?? '', 'externalId', '', 'valueRequired'))
    const id = parts.join('/')
    if (id.length > LONGEST_ID)
      row.problems.push(
        problemAt(headers[idColumns[0] ?? 0] ?? '', 'externalId', id, 'tooLong', { most: LONGEST_ID }),
      )
    return id
  }
}
