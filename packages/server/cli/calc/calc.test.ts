import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { answerTo, CALCULATIONS, refusalOf, schemaOf } from '../calc-command.ts'
import type { Calculation } from './calculation.ts'
import { fitCalculation } from './fit.ts'
import { funnelCalculation } from './funnel.ts'
import { gradeCalculation } from './grade.ts'
import { routeCalculation } from './route.ts'
import { spreadCalculation } from './spread.ts'
import { winProbabilityCalculation } from './win-probability.ts'

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url))

function calc(args: readonly string[], input = '') {
  return spawnSync(process.execPath, [MAIN, 'calc', ...args], { input, encoding: 'utf8' })
}

/** The same without a process of its own, where the process is not what is tested. */
async function answerOf(calculation: Calculation, input: unknown) {
  return JSON.parse(await answerTo(calculation, JSON.stringify(input)))
}

/** What the command would say about malformed input. */
async function refusalAt(calculation: Calculation, input: string): Promise<string> {
  const error = await answerTo(calculation, input).then(
    () => null,
    (reason: unknown) => reason,
  )
  return refusalOf(calculation, error) ?? String(error)
}

const REQUEST = {
  dimensions: [
    { name: 'region', members: [{ id: 'all' }, { id: 'a', parent: 'all' }, { id: 'b', parent: 'all' }] },
  ],
  cells: [
    { at: { region: 'a' }, value: 0.1 },
    { at: { region: 'b' }, value: 0.2 },
  ],
  unit: 0.01,
  operations: [{ at: {}, code: '1.00' }],
}

test('spread answers with every leaf, in the unit, without a database', () => {
  const { stdout, stderr, status } = calc(['spread'], JSON.stringify(REQUEST))
  assert.equal(stderr, '')
  assert.equal(status, 0)
  assert.deepEqual(JSON.parse(stdout), {
    cells: [
      { at: { region: 'a' }, value: 0.33 },
      { at: { region: 'b' }, value: 0.67 },
    ],
    changed: 2,
  })
})

test('an impossible request is an answer with its reason and exit code 0', () => {
  const held = [
    { at: { region: 'a' }, hold: 'leaf' },
    { at: { region: 'b' }, hold: 'leaf' },
  ]
  const input = { ...REQUEST, operations: [...held, ...REQUEST.operations] }
  const { stdout, status } = calc(['spread'], JSON.stringify(input))
  assert.equal(status, 0)
  assert.deepEqual(JSON.parse(stdout), {
    infeasible: {
      reason: 'holds-and-bounds',
      detail: {
        operation: 2,
        at: {},
        asked: 1,
        least: 0.3,
        greatest: 0.3,
        release: [{ kind: 'leafHold', at: { region: 'a' }, by: 0.7 }],
        smallest: true,
      },
    },
  })
})

test('malformed input is one line with the field, what was expected and what came, and exit code 2', async () => {
  const wrong: [unknown, RegExp][] = [
    [
      { ...REQUEST, cells: [{ at: { region: 'z' }, value: 1 }] },
      /cells\[0\]\.at\.region: expected .*member.* got "z"/,
    ],
    [{ ...REQUEST, cells: [{ at: { region: 'all' }, value: 1 }] }, /cells\[0\]\.at\.region: expected a leaf/],
    [
      { ...REQUEST, cells: [{ at: { region: 'a' }, value: 0.005 }] },
      /cells\[0\]\.value: expected a multiple/,
    ],
    [{ ...REQUEST, operations: [{ at: {}, code: 'X9' }] }, /operations\[0\]\.code: expected .* got "X9"/],
    [
      { ...REQUEST, operations: [{ at: {}, method: 'double' }] },
      /operations\[0\]\.method: expected .* got "double"/,
    ],
    [
      { ...REQUEST, operations: [{ at: {}, method: 'growth', value: 1 }] },
      /operations\[0\]\.percent: expected/,
    ],
    [{ ...REQUEST, colour: 'red' }, /input: expected no field “colour”/],
    [{ ...REQUEST, unit: '1' }, /unit: expected number, got "1"/],
  ]
  for (const [input, sentence] of wrong) {
    const refusal = await refusalAt(spreadCalculation, JSON.stringify(input))
    assert.match(refusal, sentence)
    assert.equal(refusal.split('\n').length, 1)
  }
  const { stdout, stderr, status } = calc(['spread'], '{')
  assert.deepEqual([stdout, status, stderr.trim().split('\n').length], ['', 2, 1])
  assert.match(stderr, /input: expected JSON/)
})

test('every calculation prints its schema and answers a request', async () => {
  const requests = {
    fit: { dimensions: ['r'], cells: [{ at: { r: 'a' }, weight: 1 }], margins: [{ at: {}, total: 3 }] },
    forecast: { series: [{ id: 'a', values: [1, null, 3], period: 12 }], horizon: 2 },
    reconcile: {
      series: [
        { id: 'a', forecast: [1] },
        { id: 'b', forecast: [2] },
        { id: 'all', forecast: [6] },
      ],
      aggregates: [{ id: 'all', of: ['a', 'b'] }],
    },
    route: {
      visits: [{ id: 1, x: 1, y: 1, duration: 1 }],
      days: [{ id: 'mon', start: { x: 0, y: 0 }, end: { x: 0, y: 0 }, window: [0, 9] }],
      travel: { metric: 'euclidean' },
      objective: 'distance',
      iterations: 10,
    },
    'visit-plan': {
      customers: [{ id: 'x', grade: 'A', minutes: 30, value: 5 }],
      workingDays: [{ date: '2026-03-02', person: 'li', minutes: 240 }],
      rule: { weeks: { A: 1 } },
      start: '2026-03-02',
    },
    'customer-value': {
      customers: [
        { id: 1, frequency: 2, recency: 5, T: 9 },
        { id: 2, frequency: 0, recency: 0, T: 9 },
      ],
      horizon: 3,
    },
    funnel: {
      stages: ['lead'],
      deals: [{ id: 1, events: [{ stage: 'lead', at: '2024-01-01' }] }],
      asOf: '2024-02-01',
    },
    'win-probability': {
      closed: Array.from({ length: 80 }, (_, d) => ({ attributes: { size: d % 9 }, won: d % 9 > 4 })),
      open: [{ id: 'x', attributes: { size: 8 } }],
    },
    grade: {
      customers: [{ id: 1, value: 91, probability: 1, previous: 'A' }],
      bounds: { A: 100, B: 40 },
    },
  }
  const fields = {
    fit: 'cells',
    forecast: 'series',
    reconcile: 'series',
    route: 'routes',
    'visit-plan': 'weeks',
    'customer-value': 'customers',
    funnel: 'stages',
    'win-probability': 'open',
    grade: 'customers',
  }
  const asked = new Map<string, unknown>(Object.entries({ spread: REQUEST, ...requests }))
  for (const calculation of CALCULATIONS) {
    assert.equal(JSON.parse(schemaOf(calculation)).type, 'object')
    const answer = await answerOf(calculation, asked.get(calculation.name))
    const field = calculation.name === 'spread' ? 'cells' : fields[calculation.name as keyof typeof fields]
    assert.ok(Array.isArray(answer[field]), calculation.name)
  }
  assert.equal(asked.size, CALCULATIONS.length)
  const flying = { ...requests.route, travel: { metric: 'flying' } }
  assert.match(
    await refusalAt(routeCalculation, JSON.stringify(flying)),
    /travel\.metric: expected "euclidean" or "road", got "flying"/,
  )
})

const FUNNEL = {
  stages: ['lead', 'offer'],
  deals: [
    {
      id: 1,
      amount: 100,
      group: 'east',
      events: [
        { stage: 'lead', at: '2024-01-03' },
        { stage: 'offer', at: '2024-01-20' },
      ],
      due: [
        { at: '2024-01-03', date: '2024-02-10' },
        { at: '2024-02-05', date: '2024-04-20' },
      ],
    },
    {
      id: 2,
      amount: 50,
      group: 'west',
      events: [{ stage: 'lead', at: '2024-02-02' }],
      outcome: 'lost',
      closedAt: '2024-02-20',
    },
    {
      id: 3,
      amount: 30,
      group: 'west',
      events: [{ stage: 'offer', at: '2024-02-03' }],
      outcome: 'won',
      closedAt: '2024-02-25',
    },
  ],
  asOf: '2024-03-31',
  groups: ['east', 'west'],
  cohorts: { by: 'creation', every: 'month', withinDays: [30] },
  snapshots: ['2024-01-31', '2024-02-29'],
  period: { from: '2024-02-01', until: '2024-03-01' },
}

test('funnel compares groups, follows cohorts, looks back and tells what slipped, where it is asked to', async () => {
  const answer = await answerOf(funnelCalculation, FUNNEL)
  assert.deepEqual(
    answer.comparison.groups.map(({ group, won, lost, open }: Record<string, unknown>) => [
      group,
      won,
      lost,
      open,
    ]),
    [
      ['east', 0, 0, 1],
      ['west', 1, 1, 0],
    ],
  )
  assert.deepEqual(
    answer.cohorts.map(({ cohort, deals, open }: Record<string, unknown>) => [cohort, deals, open]),
    [
      ['2024-01', 1, 1],
      ['2024-02', 2, 0],
    ],
  )
  assert.deepEqual(answer.cohorts[1].within[0].won.estimate, 0.5)
  assert.deepEqual(answer.snapshots[1], {
    at: '2024-02-29',
    stages: [
      { stage: 'lead', deals: 0, amount: 0 },
      { stage: 'offer', deals: 1, amount: 100 },
    ],
    won: { deals: 1, amount: 30 },
    lost: { deals: 1, amount: 50 },
  })
  assert.deepEqual([answer.slippage.rate, answer.slippage.slippedDeals], [1, [1]])
  assert.equal(answer.slippage.groups[0].daysPushed, 70)
  const wrong: [unknown, RegExp][] = [
    [{ ...FUNNEL, groups: ['east', 'north'] }, /deals\[1\]\.group: expected .* got "west"/],
    [{ ...FUNNEL, cohorts: { by: 'call' } }, /cohorts\.by: expected .* got "call"/],
    [{ ...FUNNEL, snapshots: ['2024-02-01', '2024-01-01'] }, /snapshots\[1\]/],
    [{ ...FUNNEL, period: { from: '2024-02-01', until: '2024-02-01' } }, /period\.until/],
  ]
  for (const [input, sentence] of wrong) await assert.rejects(answerOf(funnelCalculation, input), sentence)
})

test('few deals get the share won, a bound that is crossed by little changes no grade, and halves are no answer', async () => {
  const few = { closed: [{ attributes: {}, won: true }], open: [] }
  const { infeasible } = await answerOf(winProbabilityCalculation, few)
  assert.deepEqual(
    [infeasible.reason, infeasible.detail.won, infeasible.detail.needed],
    ['too-few-deals', 1, 25],
  )
  const grade = {
    customers: [
      { id: 1, value: 91, probability: 1, previous: 'A' },
      { id: 2, value: 89, probability: 1, previous: 'A' },
    ],
    bounds: { A: 100, B: 40 },
  }
  const graded = await answerOf(gradeCalculation, grade)
  assert.deepEqual(graded.customers, [
    { id: 1, expected: 91, grade: 'A', isChanged: false },
    { id: 2, expected: 89, grade: 'B', isChanged: true },
  ])
  await assert.rejects(answerOf(gradeCalculation, { ...grade, bounds: { A: 1, B: 2 } }), /bounds\.A/)
  const cell = (x: string, y: string, z: string) => ({ at: { x, y, z }, weight: 1 })
  const halves = {
    dimensions: ['x', 'y', 'z'],
    cells: [cell('a', 'a', 'b'), cell('a', 'b', 'a'), cell('b', 'a', 'a')],
    margins: [
      { at: { x: 'a' }, total: 1 },
      { at: { y: 'a' }, total: 1 },
      { at: { z: 'a' }, total: 1 },
    ],
  }
  const fitted = await answerOf(fitCalculation, halves)
  assert.equal(fitted.infeasible.reason, 'no-integer-solution')
  const three = { ...halves, margins: [...halves.margins.slice(0, 2), { at: { z: 'a' }, total: 3 }] }
  const { detail } = (await answerOf(fitCalculation, three)).infeasible
  assert.equal(detail.kind, 'combined')
  assert.ok(detail.needed > detail.greatest)
  const far = {
    customers: [
      { id: 1, frequency: 2, recency: 5, T: 9 },
      { id: 2, frequency: 0, recency: 0, T: 9 },
    ],
    horizon: 1e15,
  }
  const refused = calc(['customer-value'], JSON.stringify(far))
  assert.deepEqual([refused.status, /horizon: expected at most/.test(refused.stderr)], [2, true])
})

test('--schema prints a JSON schema, and an unknown calculation is misuse', () => {
  const { stdout } = calc(['spread', '--schema'])
  assert.deepEqual(JSON.parse(stdout).required, ['dimensions', 'cells', 'operations'])
  assert.equal(calc(['divine']).status, 2)
})

test('a day that no month has is refused as a date, with its path', async () => {
  const deal = { id: 1, events: [{ stage: 'A', at: '2026-02-30' }] }
  const input = JSON.stringify({ stages: ['A'], deals: [deal], asOf: '2026-03-31' })
  assert.equal(
    await refusalAt(funnelCalculation, input),
    'salesloom calc funnel: deals[0].events[0].at: expected a date that exists, as 2026-01-31, got "2026-02-30"',
  )
})
