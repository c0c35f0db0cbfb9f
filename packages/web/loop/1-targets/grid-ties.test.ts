import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkTies } from './grid-ties.ts'

const row = (
  path: string,
  parentPath: string | null,
  axis: 'organisation' | 'product',
  total: number,
  values: number[],
) => ({ path, parentPath, axis, total, values })

test('A plan whose children and periods add up has no difference on any axis.', () => {
  const rows = [
    row('t', null, 'organisation', 100, [40, 60]),
    row('t/a', 't', 'organisation', 70, [30, 40]),
    row('t/b', 't', 'organisation', 30, [10, 20]),
    row('t/a/x', 't/a', 'product', 70, [30, 40]),
  ]
  assert.deepEqual(
    checkTies(rows, 'quarter'),
    [
      { axis: 'time', off: 0 },
      { axis: 'organisation', off: 0 },
      { axis: 'product', off: 0 },
    ].toSorted(
      (a, b) =>
        ['organisation', 'time', 'product'].indexOf(a.axis) -
        ['organisation', 'time', 'product'].indexOf(b.axis),
    ),
  )
})

test('A cent that is missing is found on its axis, with its sign.', () => {
  const rows = [row('t', null, 'organisation', 100, [40, 59]), row('t/a', 't', 'organisation', 101, [41, 60])]
  assert.deepEqual(checkTies(rows, 'quarter'), [
    { axis: 'organisation', off: 1 },
    { axis: 'time', off: -1 },
  ])
})
