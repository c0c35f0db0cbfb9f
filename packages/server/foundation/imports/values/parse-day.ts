import { serialText } from '../../../connectors/files/workbook/cell-format.ts'
import { type Parsed, plain, refused } from './parsed.ts'

/** What the first number of a date such as 05/06/2024 is. */
export type DayOrder = 'dmy' | 'mdy'

export type DayOptions = {
  readonly order: DayOrder
  /** whether Excel serials count from 1904 */
  readonly since1904: boolean
  /** an instant belongs to its day in this time zone */
  readonly timeZone: string
}

type Parts = { readonly year: number; readonly month: number; readonly day: number }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const TIME =
  /(?:[T ]\s*(?:上午|下午|AM |PM )?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(AM|PM|Z|[+-]\d{2}:?\d{2})?)?$/i
const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*日)?/
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const NAMED_LAST = /^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[-, ]+(\d{4}|\d{2})/i
const NAMED_FIRST = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})/i
const SERIAL = /^\d{5}(?:\.\d+)?$/
const ONLY_YEAR = /^(?:19|20)\d{2}$/

/** Two digits of a year: up to 69 this century, from 70 on the last. */
function fullYear(text: string | undefined): number {
  const year = Number(text)
  if (text === undefined || text.length > 2) return year
  return year < 70 ? 2000 + year : 1900 + year
}

function monthNamed(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').toLowerCase()) + 1
}

function existing({ year, month, day }: Parts): string | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null
}

/** The civil date at the start of a text and the length of what it took. */
function dateAt(text: string, order: DayOrder): { readonly parts: Parts; readonly length: number } | null {
  const first = YEAR_FIRST.exec(text) ?? COMPACT.exec(text)
  if (first !== null)
    return {
      parts: { year: Number(first[1]), month: Number(first[2]), day: Number(first[3]) },
      length: first[0].length,
    }
  const last = YEAR_LAST.exec(text)
  if (last !== null) {
    const [a, b] = [Number(last[1]), Number(last[2])]
    const [day, month] = order === 'dmy' ? [a, b] : [b, a]
    return { parts: { year: fullYear(last[3]), month, day }, length: last[0].length }
  }
  const named = NAMED_LAST.exec(text)
  if (named !== null)
    return {
      parts: { year: fullYear(named[3]), month: monthNamed(named[2]), day: Number(named[1]) },
      length: named[0].length,
    }
  const english = NAMED_FIRST.exec(text)
  if (english === null) return null
  return {
    parts: { year: Number(english[3]), month: monthNamed(english[1]), day: Number(english[2]) },
    length: english[0].length,
  }
}

type Clock = { readonly seconds: number; readonly zone: string | null }

/** The time of day behind a date; null where something else stands there. */
function clockAt(rest: string): Clock | null {
  if (rest.trim() === '') return { seconds: 0, zone: null }
  const found = TIME.exec(rest)
  if (found === null || found.index !== 0 || found[1] === undefined) return null
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)]
  const mark = (found[4] ?? '').toUpperCase()
  const afternoon = mark === 'PM' || /下午|PM /i.test(rest)
  const full = afternoon && hour < 12 ? hour + 12 : /上午|AM/i.test(rest) && hour === 12 ? 0 : hour
  if (full > 23 || minute > 59 || second > 59) return null
  const zone = mark === 'Z' || /^[+-]/.test(mark) ? mark : null
  return { seconds: full * 3_600 + minute * 60 + second, zone }
}

function zoneSeconds(zone: string): number {
  if (zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.replace(/\D/g, '')
  return sign * (Number(digits.slice(0, 2)) * 3_600 + Number(digits.slice(2, 4)) * 60)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Date and time of an instant on the clocks of a time zone, as if it were UTC. */
function wallClock(instant: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  formats.set(timeZone, format)
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  return Date.UTC(
    Number(parts['year']),
    Number(parts['month']) - 1,
    Number(parts['day']),
    Number(parts['hour']),
    Number(parts['minute']),
    Number(parts['second']),
  )
}

/** The instant at which the clocks of a time zone show a date and time. */
function instantOf(wall: number, timeZone: string): number {
  const guess = wall - (wallClock(wall, timeZone) - wall)
  return guess - (wallClock(guess, timeZone) - wall)
}

type Moment = { readonly day: string; readonly seconds: number; readonly zone: string | null }

function momentOf(text: string, options: DayOptions): Moment | null {
  if (SERIAL.test(text)) {
    const [day = null, time = '00:00:00'] = serialText(Number(text), options.since1904)?.split(' ') ?? []
    if (day === null) return null
    const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
    return { day, seconds: hour * 3_600 + minute * 60 + second, zone: null }
  }
  const date = dateAt(text, options.order)
  const day = date === null ? null : existing(date.parts)
  const clock = date === null ? null : clockAt(text.slice(date.length))
  return day === null || clock === null ? null : { day, ...clock }
}

function inZone({ day, seconds, zone }: Moment, timeZone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + seconds * 1_000
  return zone === null ? instantOf(wall, timeZone) : wall - zoneSeconds(zone) * 1_000
}

/**
 * Reads a day: 2024-05-06, 2024/5/6, 2024.5.6, 2024年5月6日, 20240506, 06-05-2024, 06/05/24, 6 May 2024, May 6, 2024, an
 * Excel serial, an instant with its zone (which belongs to its day in the workspace's zone), and a bare year, which
 * becomes its first day with a remark. A time of day without a zone is left out.
 */
export function parseDay(text: string, options: DayOptions): Parsed<string> {
  const said = plain(text)
  if (ONLY_YEAR.test(said)) return { ok: true, value: `${said}-01-01`, remark: 'onlyYear' }
  const moment = momentOf(said, options)
  if (moment === null) return refused('notADay', { value: text.slice(0, 60) })
  if (moment.zone === null) return { ok: true, value: moment.day }
  const wall = wallClock(inZone(moment, options.timeZone), options.timeZone)
  return { ok: true, value: new Date(wall).toISOString().slice(0, 10) }
}

/** Reads an instant in the same spellings; without a zone it is a time on the workspace's clocks. */
export function parseTime(text: string, options: DayOptions): Parsed<string> {
  const moment = momentOf(plain(text), options)
  if (moment === null) return refused('notATime', { value: text.slice(0, 60) })
  return { ok: true, value: new Date(inZone(moment, options.timeZone)).toISOString() }
}

/** What the dates of a column say about the order of their day and month. */
export type OrderEvidence = { readonly dmy: number; readonly mdy: number; readonly open: number }

/** Counts the dates that can only be day-first, only month-first, and those that could be either. */
export function orderEvidence(texts: Iterable<string>): OrderEvidence {
  const seen = { dmy: 0, mdy: 0, open: 0 }
  for (const text of texts) {
    const found = YEAR_LAST.exec(plain(text))
    if (found === null) continue
    const [a, b] = [Number(found[1]), Number(found[2])]
    if (a > 12 && b <= 12) seen.dmy++
    else if (b > 12 && a <= 12) seen.mdy++
    else if (a !== b) seen.open++
  }
  return seen
}

/** Whether a date is two different days, as its day or its month is read first: 05/06/2024. */
export function mayBeEither(text: string): boolean {
  return orderEvidence([text]).open > 0
}

/** The order that a single date proves: 13/05/2024 can only be day first; null where it proves none. */
export function provenOrder(text: string): DayOrder | null {
  const { dmy, mdy } = orderEvidence([text])
  return dmy > 0 ? 'dmy' : mdy > 0 ? 'mdy' : null
}

/**
 * The order that a column's dates prove, and whether somebody has to decide: where no date proves anything, dashes
 * and dots mean day first, slashes could be either.
 */
export function detectDayOrder(texts: readonly string[]): {
  readonly order: DayOrder
  readonly open: boolean
} {
  const { dmy, mdy, open } = orderEvidence(texts)
  if (dmy !== mdy) return { order: dmy > mdy ? 'dmy' : 'mdy', open: false }
  const slashes = texts.some((text) => /^\d{1,2}\/\d{1,2}\/\d{2,4}/.test(plain(text)))
  return { order: 'dmy', open: open > 0 && slashes }
}
