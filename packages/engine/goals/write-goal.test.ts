import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { type GoalLanguage, readIntent, sayFigure, writeGoal } from './index.ts'
import { LEXICON } from './intents/lexicon.ts'
import { METRICS } from './intents/metrics.ts'

test('A complete goal is one sentence in each language, and a gap is seen.', () => {
  const words = {
    metric: '赢单率',
    unit: 'percent',
    members: ['产品A'],
    baseline: 0.18,
    target: 0.23,
    deadline: '2026-09-30',
    owner: '张伟',
    actions: ['新话术'],
  } as const
  assert.equal(
    writeGoal(words, 'zh'),
    '在2026年9月30日前, 将产品A的赢单率从18%提升到23%, 由张伟负责, 通过新话术。',
  )
  assert.equal(
    writeGoal(
      { ...words, metric: null, members: [], baseline: null, target: null, owner: null, actions: [] },
      'en',
    ),
    'Raise … to … by 30 September 2026, owner …, through ….',
  )
})

test('Figures are said in the words of the language and lose nothing.', () => {
  assert.deepEqual(
    [
      sayFigure(120_000_000, 'money', 'zh'),
      sayFigure(120_000_000, 'money', 'en'),
      sayFigure(0.235, 'percent', 'en'),
    ],
    ['1.2亿', '120 million', '23.5%'],
  )
  assert.equal(sayFigure(123_456_789, 'money', 'zh'), '123,456,789')
})

const percent = fc.integer({ min: 1, max: 9_900 }).map((hundredths) => hundredths / 10_000)
const money = fc.integer({ min: 1, max: 900_000_000 })
const metric = fc.constantFrom(...METRICS.filter(({ unit }) => unit === 'percent' || unit === 'money'))
const people = LEXICON.filter(({ kind }) => kind === 'person')
const places = LEXICON.filter(({ kind }) => kind === 'product' || kind === 'region')

test('What is written is read back to the same goal, in both languages.', () => {
  fc.assert(
    fc.property(
      metric,
      fc.constantFrom(...people),
      fc.constantFrom(...places),
      percent,
      percent,
      money,
      money,
      fc.constantFrom<GoalLanguage>('zh', 'en'),
      ({ code, names, unit }, owner, place, low, high, less, more, language) => {
        const [baseline, target] = unit === 'percent' ? [low, high] : [less, more]
        const name = language === 'zh' ? 0 : 1
        const text = writeGoal(
          {
            metric: names[name] ?? null,
            unit,
            members: [place.names[name] ?? ''],
            baseline,
            target,
            deadline: '2027-03-31',
            owner: owner.names[name] ?? null,
            actions: [language === 'zh' ? '样机试用' : 'demo units'],
          },
          language,
        )
        const read = readIntent(text, {
          today: '2026-08-11',
          fiscalStart: 1,
          members: LEXICON,
          metrics: METRICS,
        })
        assert.deepEqual(
          [read.metric, read.deadline, read.owner, read.asks],
          [code, '2027-03-31', owner.id, []],
          text,
        )
        assert.deepEqual(
          read.members.map(({ id }) => id),
          [place.id],
        )
        for (const [found, meant] of [
          [read.baseline, baseline],
          [read.value, target],
        ] as const)
          assert.ok(found !== null && Math.abs(found - meant) <= 1e-9 * meant, `${text}: ${found}, ${meant}`)
      },
    ),
    { numRuns },
  )
})
