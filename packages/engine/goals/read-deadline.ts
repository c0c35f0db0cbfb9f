import {
  addDays,
  type CivilDate,
  daysInMonth,
  type FiscalPart,
  fiscalPeriodOf,
  fiscalRange,
  formatCivilDate,
  monthBounds,
  parseCivilDate,
} from '../calendar/index.ts'
import type { Sentence } from './sentence.ts'

/** The days that a phrase names: its last day, and its first where it names a period. */
export type NamedDays = { readonly from: CivilDate | null; readonly to: CivilDate }

type Calendar = { readonly today: CivilDate; readonly fiscalStart: number }
type Rule = readonly [pattern: RegExp, days: (match: RegExpExecArray, calendar: Calendar) => NamedDays | null]

const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const COUNT: Readonly<Record<string, number>> = {
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  十一: 11,
  十二: 12,
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  nine: 9,
  ten: 10,
  twelve: 12,
}

const countOf = (word: string | undefined): number => COUNT[word ?? ''] ?? Number(word)

function monthNumber(name: string): number {
  return MONTH_NAMES.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1
}

/** The same day so many months on, or the last day of a shorter month. */
function addMonths(day: CivilDate, months: number): CivilDate {
  const { year, month, day: date } = parseCivilDate(day)
  const index = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  return formatCivilDate(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)))
}

function fullYear(text: string): number {
  const year = Number(text)
  return year < 100 ? 2000 + year : year
}

type Part = FiscalPart | { readonly half: 1 | 2 }

/** A part of a fiscal year as days. */
function partDays(year: number, part: Part, calendar: Calendar): NamedDays {
  if (typeof part === 'object' && 'half' in part)
    return {
      from: partDays(year, { quarter: part.half * 2 - 1 }, calendar).from,
      to: partDays(year, { quarter: part.half * 2 }, calendar).to,
    }
  const { from, until } = fiscalRange(year, part, calendar.fiscalStart)
  return { from, to: addDays(until, -1) }
}

const yearOf = ({ today, fiscalStart }: Calendar): number => fiscalPeriodOf(today, fiscalStart).fiscalYear

/** A part of the year meant: this year’s while it is not over, else next year’s. */
function comingPart(part: Part, calendar: Calendar, year: number | null): NamedDays {
  if (year !== null) return partDays(year, part, calendar)
  const own = partDays(yearOf(calendar), part, calendar)
  return own.to >= calendar.today ? own : partDays(yearOf(calendar) + 1, part, calendar)
}

/** A calendar month: the coming one of that name where no year is said. */
function comingMonth(month: number, year: number | null, today: CivilDate): NamedDays | null {
  if (month < 1 || month > 12) return null
  const now = parseCivilDate(today).year
  const chosen = year ?? (monthBounds(formatCivilDate(now, month, 1).slice(0, 7)).to >= today ? now : now + 1)
  return monthBounds(formatCivilDate(chosen, month, 1).slice(0, 7))
}

function comingDay(month: number, day: number, year: number | null, today: CivilDate): NamedDays | null {
  const days = comingMonth(month, null, today)
  if (days === null || day < 1) return null
  const at = (y: number) => (day <= daysInMonth(y, month) ? formatCivilDate(y, month, day) : null)
  const now = parseCivilDate(today).year
  const own = at(year ?? now)
  const to = year === null && own !== null && own < today ? at(now + 1) : own
  return to === null ? null : { from: null, to }
}

function quarterAfter(calendar: Calendar, steps: number): NamedDays {
  const { fiscalYear, quarter } = fiscalPeriodOf(calendar.today, calendar.fiscalStart)
  const index = fiscalYear * 4 + quarter - 1 + steps
  return partDays(Math.floor(index / 4), { quarter: ((index % 4) + 1) as 1 | 2 | 3 | 4 }, calendar)
}

function monthAfterToday({ today }: Calendar, steps: number): NamedDays {
  return monthBounds(addMonths(`${today.slice(0, 8)}01`, steps).slice(0, 7))
}

const calendarYear = (year: number): NamedDays => ({ from: `${year}-01-01`, to: `${year}-12-31` })
const thisYear = ({ today }: Calendar): number => parseCivilDate(today).year
const fiscalYearDays = (calendar: Calendar, year: number): NamedDays => partDays(year, 'year', calendar)

const relativeYear = (word: string | undefined, calendar: Calendar): number | null => {
  if (word === undefined) return null
  const plain = word.replace(/\s|年/g, '')
  if (/^(明|nextyear)/.test(plain)) return yearOf(calendar) + 1
  if (/^(今|本|thisyear)/.test(plain)) return yearOf(calendar)
  return fullYear(plain.replace(/^fy/, ''))
}

const QUARTER: Readonly<Record<string, 1 | 2 | 3 | 4>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
}

const half = (word: string): Part => ({ half: /上|1|first/.test(word) ? 1 : 2 })

/** The day before the first of a named month or holiday: what “before November” asks. */
const before = (days: NamedDays | null): NamedDays | null =>
  days === null || days.from === null ? null : { from: null, to: addDays(days.from, -1) }

const CHINESE: readonly Rule[] = [
  [
    /(?:(20\d\d|明|今)年)?\s*(\d{1,2})月\s*(\d{1,2})[日号](?:之?前|以前|为止)?/,
    ([, year, month, day], calendar) =>
      comingDay(
        Number(month),
        Number(day),
        year === undefined
          ? null
          : year === '明'
            ? thisYear(calendar) + 1
            : year === '今'
              ? thisYear(calendar)
              : Number(year),
        calendar.today,
      ),
  ],
  [
    /(?:(20\d\d|明|今)年)?\s*(?:第?([一二三四1-4])季度?|q([1-4])(?!\s*(?:of\b|fy|20\d\d|next|this)))(?:末|底|结束)?(?:之?前|以前)?/,
    ([, year, zh, digit], calendar) =>
      comingPart({ quarter: QUARTER[zh ?? digit ?? '']! }, calendar, relativeYear(year, calendar)),
  ],
  [
    /(?:(20\d\d|明|今)年)?\s*(上|下)半年(?:末|底)?(?:之?前)?/,
    ([, year, which], calendar) => comingPart(half(which!), calendar, relativeYear(year, calendar)),
  ],
  [
    /(?:(20\d\d|明|今)年)?\s*(\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?(末|底)?(之?前|以前)?/,
    ([, year, month, end, until], calendar) => {
      const days = comingMonth(
        countOf(month),
        year === undefined
          ? null
          : year === '明'
            ? thisYear(calendar) + 1
            : year === '今'
              ? thisYear(calendar)
              : Number(year),
        calendar.today,
      )
      return until !== undefined && end === undefined ? before(days) : days
    },
  ],
  [
    /(?:未来|接下来|今后)?\s*(\d+|[一两二三四五六七八九十]+)\s*(?:个)?(天|周|星期|月|季度)(?:之?内|以内)|(?:未来|接下来|今后)\s*(\d+|[一两二三四五六七八九十]+)\s*(?:个)?(天|周|星期|月|季度)/,
    ([, a, unitA, b, unitB], { today }) => span(countOf(a ?? b), unitA ?? unitB ?? '', today),
  ],
  [
    /(半|一|两)年(?:之?内|以内)|未来(半|一|两)年/,
    ([, a, b], { today }) => {
      const months = { 半: 6, 一: 12, 两: 24 }[(a ?? b) as '半' | '一' | '两']
      return { from: null, to: addMonths(today, months) }
    },
  ],
  [/国庆节?(?:之?前)/, (_, { today }) => before(comingDayFrom(10, 1, today))],
  [
    /(?:before|by|until) christmas\b|圣诞节?(?:之?前)/,
    (_, { today }) => before(comingDayFrom(12, 25, today)),
  ],
  [
    /\b(?:by |before |until )?(?:the )?(eoy|eoq|eom)\b/,
    ([, word], calendar) =>
      word === 'eoy'
        ? calendarYear(thisYear(calendar))
        : word === 'eoq'
          ? quarterAfter(calendar, 0)
          : monthAfterToday(calendar, 0),
  ],
  [/元旦(?:之?前)/, (_, { today }) => before(comingDayFrom(1, 1, today))],
  [/(?:下个?|下一)季度?(?:末|底)?(?:之?前)?/, (_, calendar) => quarterAfter(calendar, 1)],
  [/(?:本|这个|当前?)季度?(?:末|底)?(?:之?前)?/, (_, calendar) => quarterAfter(calendar, 0)],
  [/下个?月(?:末|底)?(?:之?前)?/, (_, calendar) => monthAfterToday(calendar, 1)],
  [/(?:本|这个|当)月(?:末|底)?(?:之?前)?|月底(?:之?前)?/, (_, calendar) => monthAfterToday(calendar, 0)],
  [
    /(下|本|今|明)?(?:个)?财年(?:末|底)?(?:之?前)?/,
    ([, word], calendar) =>
      fiscalYearDays(calendar, yearOf(calendar) + (word === '下' || word === '明' ? 1 : 0)),
  ],
  [/(20\d\d)年(?:末|底|内|全年)?(?:之?前)?/, ([, year]) => calendarYear(Number(year))],
  [/明年(?:年?末|年?底|全年|内)?(?:之?前)?/, (_, calendar) => calendarYear(thisYear(calendar) + 1)],
  [
    /(?:今年|本年度?|全年|年底|年末|年内)(?:年?末|年?底|内)?(?:之?前)?/,
    (_, calendar) => calendarYear(thisYear(calendar)),
  ],
]

/** So many days, weeks, months or quarters from today. */
function span(count: number, unit: string, today: CivilDate): NamedDays | null {
  if (!Number.isFinite(count) || count < 1 || count > 3_660) return null
  if (/^(天|day)/.test(unit)) return { from: null, to: addDays(today, count) }
  if (/^(周|星期|week)/.test(unit)) return { from: null, to: addDays(today, count * 7) }
  return {
    from: null,
    to: addMonths(today, count * (/^(季度|quarter)/.test(unit) ? 3 : /^year/.test(unit) ? 12 : 1)),
  }
}

function comingDayFrom(month: number, day: number, today: CivilDate): NamedDays | null {
  const days = comingDay(month, day, null, today)
  return days === null ? null : { from: days.to, to: days.to }
}

const LEAD = String.raw`(?:\b(?:by|before|until|till|in|during|for|at|within|on|from now to)\s+)?(?:the\s+)?(?:(?:very\s+)?end\s+of\s+)?(?:the\s+)?`

const english = (source: string): RegExp => new RegExp(LEAD + source)

const ENGLISH: readonly Rule[] = [
  [
    /\b(?:by |before |until |on )?(20\d\d)-(\d{2})-(\d{2})\b/,
    ([, year, month, day], { today }) => comingDay(Number(month), Number(day), Number(year), today),
  ],
  [
    english(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(${MONTH})\b\.?(?:,?\s*(20\d\d))?`),
    ([, day, month, year], { today }) =>
      comingDay(monthNumber(month!), Number(day), year === undefined ? null : Number(year), today),
  ],
  [
    english(String.raw`\b(${MONTH})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s*(20\d\d))?`),
    ([, month, day, year], { today }) =>
      comingDay(monthNumber(month!), Number(day), year === undefined ? null : Number(year), today),
  ],
  [
    english(String.raw`\bq([1-4])(?:\s*(?:of\s+)?((?:fy)?\s*(?:20)?\d\d|next year|this year))?(?:\s+end)?\b`),
    ([, quarter, year], calendar) =>
      comingPart({ quarter: QUARTER[quarter!]! }, calendar, relativeYear(year, calendar)),
  ],
  [
    english(
      String.raw`\b(h[12]|first half|second half)(?:\s*(?:of\s+)?((?:fy)?\s*(?:20)?\d\d|next year|this year|the year))?(?:\s+end)?\b`,
    ),
    ([, which, year], calendar) =>
      comingPart(half(which!), calendar, year === 'the year' ? null : relativeYear(year, calendar)),
  ],
  [
    english(String.raw`\b(next|this|current) quarter(?:'s end| end)?\b`),
    ([, word], calendar) => quarterAfter(calendar, word === 'next' ? 1 : 0),
  ],
  [
    english(String.raw`\b(next|this|current) month(?:'s end| end)?\b`),
    ([, word], calendar) => monthAfterToday(calendar, word === 'next' ? 1 : 0),
  ],
  [
    english(String.raw`\b(next|this|current)?\s*(?:fiscal|financial) year(?:'s end| end|-end)?\b`),
    ([, word], calendar) => fiscalYearDays(calendar, yearOf(calendar) + (word === 'next' ? 1 : 0)),
  ],
  [
    english(String.raw`\bfy\s*((?:20)?\d\d)(?:\s*end)?\b`),
    ([, year], calendar) => fiscalYearDays(calendar, fullYear(year!)),
  ],
  [
    english(String.raw`\b(${MONTH})\b\.?,?\s*(?:of\s+)?(next|this) year\b`),
    ([text, month, word], calendar) => {
      const days = comingMonth(
        monthNumber(month!),
        thisYear(calendar) + (word === 'next' ? 1 : 0),
        calendar.today,
      )
      return /before (?!the end|end)/.test(text!) ? before(days) : days
    },
  ],
  [english(String.raw`\bnext year(?:'s end| end)?\b`), (_, calendar) => calendarYear(thisYear(calendar) + 1)],
  [
    english(
      String.raw`\b(?:this year|current year|year[- ]?end|year's end)\b|\b(?:by|before|at|until) the end of the year\b|\bend of (?:the )?year\b`,
    ),
    (_, calendar) => calendarYear(thisYear(calendar)),
  ],
  [
    /\b(?:within|in|over|for)\s+(?:the\s+)?(?:next|coming)?\s*(\d+|a|one|two|three|four|five|six|nine|ten|twelve)\s+(day|week|month|quarter|year)s?\b/,
    ([, count, unit], { today }) => span(countOf(count), unit!, today),
  ],
  [
    /\b(?:within|in|over)\s+(?:the\s+next\s+)?half a year\b/,
    (_, { today }) => ({ from: null, to: addMonths(today, 6) }),
  ],
  [
    english(String.raw`(?<!\d\s*)\b(${MONTH})\b(?!\s+\d{1,2}\b)(?:,?\s*(20\d\d))?`),
    ([text, month, year], { today }) => {
      const days = comingMonth(monthNumber(month!), year === undefined ? null : Number(year), today)
      return /before (?!the end|end)/.test(text!) ? before(days) : days
    },
  ],
  [
    english(String.raw`\b(20\d\d)\b`),
    ([text, year]) => (/\b(by|in|before|end|for|during)\b/.test(text!) ? calendarYear(Number(year)) : null),
  ],
]

/** When it shall be reached, by the fiscal calendar; the phrase is taken out of the sentence. */
export function readDeadline(sentence: Sentence, calendar: Calendar): NamedDays | null {
  for (const [pattern, days] of [...CHINESE, ...ENGLISH]) {
    for (const match of sentence.matches(pattern)) {
      const found = days(match, calendar)
      if (found === null) continue
      sentence.take('deadline', match.index, match.index + match[0].length)
      return found
    }
  }
  return null
}
