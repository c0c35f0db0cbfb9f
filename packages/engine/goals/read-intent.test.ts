import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { readIntent } from './index.ts'
import { HELD_OUT } from './intents/held-out.ts'
import { type Label, TODAY } from './intents/label.ts'
import { LABELLED_EN } from './intents/labelled-en.ts'
import { LABELLED_ZH } from './intents/labelled-zh.ts'
import { LATER } from './intents/later.ts'
import { LEXICON } from './intents/lexicon.ts'
import { METRICS } from './intents/metrics.ts'
import { misread } from './intents/score.ts'
import { plainText } from './sentence.ts'
import { SIMPLIFIED, TRADITIONAL } from './traditional-characters.ts'

const ENOUGH = 0.9
const CONTEXT = { today: TODAY, fiscalStart: 1, members: LEXICON, metrics: METRICS }
const ALL: readonly Label[] = [...LABELLED_ZH, ...LABELLED_EN, ...HELD_OUT, ...LATER]

/** The share of intents that are read wholly right, every field of them; the others are printed. */
function score(title: string, labels: readonly Label[]): number {
  const wrong = labels.flatMap((label) => {
    const fields = misread(label)
    return fields.length === 0 ? [] : [`  ${label.text}\n    ${fields.join('\n    ')}`]
  })
  console.log(
    [`${title}: ${labels.length - wrong.length} of ${labels.length} wholly right`, ...wrong].join('\n'),
  )
  return (labels.length - wrong.length) / labels.length
}

test('At least nine of ten labelled intents are read wholly right, in either language.', () => {
  assert.equal(LABELLED_ZH.length, 30)
  assert.equal(LABELLED_EN.length, 30)
  assert.ok(score('Chinese', LABELLED_ZH) >= ENOUGH)
  assert.ok(score('English', LABELLED_EN) >= ENOUGH)
})

test('Intents that no rule was tuned on are read as well.', () => {
  assert.equal(HELD_OUT.length, 30)
  assert.ok(score('Held out', HELD_OUT) >= ENOUGH)
})

test('Intents that were written after the rules are read four times of five.', () => {
  assert.ok(score('Written later', LATER) >= 0.8)
})

test('A misread field is counted: the measure itself can fail.', () => {
  const [first] = LABELLED_EN
  assert.ok(first !== undefined)
  assert.deepEqual(misread({ ...first, metric: 'sales' }), ['metric: "sales" read as null'])
})

test('Traditional and simplified characters are read alike.', () => {
  const traditional = new Map(Array.from(SIMPLIFIED, (plain, i) => [plain, TRADITIONAL[i] ?? plain]))
  for (const { text } of ALL) {
    const other = Array.from(text, (character) => traditional.get(character) ?? character).join('')
    const [one, two] = [readIntent(text, CONTEXT), readIntent(other, CONTEXT)]
    assert.deepEqual(
      { ...two, actions: one.actions.length, vague: 0 },
      { ...one, actions: one.actions.length, vague: 0 },
    )
    assert.deepEqual(two.actions.map(plainText), one.actions.map(plainText))
  }
})

test('Every stretch that is understood lies in the sentence, and none lies over another.', () => {
  const pieces = fc.constantFrom(...ALL.map(({ text }) => text), '5%', '，', ' by ', '通过', 'Q3末', '张伟')
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.array(pieces, { maxLength: 3 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const { spans } = readIntent(text, CONTEXT)
      let end = 0
      for (const { from, until } of spans) {
        assert.ok(from >= end && until > from && until <= text.length)
        end = until
      }
    }),
    { numRuns },
  )
})

test('“by 5 %” of a percentage is asked back, of money it is not, and with both ends it is settled.', () => {
  const kindOf = (text: string) => readIntent(text, CONTEXT).change?.kind
  assert.equal(kindOf('Raise the win rate by 5 %'), 'ambiguous')
  assert.equal(kindOf('Raise sales by 5 %'), 'relative')
  assert.equal(kindOf('Raise the win rate by 5 %, from 20 % to 25 %'), 'points')
  assert.equal(kindOf('Raise the win rate by 5 %, from 20 % to 21 %'), 'relative')
  assert.deepEqual(readIntent('Raise the win rate by 5 %, from 20 % to 30 %', CONTEXT).asks.slice(0, 3), [
    'slice',
    'pointsOrRelative',
    'contradiction',
  ])
})

test('A percentage of what is no percentage is a change, whatever stands before it.', () => {
  for (const text of ['銷售額成長8%', 'sales 8%', '业绩8%'])
    assert.deepEqual(
      [readIntent(text, CONTEXT).change, readIntent(text, CONTEXT).value],
      [{ kind: 'relative', by: 0.08 }, null],
    )
})

test('Deadlines follow the fiscal calendar: the second quarter of a year that starts in April ends in September.', () => {
  const at = (text: string, fiscalStart: number) => {
    const { periodFrom, deadline } = readIntent(text, { ...CONTEXT, fiscalStart })
    return [periodFrom, deadline]
  }
  assert.deepEqual(at('sales 5m in Q2', 4), ['2026-07-01', '2026-09-30'])
  assert.deepEqual(at('sales 5m in Q2', 1), ['2027-04-01', '2027-06-30'])
  assert.deepEqual(at('上半年销售额500万', 4), ['2026-04-01', '2026-09-30'])
  assert.deepEqual(at('sales 5m by the end of Q1 2028', 1), ['2028-01-01', '2028-03-31'])
  assert.equal(readIntent('Raise the win rate by 5% by the end of Q1 2028', CONTEXT).value, null)
  assert.deepEqual(at('sales 5m by 31 February', 1), [null, null])
})

test('A figure for each person, week or month is no total; a stretch of time is no rate.', () => {
  const of = (text: string) => readIntent(text, CONTEXT).average
  const both = { person: true, span: 'month' }
  for (const text of [
    '每人每月40次拜访, 年底前',
    '人均每月拜訪40次',
    '40 visits per person and month by year-end',
    '40 visits each a month',
    'Each rep makes 40 visits per month',
  ])
    assert.deepEqual(of(text), both, text)
  assert.deepEqual(of('四川拜访次数每月增加30次'), { person: false, span: 'month' })
  assert.deepEqual(of('我们团队下个月每人多拜访5家客户'), { person: true, span: null })
  assert.deepEqual(of('10 visits a week until June'), { person: false, span: 'week' })
  const more = readIntent('Raise visits by 20 a month until June', CONTEXT)
  assert.deepEqual([more.change, more.value], [{ kind: 'amount', by: 20 }, null])
  for (const text of [
    '年底前拜访400次',
    '下个月拜访400次',
    'Raise sales by a quarter this year',
    '400 visits within a month',
    'Cut the sales cycle by a month by June',
    '10月底前拜访400次, 措施: 每周每人拜访20家客户',
  ])
    assert.equal(of(text), null, text)
})

test('A multiple of last year is a change of it, and “销售” alone is the sales.', () => {
  const read = readIntent('年底前把华东销售做到去年的1.3倍', CONTEXT)
  assert.equal(read.metric, 'sales')
  assert.deepEqual([read.change, read.value], [{ kind: 'relative', by: 0.3, against: 'lastYear' }, null])
  assert.equal(readIntent('下季度华东销售增加300万元', CONTEXT).change?.by, 3_000_000)
})

test('New customers are counted where no other metric is named, and narrow one that is.', () => {
  const type = { id: 'type:new', kind: 'customerType' as const, names: ['新客户', 'New customers'] }
  const context = { ...CONTEXT, members: [...LEXICON, type] }
  const alone = readIntent('明年新客户要翻一番', context)
  assert.deepEqual([alone.metric, alone.members], ['newCustomers', []])
  const narrowed = readIntent('明年新客户的销售额增长10%', context)
  assert.deepEqual([narrowed.metric, narrowed.members.map(({ id }) => id)], ['sales', ['type:new']])
})
