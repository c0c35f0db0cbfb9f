import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerTo, CALCULATIONS, refusalOf } from '../calc-command.ts'

/** The sentence with which a request is refused; null where it is answered. */
async function refusalOfText(name: string, text: string): Promise<string | null> {
  const calculation = CALCULATIONS.find((candidate) => candidate.name === name)!
  try {
    await answerTo(calculation, text)
    return null
  } catch (error) {
    return refusalOf(calculation, error) ?? `no refusal but ${error}`
  }
}

const RATIO = {
  dimensions: [{ name: 'region', members: [{ id: 'all' }, { id: 'a', parent: 'all' }] }],
  cells: [{ at: { region: 'a' }, value: 0.5, denominator: 10 }],
  measure: 'ratio',
  operations: [{ at: {}, code: 0.3 }],
}
const SERIES = [
  { id: 'a', forecast: [10], errors: [1, -1, 1] },
  { id: 'b', forecast: [20], errors: [1, 2, 3] },
  { id: 't', forecast: [33], errors: [1, 0, 1] },
]
const AGGREGATES = [{ id: 't', of: ['a', 'b'] }]
const DAY = { id: 1, start: { x: 0, y: 0 }, end: { x: 0, y: 0 }, window: [0, 60] }
const ROUTE = {
  visits: [{ id: 'v', x: 3, y: 0, duration: 10 }],
  days: [DAY],
  travel: { metric: 'euclidean' },
  objective: 'score',
  iterations: 10,
}

test('numbers whose answer would overflow are refused by the path of their field', async () => {
  const wrong: [string, unknown, string][] = [
    ['spread', { ...RATIO, cells: [{ ...RATIO.cells[0], value: 1e308 }] }, 'cells[0].value'],
    ['spread', { ...RATIO, operations: [{ at: {}, code: '9'.repeat(400) }] }, 'operations[0].code'],
    ['spread', { ...RATIO, operations: [{ at: {}, code: `P%${'9'.repeat(310)}` }] }, 'operations[0].code'],
    [
      'spread',
      { ...RATIO, operations: [{ at: {}, method: 'percentChange', percent: 1e308 }] },
      'operations[0].percent',
    ],
    [
      'fit',
      { dimensions: ['r'], cells: [{ at: { r: '1' }, weight: 1, max: 1e308 }], margins: [] },
      'cells[0].max',
    ],
    [
      'forecast',
      { series: [{ id: 1, values: [1, 2, 1e308], period: 4 }], horizon: 1 },
      'series[0].values[2]',
    ],
    [
      'reconcile',
      { series: [{ ...SERIES[0], errors: [1e308, 1, 1] }, SERIES[1], SERIES[2]], aggregates: AGGREGATES },
      'series[0].errors[0]',
    ],
    ['reconcile', { series: SERIES, aggregates: AGGREGATES, unit: 5e-324 }, 'unit'],
    ['route', { ...ROUTE, visits: [{ ...ROUTE.visits[0], x: 1e308 }] }, 'visits[0].x'],
    ['route', { ...ROUTE, travel: { metric: 'euclidean', speed: 5e-324 } }, 'travel.speed'],
    [
      'grade',
      { customers: [{ id: 1, value: 1e308, probability: 1 }], bounds: { A: 2, B: 1 } },
      'customers[0].value',
    ],
    [
      'customer-value',
      { customers: [{ id: 1, frequency: 1, recency: 1, T: 2, monetary: 1e308 }], horizon: 1 },
      'customers[0].monetary',
    ],
    [
      'customer-value',
      { customers: [{ id: 1, frequency: 1, recency: 1, T: 2, monetary: 5e-324 }], horizon: 1 },
      'customers[0].monetary',
    ],
    [
      'visit-plan',
      {
        customers: [{ id: 1, grade: 'A', minutes: 60, value: 1e308 }],
        workingDays: [],
        rule: { weeks: { A: 1 } },
        start: '2026-03-02',
      },
      'customers[0].value',
    ],
  ]
  for (const [name, input, path] of wrong) {
    const refusal = await refusalOfText(name, JSON.stringify(input))
    assert.ok(
      refusal?.startsWith(`salesloom calc ${name}: ${path}: expected `),
      `${name} ${path}: ${refusal}`,
    )
  }
})

test('a search is not asked for more steps than it could end', async () => {
  const refusal = await refusalOfText('route', JSON.stringify({ ...ROUTE, iterations: 1e15 }))
  assert.match(String(refusal), /^salesloom calc route: iterations: expected number of at most 10000000, got/)
  assert.equal(await refusalOfText('route', JSON.stringify(ROUTE)), null)
})

test('of a choice of shapes the refusal names the field that is there', async () => {
  for (const code of [null, true, []]) {
    const refusal = await refusalOfText(
      'spread',
      JSON.stringify({ ...RATIO, operations: [{ at: {}, code }] }),
    )
    assert.match(String(refusal), /: operations\[0\]\.code: expected string, got/)
  }
  const event = { kind: 'step', start: '2026-01', size: { percent: null } }
  const series = [{ id: 1, values: [1, 2, 3], period: 12, start: '2025-10', events: [event] }]
  assert.match(
    String(await refusalOfText('forecast', JSON.stringify({ series, horizon: 1 }))),
    /: series\[0\]\.events\[0\]\.size\.percent: expected number, got null/,
  )
})
