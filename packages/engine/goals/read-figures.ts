import type { Change, MetricUnit } from './intent.ts'
import type { Sentence } from './sentence.ts'

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const SMALL: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const LARGE: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }
const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
}
const SCALES: Readonly<Record<string, number>> = {
  万亿: 1e12,
  亿: 1e8,
  千万: 1e7,
  百万: 1e6,
  万: 1e4,
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
}

/** A Chinese numeral such as 八千万 or 二十五. */
export function chineseNumber(text: string): number {
  let [total, section, digit] = [0, 0, 0]
  for (const character of text) {
    if (DIGITS[character] !== undefined) digit = DIGITS[character]
    else if (SMALL[character] !== undefined) {
      section += (digit || 1) * SMALL[character]
      digit = 0
    } else if (LARGE[character] !== undefined) {
      total += (section + digit || 1) * LARGE[character]
      section = 0
      digit = 0
    }
  }
  return total + section + digit
}

type Shape = 'plain' | 'percent' | 'points' | 'tenths' | 'times'
type Token = { readonly value: number; readonly shape: Shape; readonly from: number; readonly until: number }

const NUMERAL = '[零一二两三四五六七八九十百千]+[万亿]?'
const NUMBER = String.raw`\d[\d,]*(?:\.\d+)?`
const TOKEN = new RegExp(
  `百分之(${NUMBER}|[零一二两三四五六七八九十百]+)` +
    String.raw`|(${NUMBER})\s*(万亿|亿|千万|百万|万|k\b|mn\b|m\b|thousand\b|million\b|bn\b|billion\b)?\s*(个?百分点|个点|点|pp\b|ppt\b|percentage points?\b|points?\b|pts?\b|%|percent\b|per cent\b|成|倍)?` +
    String.raw`|(${NUMERAL})\s*(个?百分点|个点|点|成|倍|(?=个|家|条|天|分|份|次|单|台|人|元))` +
    '|([零一二两三四五六七八九十百千]+[万亿])' +
    String.raw`|\b(${Object.keys(WORDS)
      .filter((word) => word !== 'a')
      .join('|')}|a(?= (?:week|month)\b))\s+(percentage points?|points?|pp|percent|(?=[a-z]))`,
  'g',
)

function shapeOf(word: string | undefined): Shape {
  if (word === undefined || word === '') return 'plain'
  if (word === '%' || /^per ?cent$/.test(word)) return 'percent'
  if (word === '成') return 'tenths'
  return word === '倍' ? 'times' : 'points'
}

function tokenOf(match: RegExpExecArray): Token {
  const [text, hundredths, digits, scale, unit, numeral, numeralUnit, large, word, wordUnit] = match
  const [from, until] = [match.index, match.index + text.trimEnd().length]
  const number = (one: string) => (/\d/.test(one) ? Number(one.replaceAll(',', '')) : chineseNumber(one))
  if (hundredths !== undefined) return { value: number(hundredths), shape: 'percent', from, until }
  if (digits !== undefined)
    return { value: number(digits) * (SCALES[scale ?? ''] ?? 1), shape: shapeOf(unit), from, until }
  if (numeral !== undefined) return { value: number(numeral), shape: shapeOf(numeralUnit), from, until }
  if (large !== undefined) return { value: number(large), shape: 'plain', from, until }
  return { value: WORDS[word ?? ''] ?? 0, shape: shapeOf(wordUnit), from, until }
}

/** What a multiple is of: “1.3 times last year’s” is 30 % more than it, no figure of its own. */
const TIMES_OF = /(?:去年|上年|前年|同期|今年|现在|目前|当前|原来)(?:同期)?的?\s*$/

type Role = 'from' | 'to' | 'change' | 'bare'
const FROM = /(?:从|由|自|原来|现在|目前|\bfrom|\bnow|\bcurrently)\s*[¥$€]?\s*$/
const TO =
  /(?:到|至|达|达成|达到|做到|冲到|突破|超过|不低于|不少于|不超过|不高于|低于|高于|控制在|保持在|维持在|为|是|压到|→|->|=|\bto|\bof|\bat least|\bunder|\bbelow|\babove|\bover|\breach(?:es|ing)?|\bno more than|\bno less than|\bat most|\bexceed|\bat|\bwithin)\s*(?:约|大约|about|around)?\s*[¥$€]?\s*$/
const MORE =
  /(?:提升|提高|增长|成长|增幅|攀升|增加|上涨|涨幅|涨|上升|拉高|拉升|多出|多|加|增|升|高出|高|改善|扩大|多[^\d,;。]{0,4}|(?:去年|上年)同期(?:的)?|last year(?:'s)?|\bby|\bup|\+|\badd|\banother|\bplus|\bextra|\bincrease of|\bgain)(?:了|约|大约|\s*about|\s*around|\s*at least)?\s*[¥$€]?\s*$/
const LESS =
  /(?:降低|减少|缩短|下降|压缩|压降|降|减|少|缩|\bdown|-|\bless|\bdecrease of|\bsave)(?:了|约|大约)?\s*[¥$€]?\s*$/
const MORE_AFTER = /^\s*(?:more|extra|additional)\b(?! than)/
const ONWARDS = /^\s*(?:to|→|->|到|至)\s*[¥$€]?\s*\d/
const LONGER: ReadonlyArray<readonly [RegExp, number]> = [
  [/^\s*(?:个?月|months?\b)/, 30],
  [/^\s*(?:周|星期|weeks?\b)/, 7],
]
const WITHIN = /^\s*[^\s,;。]{0,2}?(?:以内|之内|以下|以上|之上)/

const FALLING =
  /降|减|缩|压|控制|少(?!于)|\b(?:reduce|cut|lower|shorten|decrease|down|bring down|drop|halve|trim|shrink)\b/
const AGAINST_LAST_YEAR =
  /同比|(?:去年|上年)同期|比(?:去年|上年|今年)|较(?:去年|上年|今年)|year[- ]on[- ]year|\byoy\b|(?:versus|vs\.?|against|than|compared with) last year/
const RELATIVE_WORDS = /相对(?:提升|提高|增长|于)?|\brelative(?:ly)?\b/

/** Changes that are said without a number, as a share of the baseline. */
const SAID: ReadonlyArray<readonly [RegExp, number]> = [
  [/翻两番/, 3],
  [/翻一?番|翻一?倍|翻倍|\bdouble\b/, 1],
  [/\btriple\b/, 2],
  [/(?:降|减|减少|降低|缩短)了?一半|减半|\bhalve\b|\bcut in half\b/, -0.5],
  [/\bby (?:a|one) third\b/, 1 / 3],
  [/\bby (?:a|one) quarter\b/, 0.25],
  [/\bby half\b/, 0.5],
]

function roleOf(rest: string, token: Token): { role: Role; sign: number | null } {
  const before = rest.slice(Math.max(0, token.from - 24), token.from)
  if (FROM.test(before) || (token.shape !== 'points' && ONWARDS.test(rest.slice(token.until))))
    return { role: 'from', sign: null }
  if (TO.test(before) || WITHIN.test(rest.slice(token.until, token.until + 8)))
    return { role: 'to', sign: null }
  if (LESS.test(before)) return { role: 'change', sign: -1 }
  if (MORE.test(before) || MORE_AFTER.test(rest.slice(token.until))) return { role: 'change', sign: null }
  return { role: token.shape === 'points' ? 'change' : 'bare', sign: null }
}

/** A token as a value of the metric: a percentage as 0 to 1. */
function valueIn({ value, shape }: Token, percent: boolean): number {
  if (shape === 'tenths') return value / 10
  return shape === 'percent' || (percent && shape !== 'times') ? value / 100 : value
}

/** A multiple of what was, as a change of it; null for other numbers. */
function multipleOf({ value, shape, from }: Token, rest: string): Change | null {
  const before = TIMES_OF.exec(rest.slice(Math.max(0, from - 12), from))
  if (shape !== 'times' || before === null) return null
  const against = /去年|上年|同期/.test(before[0]) ? { against: 'lastYear' as const } : {}
  return { kind: 'relative', by: Math.round((value - 1) * 1e9) / 1e9, ...against }
}

function changeOf(token: Token, percent: boolean, rest: string, sign: number): Change {
  const against = AGAINST_LAST_YEAR.test(rest) ? { against: 'lastYear' as const } : {}
  const { value, shape } = token
  if (shape === 'points')
    return percent
      ? { kind: 'points', by: (sign * value) / 100, ...against }
      : { kind: 'amount', by: sign * value, ...against }
  if (shape === 'times') return { kind: 'relative', by: sign * value, ...against }
  if (shape === 'percent' || shape === 'tenths') {
    const by = (sign * value) / (shape === 'tenths' ? 10 : 100)
    const unclear = percent && !RELATIVE_WORDS.test(rest)
    return { kind: unclear ? 'ambiguous' : 'relative', by, ...against }
  }
  return percent
    ? { kind: 'points', by: (sign * value) / 100, ...against }
    : { kind: 'amount', by: sign * value, ...against }
}

export type Figures = {
  readonly baseline: number | null
  readonly change: Change | null
  readonly value: number | null
}

function saidChange(sentence: Sentence): Change | null {
  for (const [pattern, by] of SAID) {
    const match = sentence.matches(pattern)[0]
    if (match === undefined) continue
    const against = AGAINST_LAST_YEAR.test(sentence.rest) ? { against: 'lastYear' as const } : {}
    sentence.take('change', match.index, match.index + match[0].length)
    return { kind: 'relative', by, ...against }
  }
  return null
}

/** The number that a range leaves its unit to: “from 38 to 45 percent”. */
function withUnit(token: Token, next: Token | undefined): Token {
  return token.shape === 'plain' && next !== undefined ? { ...token, shape: next.shape } : token
}

/** Whether a percentage is said of what is no percentage: it can only be a change of it. */
function shareOfOther({ shape }: Token, unit: MetricUnit | null): boolean {
  return unit !== null && unit !== 'percent' && (shape === 'percent' || shape === 'tenths')
}

/** A stay of weeks or months in the days that the metric counts. */
function inDays(token: Token, rest: string): Token {
  const longer = LONGER.find(([pattern]) => pattern.test(rest.slice(token.until)))
  return longer === undefined ? token : { ...token, value: token.value * longer[1] }
}

/**
 * Baseline, change and value among the numbers of what is left, by the words before and after them.
 * @param unit of the metric: of a percentage “5 %” more is unclear; weeks and months are days where days are counted
 */
export function readFigures(sentence: Sentence, unit: MetricUnit | null): Figures {
  const percent = unit === 'percent'
  const said = saidChange(sentence)
  const { rest } = sentence
  const tokens = [...rest.matchAll(TOKEN)]
    .filter(([text]) => text !== '')
    .map(tokenOf)
    .map((token) => (unit === 'days' ? inDays(token, rest) : token))
  let [baseline, change, value]: [number | null, Change | null, number | null] = [null, said, null]
  const falling = FALLING.test(rest)
  for (const [i, token] of tokens.entries()) {
    const multiple = multipleOf(token, rest)
    if (multiple !== null && change === null) {
      change = multiple
      sentence.take('change', token.from, token.until)
      continue
    }
    const { role: said, sign } = roleOf(rest, token)
    const role = shareOfOther(token, unit) && said !== 'from' ? 'change' : said
    const found = role === 'from' ? withUnit(token, tokens[i + 1]) : token
    if (role === 'from' && baseline === null) {
      baseline = valueIn(found, percent)
      sentence.take('baseline', token.from, token.until)
    } else if (role === 'change' && change === null) {
      change = changeOf(token, percent, rest, sign ?? (falling ? -1 : 1))
      sentence.take('change', token.from, token.until)
    } else if ((role === 'to' || role === 'bare') && value === null) {
      value = valueIn(token, percent)
      sentence.take('value', token.from, token.until)
    }
  }
  return { baseline, change, value }
}
