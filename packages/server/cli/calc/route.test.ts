import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gcj02ToWgs84, greatCircleKilometres, wgs84ToGcj02 } from '@salesloom/engine/geography'
import { answerTo } from '../calc-command.ts'
import { MalformedInput } from './calculation.ts'
import { routeCalculation } from './route.ts'
import { visitPlanCalculation } from './visit-plan.ts'

const DAY = { id: 'mon', start: { x: 0, y: 0 }, end: { x: 0, y: 0 }, window: [0, 100] }
const request = {
  visits: [
    { id: 'a', x: 3, y: 4, duration: 10, score: 5 },
    { id: 'b', x: 60, y: 0, duration: 5, score: 9, required: true, windows: [[0, 50]] },
  ],
  days: [DAY],
  travel: { metric: 'euclidean' },
  objective: 'score',
  iterations: 50,
}

async function answer(more: object) {
  return JSON.parse(await answerTo(routeCalculation, JSON.stringify({ ...request, ...more })))
}

test('places in GCJ-02 are measured where they are', async () => {
  const office = [121.47, 31.23] as const
  const shop = [121.53, 31.18] as const
  const [map, shown] = [wgs84ToGcj02(office), wgs84ToGcj02(shop)]
  const kilometres = greatCircleKilometres(gcj02ToWgs84(map), gcj02ToWgs84(shown))
  const ends = { lng: map[0], lat: map[1] }
  const { distance } = await answer({
    visits: [{ id: 'a', lng: shown[0], lat: shown[1], duration: 10, score: 1 }],
    days: [{ ...DAY, start: ends, end: ends }],
    travel: { metric: 'road', factor: 1.3, speed: 0.5 },
    coordinates: 'GCJ-02',
  })
  assert.ok(Math.abs(distance - 2 * 1.3 * kilometres) < 1e-9)
  assert.ok(Math.abs(kilometres - greatCircleKilometres(office, shop)) < 1e-5)
})

test('a required visit that no plan can hold is said to be one, with what stands in the way', async () => {
  const { routes, unvisited } = await answer({})
  assert.deepEqual(
    routes[0].stops.map(({ visit }: { visit: string }) => visit),
    ['a'],
  )
  assert.deepEqual(unvisited, [
    {
      visit: 'b',
      required: true,
      reasons: [{ code: 'window-closes', day: 'mon', visit: 'b', earliest: 60, closes: 50 }],
    },
  ])
})

test('what does not fit together is refused with its path', async () => {
  const [a, b] = request.visits
  const square = {
    ids: ['a', 'b', 'home'],
    durations: [
      [0, 1, 1],
      [1, 0],
      [1, 1, 0],
    ],
  }
  const home = { start: { id: 'home' }, end: { id: 'home' } }
  const bad: [object, string][] = [
    [{ visits: [a, a] }, 'visits[1].id'],
    [{ visits: [a, { ...b, windows: [[50, 10]] }] }, 'visits[1].windows[0]'],
    [{ visits: [{ ...a, duration: -1 }] }, 'visits[0].duration'],
    [{ visits: [{ ...a, duration: null }] }, 'visits[0].duration'],
    [{ days: [DAY, DAY] }, 'days[1].id'],
    [{ days: [{ ...DAY, window: [9, 1] }] }, 'days[0].window'],
    [{ days: [{ ...DAY, breaks: [{ window: [5, 1], duration: 1 }] }] }, 'days[0].breaks[0].window'],
    [{ fixed: [{ visit: 'z', day: 'mon' }] }, 'fixed[0].visit'],
    [{ fixed: [{ visit: 'a', day: 'tue' }] }, 'fixed[0].day'],
    [{ travel: { matrix: square }, days: [{ ...DAY, ...home }] }, 'travel.matrix.durations[1]'],
    [{ travel: { metric: 'road', speed: 1 } }, 'visits[0].lng'],
    [{ coordinates: 'BD-09' }, 'coordinates'],
    [{ travel: { metric: 'road', speed: 'fast' } }, 'travel.speed'],
    [{ travel: { metric: 'road', factor: null, speed: 1 } }, 'travel.factor'],
    [{ travel: { metric: 'air' } }, 'travel.metric'],
    [{ travel: { metric: 'euclidean', decimals: -1 } }, 'travel.decimals'],
  ]
  for (const [more, path] of bad)
    await assert.rejects(
      answer(more),
      (error) => error instanceof MalformedInput && error.message.startsWith(`${path}: `),
      path,
    )
})

test('a day too short for its own way and breaks is an answer, not an error', async () => {
  const far = { ...DAY, id: 'far', end: { x: 900, y: 0 }, window: [0, 60] }
  const rest = { ...DAY, id: 'rest', window: [0, 60], breaks: [{ window: [-5, 9], duration: 61 }] }
  const outcome = await answer({ days: [DAY, far, rest], fixed: [{ visit: 'a', day: 'far' }] })
  assert.deepEqual(outcome, { infeasible: { reason: 'day-too-short', detail: { days: ['far', 'rest'] } } })
})

test('fixed stops that cannot be kept are an answer, not an error', async () => {
  const outcome = await answer({ fixed: [{ visit: 'b', day: 'mon', start: 51 }] })
  assert.deepEqual(outcome, { infeasible: { reason: 'fixed-stops', detail: { visits: ['b'] } } })
})

test('a plan of visits names customers by their ids, and refuses unknown grades and half weeks', async () => {
  const plan = {
    customers: [
      { id: 'x', grade: 'A', minutes: 60, value: 5 },
      { id: 'y', grade: 'A', minutes: 60, value: 4 },
    ],
    workingDays: [{ date: '2026-03-02', person: 'li', minutes: 60 }],
    rule: { weeks: { A: 1 } },
    start: '2026-03-02',
  }
  const ask = (more: object) => answerTo(visitPlanCalculation, JSON.stringify({ ...plan, ...more }))
  const [week] = JSON.parse(await ask({})).weeks
  assert.deepEqual(week.visits, [
    { customer: 'x', date: '2026-03-02', person: 'li', reason: 'due', lossOfWaiting: 5 },
  ])
  assert.deepEqual(week.unpicked[0].reason.displacedBy, ['x'])
  await assert.rejects(ask({ rule: { weeks: { B: 1 } } }), /customers\[0\]\.grade: expected a grade/)
  await assert.rejects(ask({ start: '2026-03-03' }), /start: expected a Monday/)
  await assert.rejects(ask({ customers: [plan.customers[0], plan.customers[0]] }), /customers\[1\]\.id/)
})
