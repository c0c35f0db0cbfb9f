import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { cellsAt, cutDimension, planDimensions, shapePlan, withoutBox } from './index.ts'

const tree = (name: string) =>
  cutDimension(name, [
    { key: `${name}`, parent: null },
    { key: `${name}1`, parent: name },
    { key: `${name}2`, parent: name },
    { key: `${name}1a`, parent: `${name}1` },
    { key: `${name}1b`, parent: `${name}1` },
    { key: `${name}2a`, parent: `${name}2` },
  ])
const dimensions = [tree('x'), tree('y')]
const leaves = (name: string) => [`${name}1a`, `${name}1b`, `${name}2a`]
const months = ['2026-01', '2026-02', '2026-03', '2026-04']
const shape = shapePlan(
  dimensions,
  leaves('x').flatMap((x) => leaves('y').map((y) => [x, y])),
  months,
)

test('a team released from its area leaves the other teams held', () => {
  const area = { x: 'x1' }
  assert.deepEqual(withoutBox(planDimensions(shape), area, { x: 'x1a' }), [{ x: 'x1b' }])
  assert.deepEqual(withoutBox(planDimensions(shape), area, { x: 'x2' }), [area])
  assert.deepEqual(withoutBox(planDimensions(shape), area, {}), [])
  assert.deepEqual(withoutBox(planDimensions(shape), { x: 'x1a' }, { x: 'x', time: 'quarter:2' }), [
    { x: 'x1a', time: 'quarter:1' },
  ])
})

test('what is left and what is taken are together the cells that there were, each once', () => {
  const member = (name: string, keys: readonly string[]) =>
    fc
      .option(fc.constantFrom(...keys), { nil: undefined })
      .map((key) => (key === undefined ? {} : { [name]: key }))
  const [x, y] = dimensions as [(typeof dimensions)[0], (typeof dimensions)[0]]
  const address = fc
    .tuple(
      member('x', x.keys),
      member('y', y.keys),
      member('time', ['quarter:1', 'quarter:2', 'month:2026-02', 'month:2026-04']),
    )
    .map(([a, b, c]) => ({ ...a, ...b, ...c }))
  fc.assert(
    fc.property(address, address, (held, taken) => {
      const gone = new Set(cellsAt(shape, taken))
      const left = withoutBox(planDimensions(shape), held, taken).flatMap((at) => [...cellsAt(shape, at)])
      const expected = [...cellsAt(shape, held)].filter((cell) => !gone.has(cell))
      assert.deepEqual(
        left.toSorted((a, b) => a - b),
        expected,
      )
    }),
    { numRuns },
  )
})
