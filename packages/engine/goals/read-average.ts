import type { AverageOf } from './intent.ts'
import type { Sentence } from './sentence.ts'

/** Each of some people: 每人 and 人均, per person, each. “Each month” is a time. */
const PERSON =
  /每人|人均|每[位名个](?:人|销售|代表|员工|同事|业务|客户经理)|\bper (?:person|head|capita|rep|representative|salesperson|seller)\b|\b(?:each|every) (?:person|rep|representative|salesperson|seller)\b|\bapiece\b|\beach\b(?! (?:day|week|month|quarter|year)\b)/

/** “A month” that is a stretch of time and no rate: in a month, by a quarter, half a day. */
const NO_RATE = String.raw`(?<!\b(?:in|within|by|for|of|half|than|last|after|about) )`
const rate = (word: string, chinese: string, adverb: string): RegExp =>
  new RegExp(
    `${chinese}|${NO_RATE}\\ba (?:working )?${word}\\b|\\b(?:per|each|every|and) (?:working )?${word}\\b|\\b${adverb}\\b`,
  )

const SPANS: ReadonlyArray<readonly [NonNullable<AverageOf['span']>, RegExp]> = [
  ['day', rate('day', '每个?(?:工作)?[天日]|日均', 'daily')],
  ['week', rate('week', '每个?(?:周|星期|礼拜)|周均', 'weekly')],
  ['month', rate('month', '每个?月|月均', 'monthly')],
  ['quarter', rate('quarter', '每个?季|季均', 'quarterly')],
]

/**
 * Whether figures are said of one person, or of one day, week, month or quarter, among others: “40 visits each a month” is no
 * total. Null where they are said of the whole.
 */
export function readAverage(sentence: Sentence): AverageOf | null {
  const person = PERSON.test(sentence.rest)
  const found = SPANS.map(([name, pattern]) => ({ name, match: sentence.matches(pattern)[0] })).find(
    ({ match }) => match !== undefined,
  )
  const span = found?.name ?? null
  const match = found?.match
  // The article of “a month” is no figure of one.
  if (match?.[0].startsWith('a ')) sentence.take(null, match.index, match.index + match[0].length)
  return person || span !== null ? { person, span } : null
}
