import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url))

function calc(args: readonly string[], input = '') {
  return spawnSync(process.execPath, [MAIN, 'calc', ...args], { input, encoding: 'utf8' })
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
      },
    },
  })
})

test('malformed input is one line with the field, what was expected and what came, and exit code 2', () => {
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
    const { stdout, stderr, status } = calc(['spread'], JSON.stringify(input))
    assert.equal(status, 2, stderr)
    assert.equal(stdout, '')
    assert.match(stderr, sentence)
    assert.equal(stderr.trim().split('\n').length, 1)
  }
  assert.match(calc(['spread'], '{').stderr, /input: expected JSON/)
})

test('every calculation prints its schema and answers a request', () => {
  const requests = {
    fit: { dimensions: ['r'], cells: [{ at: { r: 'a' }, weight: 1 }], margins: [{ at: {}, total: 3 }] },
    forecast: { series: [{ id: 'a', values: [1, null, 3], period: 12 }], horizon: 2 },
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
  }
  const fields = {
    fit: 'cells',
    forecast: 'series',
    route: 'routes',
    'visit-plan': 'weeks',
    'customer-value': 'customers',
    funnel: 'stages',
  }
  for (const [name, request] of Object.entries(requests)) {
    assert.equal(JSON.parse(calc([name, '--schema']).stdout).type, 'object')
    const { stdout, stderr, status } = calc([name], JSON.stringify(request))
    assert.equal(status, 0, stderr)
    assert.ok(Array.isArray(JSON.parse(stdout)[fields[name as keyof typeof fields]]), name)
  }
  const flying = { ...requests.route, travel: { metric: 'flying' } }
  assert.match(
    calc(['route'], JSON.stringify(flying)).stderr,
    /travel\.metric: expected "euclidean" or "road", got "flying"/,
  )
})

test('--schema prints a JSON schema, and an unknown calculation is misuse', () => {
  const { stdout } = calc(['spread', '--schema'])
  assert.deepEqual(JSON.parse(stdout).required, ['dimensions', 'cells', 'operations'])
  assert.equal(calc(['divine']).status, 2)
})
