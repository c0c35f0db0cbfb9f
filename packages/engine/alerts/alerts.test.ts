import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  type AlertState,
  backtestRules,
  type Condition,
  isFiring,
  NORMAL,
  nameCauses,
  nextState,
  type Rule,
  readAt,
  replayRules,
  type TreeMember,
  type Verdict,
  type WatchedMember,
} from './index.ts'

const GROUND = { seasonLength: 12, overlap: 0 }
const rule = (conditions: Condition[], change: Partial<Rule> = {}): Rule => ({
  combine: 'all',
  conditions,
  hysteresis: 0.05,
  pendingPeriods: 0,
  keepFiringPeriods: 0,
  ...change,
})
const FIXED: Condition = { kind: 'fixed', when: 'below', threshold: 10 }
const values = (...list: (number | null)[]) => ({ values: list, targets: list.map(() => null) })
const member = (
  id: string,
  list: (number | null)[],
  its: Rule,
  parent: string | null = null,
): WatchedMember => ({
  id,
  parent,
  series: values(...list),
  weights: null,
  ruleAt: () => its,
})

test('below 10 does not fire at 10, and back is 5 % beyond it', () => {
  const verdicts = [9.99, 10, 10.49, 10.5].map(
    (value) => readAt(rule([FIXED]), values(value), 0, GROUND).verdict,
  )
  assert.deepEqual(verdicts, ['met', 'between', 'between', 'clear'])
})

test('conditions of several metrics are judged each by its own series, and the gap is of the rule’s own', () => {
  const other: Condition = { kind: 'fixed', when: 'above', threshold: 0.15, of: 'discountRate' }
  const series = (own: number | null, discount: number | null) => ({
    ...values(own),
    others: new Map([['discountRate', values(discount)]]),
  })
  const read = (combine: Rule['combine'], own: number | null, discount: number | null) =>
    readAt(rule([FIXED, other], { combine }), series(own, discount), 0, GROUND)
  assert.equal(read('all', 8, 0.2).verdict, 'met')
  assert.equal(read('all', 8, 0.1).verdict, 'clear')
  assert.equal(read('any', 12, 0.2).verdict, 'met')
  assert.equal(read('all', 8, null).verdict, 'noData')
  assert.equal(read('any', 8, null).verdict, 'met')
  const { value, mark, gap, judged } = read('any', 12, 0.2)
  assert.deepEqual([value, mark?.threshold, gap], [12, 10, -2])
  assert.deepEqual(
    judged.map((each) => [each.condition.of, each.value, each.mark?.threshold, each.verdict]),
    [
      [undefined, 12, 10, 'clear'],
      ['discountRate', 0.2, 0.15, 'met'],
    ],
  )
  // A metric of which nothing is kept says nothing.
  assert.equal(readAt(rule([FIXED, other]), values(8), 0, GROUND).verdict, 'noData')
})

test('a rule of several metrics says what rules of each alone say, combined', () => {
  const figure = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null })
  const threshold = fc.integer({ min: 1, max: 20 })
  fc.assert(
    fc.property(figure, figure, threshold, threshold, (own, other, first, second) => {
      const [a, b]: Condition[] = [
        { kind: 'fixed', when: 'below', threshold: first },
        { kind: 'fixed', when: 'above', threshold: second },
      ] as const as unknown as Condition[]
      const alone = [
        readAt(rule([a as Condition]), values(own), 0, GROUND).verdict,
        readAt(rule([b as Condition]), values(other), 0, GROUND).verdict,
      ]
      const series = { ...values(own), others: new Map([['x', values(other)]]) }
      const both = (combine: Rule['combine']) =>
        readAt(rule([a as Condition, { ...(b as Condition), of: 'x' }], { combine }), series, 0, GROUND)
      assert.deepEqual(
        both('all').judged.map(({ verdict }) => verdict),
        alone,
      )
      assert.equal(
        both('all').verdict === 'met',
        alone.every((verdict) => verdict === 'met'),
      )
      assert.equal(both('any').verdict === 'met', alone.includes('met'))
    }),
    { numRuns },
  )
})

test('a condition on the target needs one, and its gap is what is missing to the whole target', () => {
  const condition: Condition = { kind: 'target', when: 'below', share: 0.9 }
  const series = { values: [85, 85], targets: [100, null] }
  const reading = readAt(rule([condition]), series, 0, GROUND)
  assert.deepEqual(
    [reading.verdict, reading.mark?.threshold, reading.mark?.usual, reading.gap],
    ['met', 90, 100, 15],
  )
  assert.equal(readAt(rule([condition]), series, 1, GROUND).verdict, 'noData')
})

test('the example of docs/methods/alerts.md: the band of eight values', () => {
  const condition: Condition = { kind: 'history', when: 'below', basis: 'recent', width: 3, least: 0.1 }
  const reading = readAt(rule([condition]), values(100, 104, 98, 102, 96, 100, 106, 94, 80), 8, GROUND)
  assert.equal(reading.mark?.usual, 100)
  assert.ok(Math.abs((reading.mark?.threshold ?? 0) - (100 - 3 * 1.4826 * 3)) < 1e-9)
  assert.equal(reading.verdict, 'met')
})

test('season and growth are no news: twelve months that follow the year before, 10 % up', () => {
  const season = [50, 80, 120, 100, 90, 110, 100, 95, 120, 130, 140, 60]
  const list = [0, 1, 2, 3].flatMap((year) => season.map((value) => value * 1.1 ** year))
  const condition: Condition = { kind: 'history', when: 'below', basis: 'season', width: 3, least: 0.1 }
  const quiet = replayRules([member('a', list, rule([condition]))], list.length, GROUND)
  assert.deepEqual(quiet.alerts, [])
  const fallen = [...list.slice(0, 40), ...list.slice(40).map((value) => value * 0.8)]
  const { alerts } = replayRules([member('a', fallen, rule([condition]))], fallen.length, GROUND)
  assert.deepEqual(alerts, [{ id: 'a', raised: 40, closed: null, end: null }])
})

test('all and any of several conditions, with one that cannot be told', () => {
  const other: Condition = { kind: 'change', when: 'below', share: -0.3, periods: 1 }
  const read = (combine: 'all' | 'any', list: number[]) =>
    readAt(rule([FIXED, other], { combine }), values(...list), list.length - 1, GROUND).verdict
  assert.equal(read('all', [20, 9]), 'met')
  assert.equal(read('all', [9, 9]), 'clear')
  assert.equal(read('any', [9, 9]), 'met')
  assert.equal(read('all', [9]), 'noData')
  assert.equal(read('any', [9]), 'met')
  assert.equal(read('all', [20]), 'clear')
})

test('the worked course of states: pending, alerting, recovering, alerting again, normal, re-armed', () => {
  const waits = { pendingPeriods: 1, keepFiringPeriods: 1 }
  const said: (Verdict | 'error')[] = [
    'met',
    'clear',
    'met',
    'met',
    'clear',
    'met',
    'noData',
    'clear',
    'error',
    'clear',
    'met',
    'met',
  ]
  let state: AlertState = NORMAL
  const names = said.map((verdict) => {
    state = nextState(state, verdict, waits)
    return state.name
  })
  assert.deepEqual(names, [
    'pending',
    'normal',
    'pending',
    'alerting',
    'recovering',
    'alerting',
    'noData',
    'recovering',
    'error',
    'normal',
    'pending',
    'alerting',
  ])
})

const tree = (rows: [string, string | null, boolean, number][]): TreeMember[] =>
  rows.map(([id, parent, firing, gap]) => ({ id, parent, isFiring: firing, gap }))

test('one alert per cause: the example of docs/methods/alerts.md', () => {
  const areas: [string, string | null, boolean, number][] = [
    ['company', null, true, 100],
    ['east', 'company', true, 70],
    ['e1', 'east', true, 30],
    ['e2', 'east', true, 25],
    ['e3', 'east', true, 15],
    ['south', 'company', false, 22],
    ['s1', 'south', true, 25],
    ['s2', 'south', false, -3],
    ['north', 'company', false, 5],
    ['west', 'company', false, 3],
  ]
  assert.deepEqual(nameCauses(tree(areas)), ['east', 's1'])
  const everywhere = areas.map(([id, parent, , gap]): [string, string | null, boolean, number] => [
    id,
    parent,
    true,
    gap,
  ])
  assert.deepEqual(nameCauses(tree(everywhere)), ['company'])
})

test('an area that recovers hands over to the child that has not', () => {
  const its = rule([FIXED])
  const { alerts } = replayRules(
    [
      member('area', [20, 9, 20, 20], its),
      member('a', [20, 5, 5, 20], its, 'area'),
      member('b', [20, 5, 20, 20], its, 'area'),
      member('c', [20, 5, 20, 20], its, 'area'),
    ],
    4,
    GROUND,
  )
  assert.deepEqual(alerts, [
    { id: 'area', raised: 1, closed: 2, end: 'recovered' },
    { id: 'a', raised: 2, closed: 3, end: 'recovered' },
  ])
})

test('tried on history: two alerts, one before a miss, one for nothing', () => {
  const list = [20, 9, 20, 20, 20, 20, 20, 9, 20, 20]
  const found = backtestRules([member('a', list, rule([FIXED]))], list.length, GROUND, [
    { id: 'a', period: 3 },
    { id: 'a', period: 6 },
  ])
  assert.deepEqual(
    [found.alerts.length, found.misses, found.warned, found.leadPeriods, found.withoutMiss],
    [2, 2, 1, 2, 1],
  )
})

const verdicts = fc.array(fc.constantFrom<Verdict>('met', 'between', 'clear', 'noData'), { maxLength: 40 })

test('property: no state fires before its pending periods, and missing figures end nothing', () => {
  fc.assert(
    fc.property(verdicts, fc.nat(4), fc.nat(4), (said, pendingPeriods, keepFiringPeriods) => {
      let state: AlertState = NORMAL
      let met = 0
      for (const verdict of said) {
        const before = isFiring(state)
        state = nextState(state, verdict, { pendingPeriods, keepFiringPeriods })
        if (verdict === 'met') met++
        else if (verdict !== 'noData') met = 0
        if (!before && isFiring(state)) assert.ok(met > pendingPeriods)
        if (verdict === 'noData') assert.equal(isFiring(state), before)
        if (before && !isFiring(state)) assert.equal(verdict, 'clear')
      }
    }),
    { numRuns },
  )
})

const trees = fc.array(
  fc.record({ up: fc.nat(), firing: fc.boolean(), gap: fc.integer({ min: -50, max: 100 }) }),
  {
    maxLength: 25,
  },
)

test('property: no named member stands below another, and each firing one is spoken for', () => {
  fc.assert(
    fc.property(trees, (rows) => {
      const members = rows.map(({ up, firing, gap }, i) => ({
        id: String(i),
        parent: i === 0 ? null : String(up % i),
        isFiring: firing,
        gap,
      }))
      const above = (id: string): string[] => {
        const parent = members[Number(id)]?.parent ?? null
        return parent === null ? [] : [parent, ...above(parent)]
      }
      const named = new Set(nameCauses(members))
      for (const id of named) {
        assert.ok(members[Number(id)]?.isFiring)
        assert.ok(above(id).every((each) => !named.has(each)))
      }
      for (const { id } of members.filter((each) => each.isFiring))
        assert.ok(
          named.has(id) ||
            above(id).some((each) => named.has(each)) ||
            [...named].some((each) => above(each).includes(id)),
        )
    }),
    { numRuns },
  )
})

test('property: a replay that goes on says of the past what it said before', () => {
  const lists = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 10, maxLength: 40 })
  fc.assert(
    fc.property(lists, fc.nat(), (list, cut) => {
      const length = 1 + (cut % list.length)
      const its = rule([FIXED], { pendingPeriods: 1, keepFiringPeriods: 1 })
      const whole = replayRules([member('a', list, its)], list.length, GROUND).alerts
      const part = replayRules([member('a', list, its)], length, GROUND).alerts
      assert.deepEqual(
        part.map(({ raised }) => raised),
        whole.filter(({ raised }) => raised < length).map(({ raised }) => raised),
      )
    }),
    { numRuns },
  )
})
