import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, dayNumber } from '../calendar/index.ts'
import { planRoutes, type RouteProblem } from '../routing/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import { type FrequencyProblem, planVisits, type RecurringCustomer, type WorkingDay } from './index.ts'

const MONDAY = '2026-03-02'
const OPEN = [1, 1, 1, 1, 1, 0, 0]

const customer = (more: Partial<RecurringCustomer> = {}): RecurringCustomer => ({
  grade: 'A',
  lastVisit: null,
  minutes: 60,
  value: 10,
  weekdays: OPEN,
  required: false,
  person: null,
  ...more,
})

function workingDays(weeks: number, minutes: number, persons: readonly string[] = ['li']): WorkingDay[] {
  return Array.from({ length: weeks * 5 }, (_, i) =>
    addDays(MONDAY, 7 * Math.floor(i / 5) + (i % 5)),
  ).flatMap((date) => persons.map((person) => ({ date, person, minutes })))
}

function problem(
  customers: readonly RecurringCustomer[],
  more: Partial<FrequencyProblem> = {},
): FrequencyProblem {
  return {
    customers,
    workingDays: workingDays(1, 240),
    rule: { weeks: { A: 1, B: 2, C: 4 }, cooldownDays: 3, earliestShare: 0.5 },
    start: MONDAY,
    weeks: 1,
    ...more,
  }
}

test('the example of docs/methods/visit-frequency.md', () => {
  const days = [
    { date: '2026-03-02', person: 'li', minutes: 120 },
    { date: '2026-03-03', person: 'li', minutes: 60 },
  ]
  const { weeks, evenMinutes } = planVisits(
    problem(
      [
        customer({ grade: 'C', value: 40, lastVisit: '2026-01-19' }),
        customer({ grade: 'A', value: 10, lastVisit: '2026-02-24' }),
        customer({ grade: 'B', value: 30, lastVisit: '2026-02-17' }),
        customer({ grade: 'C', value: 90, lastVisit: '2026-02-25' }),
        customer({ grade: 'A', value: 10, weekdays: [0, 0, 0, 1, 1, 1, 1] }),
        customer({ grade: 'A', value: 2, lastVisit: '2026-02-20' }),
      ],
      { workingDays: days },
    ),
  )
  const [week] = weeks
  assert.deepEqual(week!.unpicked, [
    {
      customer: 1,
      reason: {
        code: 'no-capacity',
        date: '2026-03-02',
        person: 'li',
        minutes: 60,
        free: 0,
        displacedBy: [5],
      },
    },
    { customer: 3, reason: { code: 'not-due', until: '2026-03-25' } },
    { customer: 4, reason: { code: 'closed', dates: ['2026-03-02', '2026-03-03'] } },
  ])
  assert.equal(evenMinutes, 60 / 4 + 60 + 30 + 15 + 60 + 60)
  assert.deepEqual(
    week!.visits.map(({ customer: c, date, reason, lossOfWaiting }) => [c, date, reason, lossOfWaiting]),
    [
      [0, '2026-03-02', 'overdue', 40 / 4 + (40 / 4) * 2],
      [5, '2026-03-02', 'overdue', 2 + 2 * (3 / 7)],
      [2, '2026-03-03', 'due', 15],
    ],
  )
})

test('customers who are not visited say why', () => {
  const long = customer({ minutes: 300 })
  const { weeks } = planVisits(
    problem(
      [
        customer({ value: 20, minutes: 240 }),
        customer({ value: 10, minutes: 60 }),
        customer({ grade: 'C', lastVisit: '2026-02-28' }),
        customer({ weekdays: [0, 1, 1, 1, 1, 1, 1] }),
        customer({ person: 'wang' }),
        long,
        customer({ required: true, lastVisit: '2026-03-01' }),
      ],
      {
        workingDays: [{ date: MONDAY, person: 'li', minutes: 240 }],
        rule: { weeks: { A: 1, C: 4 }, cooldownDays: 7, earliestShare: 1 },
      },
    ),
  )
  const reasons = new Map(weeks[0]!.unpicked.map(({ customer: c, reason }) => [c, reason]))
  assert.deepEqual(weeks[0]!.visits.map(({ customer: c }) => c).length, 1)
  assert.deepEqual(reasons.get(2), { code: 'not-due', until: '2026-03-28' })
  assert.deepEqual(reasons.get(3), { code: 'closed', dates: [MONDAY] })
  assert.deepEqual(reasons.get(4), { code: 'no-working-day' })
  assert.deepEqual(reasons.get(5), { code: 'too-long', minutes: 300, longest: 240 })
  assert.deepEqual(reasons.get(6), { code: 'cooldown', until: '2026-03-09' })
  assert.deepEqual(reasons.get(0), {
    code: 'no-capacity',
    date: MONDAY,
    person: 'li',
    minutes: 240,
    free: 180,
    displacedBy: [1],
  })
})

test('a full day gives way when another day will do for one of its visits', () => {
  const flexible = customer({ value: 50, weekdays: [1, 0.9, 0, 0, 0, 0, 0] })
  const mondayOnly = customer({ value: 10, weekdays: [1, 0, 0, 0, 0, 0, 0] })
  const days = workingDays(1, 60).slice(0, 2)
  const { weeks } = planVisits(problem([flexible, mondayOnly], { workingDays: days }))
  assert.deepEqual(
    weeks[0]!.visits.map(({ customer: c, date }) => [c, date]),
    [
      [1, '2026-03-02'],
      [0, '2026-03-03'],
    ],
  )
})

test('twice a week is two days apart from each other, and forty customers of four weeks spread evenly over them', () => {
  const twice = planVisits(
    problem([customer({ grade: 'D' })], { rule: { weeks: { D: 0.5 }, cooldownDays: 1, earliestShare: 1 } }),
  )
  assert.equal(twice.weeks[0]!.visits.length, 2)
  const many = Array.from({ length: 40 }, () => customer({ grade: 'C', lastVisit: '2026-02-25' }))
  const even = planVisits(
    problem(many, {
      workingDays: workingDays(8, 480),
      weeks: 8,
      rule: { weeks: { C: 4 }, cooldownDays: 3, earliestShare: 0 },
    }),
  )
  assert.deepEqual(
    even.weeks.map(({ visits }) => visits.length),
    [10, 10, 10, 10, 10, 10, 10, 10],
  )
  const perDay = new Map<string, number>()
  for (const { date } of even.weeks[0]!.visits) perDay.set(date, (perDay.get(date) ?? 0) + 1)
  assert.deepEqual([...perDay.values()], [2, 2, 2, 2, 2])
})

const customers = fc.array(
  fc.record({
    grade: fc.constantFrom('A', 'B', 'C'),
    lastVisit: fc.option(fc.integer({ min: -60, max: -1 }).map((days) => addDays(MONDAY, days))),
    minutes: fc.integer({ min: 10, max: 120 }),
    value: fc.integer({ min: 0, max: 50 }),
    weekdays: fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 7, maxLength: 7 }),
    required: fc.boolean(),
    person: fc.constantFrom('li', 'wang', null),
  }),
  { maxLength: 25 },
)

test('plans keep capacity, cooldown, days and persons; every customer is visited or has a true reason in every week', () => {
  fc.assert(
    fc.property(customers, fc.integer({ min: 1, max: 9 }), (list, cooldownDays) => {
      const asked = problem(list, {
        workingDays: workingDays(4, 150, ['li', 'wang']),
        weeks: 4,
        rule: { weeks: { A: 0.5, B: 2, C: 4 }, cooldownDays, earliestShare: 0.5 },
      })
      const plan = planVisits(asked)
      assert.deepEqual(planVisits(asked), plan)
      const last = list.map(({ lastVisit }) => (lastVisit === null ? -Infinity : dayNumber(lastVisit)))
      for (const week of plan.weeks) {
        const used = new Map<string, number>()
        const byDate = week.visits.toSorted((a, b) => a.date.localeCompare(b.date))
        for (const { customer: c, date, person } of byDate) {
          const day = dayNumber(date)
          assert.ok(day > last[c]! + cooldownDays, 'inside the cooldown')
          last[c] = day
          assert.ok(list[c]!.weekdays[(day + 3) % 7]! > 0)
          assert.ok(list[c]!.person === null || list[c]!.person === person)
          used.set(date + person, (used.get(date + person) ?? 0) + list[c]!.minutes)
        }
        for (const minutes of used.values()) assert.ok(minutes <= 150)
        const named = new Set([...byDate, ...week.unpicked].map(({ customer: c }) => c))
        assert.equal(named.size, list.length)
        const end = dayNumber(week.monday) + 7
        for (const { customer: c, reason } of week.unpicked) {
          assert.ok(byDate.every((visit) => visit.customer !== c))
          if (reason.code === 'cooldown') assert.equal(dayNumber(reason.until), last[c]! + cooldownDays + 1)
          if (reason.code === 'not-due') assert.ok(dayNumber(reason.until) >= end)
          if (reason.code === 'no-capacity') {
            const room = reason.displacedBy.reduce((sum, d) => sum + list[d]!.minutes, reason.free)
            assert.ok(reason.free < reason.minutes && room >= reason.minutes)
          }
        }
      }
    }),
    { numRuns },
  )
})

test('the visits of a day become the route of that day', () => {
  const { weeks } = planVisits(problem([customer(), customer({ value: 5 }), customer({ grade: 'C' })]))
  const today = weeks[0]!.visits.filter(({ date }) => date === weeks[0]!.visits[0]!.date)
  const size = today.length + 2
  const route: RouteProblem = {
    visits: today.map(({ lossOfWaiting, reason }) => ({
      duration: 30,
      windows: [[0, 480]],
      score: lossOfWaiting,
      required: reason === 'required',
      load: 0,
    })),
    days: [{ window: [0, 480], capacity: Number.POSITIVE_INFINITY, breaks: [] }],
    durations: new Float64Array(size * size).fill(10),
    distances: new Float64Array(size * size).fill(10),
    objective: 'score',
    fixed: [],
  }
  assert.equal(planRoutes(route, { iterations: 50 }).plan.visited, today.length)
})

test('what cannot be meant is refused with its path', () => {
  const bad: [Partial<FrequencyProblem>, RegExp][] = [
    [{ start: '2026-03-03' }, /start: expected a Monday/],
    [{ weeks: 0 }, /weeks/],
    [{ customers: [customer({ grade: 'Z' })] }, /customers\[0\]\.grade/],
    [{ customers: [customer(), customer({ minutes: Number.NaN })] }, /customers\[1\]\.minutes/],
    [{ customers: [customer({ lastVisit: '2026-02-30' })] }, /customers\[0\]\.lastVisit/],
    [{ customers: [customer({ weekdays: [1, 1, 1, 1, 1, 1, -1] })] }, /weekdays\[6\]/],
    [{ workingDays: [...workingDays(1, 60), ...workingDays(1, 60)] }, /workingDays\[5\]/],
    [{ rule: { weeks: { A: 0 }, cooldownDays: 1, earliestShare: 1 } }, /rule\.weeks\.A/],
    [{ rule: { weeks: { A: 1 }, cooldownDays: 0, earliestShare: 1 } }, /rule\.cooldownDays/],
  ]
  for (const [more, path] of bad)
    assert.throws(
      () => planVisits(problem([customer()], more)),
      (error) => error instanceof RangeError && path.test(error.message),
    )
})
