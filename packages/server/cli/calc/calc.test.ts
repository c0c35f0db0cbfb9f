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

test('--schema prints a JSON schema, and an unknown calculation is misuse', () => {
  const { stdout } = calc(['spread', '--schema'])
  assert.deepEqual(JSON.parse(stdout).required, ['dimensions', 'cells', 'operations'])
  assert.equal(calc(['divine']).status, 2)
})
