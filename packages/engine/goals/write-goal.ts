import type { CivilDate } from '../calendar/index.ts'
import { parseCivilDate } from '../calendar/index.ts'
import type { MetricUnit } from './intent.ts'

export type GoalLanguage = 'zh' | 'zhTw' | 'en'

/** A goal in names, ready to be written; null and empty where something is still open. */
export type GoalWords = {
  readonly metric: string | null
  readonly unit: MetricUnit
  readonly members: readonly string[]
  /** in the metric’s unit; money in whole currency, a percentage as 0 to 1 */
  readonly baseline: number | null
  readonly target: number | null
  readonly deadline: CivilDate | null
  readonly owner: string | null
  readonly actions: readonly string[]
}

const GAP = '…'

/** Digits without a rounding tail: 0.1 + 0.2 is said as 0.3. */
function plain(value: number, places: number): string {
  const text = value.toFixed(places)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function grouped(text: string): string {
  const [whole = '', part] = text.split('.')
  const comma = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return part === undefined ? comma : `${comma}.${part}`
}

const LARGE: Readonly<Record<GoalLanguage, ReadonlyArray<readonly [number, string]>>> = {
  zh: [
    [1e8, '亿'],
    [1e4, '万'],
  ],
  zhTw: [
    [1e8, '億'],
    [1e4, '萬'],
  ],
  en: [[1e6, ' million']],
}

/** A figure as people say it: 23 %, 1.2 亿, 45 days. It is read back to the same figure by {@link readIntent}. */
export function sayFigure(value: number, unit: MetricUnit, language: GoalLanguage): string {
  if (unit === 'percent') return `${plain(value * 100, 2)}%`
  const large = LARGE[language].find(([size]) => Math.abs(value) >= size)
  if (unit === 'money' && large !== undefined) {
    const [size, word] = large
    const short = plain(value / size, 4)
    if (Number(short) * size === value) return `${grouped(short)}${word}`
  }
  const text = grouped(plain(value, 2))
  const days = { zh: '天', zhTw: '天', en: ' days' }[language]
  return unit === 'days' ? `${text}${days}` : text
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function sayDay(day: CivilDate | null, language: GoalLanguage): string {
  if (day === null) return GAP
  const { year, month, day: date } = parseCivilDate(day)
  return language === 'en' ? `${date} ${MONTHS[month - 1]} ${year}` : `${year}年${month}月${date}日`
}

function sayActions(actions: readonly string[], language: GoalLanguage): string {
  if (actions.length === 0) return GAP
  if (language !== 'en') return actions.join('、')
  return actions.length < 2 ? actions.join('') : `${actions.slice(0, -1).join(', ')} and ${actions.at(-1)}`
}

type Said = {
  readonly what: string
  readonly from: string | null
  readonly to: string
  readonly by: string
  readonly how: string
  readonly who: string
  readonly falls: boolean
}

const WRITE: Readonly<Record<GoalLanguage, (said: Said) => string>> = {
  zh: ({ what, from, to, by, how, who, falls }) =>
    `在${by}前, 将${what}${from === null ? '' : `从${from}`}${falls ? '降低' : '提升'}到${to}, 由${who}负责, 通过${how}。`,
  zhTw: ({ what, from, to, by, how, who, falls }) =>
    `在${by}前, 將${what}${from === null ? '' : `從${from}`}${falls ? '降低' : '提升'}到${to}, 由${who}負責, 透過${how}。`,
  en: ({ what, from, to, by, how, who, falls }) =>
    `${falls ? 'Lower' : 'Raise'} ${what} ${from === null ? '' : `from ${from} `}to ${to} by ${by}, owner ${who}, through ${how}.`,
}

/** The goal as one sentence that leaves nothing to be asked; what is open stands as “…”. */
export function writeGoal(words: GoalWords, language: GoalLanguage): string {
  const { metric, unit, members, baseline, target, deadline, owner, actions } = words
  const named = metric ?? GAP
  const what =
    language === 'en'
      ? `${named}${members.length === 0 ? '' : ` of ${members.join(', ')}`}`
      : `${members.join('')}${members.length === 0 ? '' : '的'}${named}`
  return WRITE[language]({
    what,
    from: baseline === null || target === null ? null : sayFigure(baseline, unit, language),
    to: target === null ? GAP : sayFigure(target, unit, language),
    by: sayDay(deadline, language),
    how: sayActions(actions, language),
    who: owner ?? GAP,
    falls: baseline !== null && target !== null && target < baseline,
  })
}
