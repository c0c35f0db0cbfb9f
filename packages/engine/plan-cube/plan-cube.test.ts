import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutDimension, selectRuns } from '../allocation/index.ts'
import {
  assignTargets,
  changePlan,
  drillMembers,
  drillPeriods,
  openHistory,
  openPlanCube,
  orderCells,
  orderPlan,
  readCell,
  recordChange,
  redoNewest,
  rollUp,
  spreadPlan,
  toggleChange,
  undoNewest,
  viewTargets,
} from './index.ts'

const organisation = cutDimension('organisation', [
  { key: 'company', parent: null },
  { key: 'north', parent: 'company' },
  { key: 'south', parent: 'company' },
  { key: 'an', parent: 'north' },
  { key: 'bo', parent: 'north' },
  { key: 'chen', parent: 'south' },
])
const product = cutDimension('product', [
  { key: 'bikes', parent: null },
  { key: 'parts', parent: null },
])
const months = ['2026-01', '2026-02', '2026-03', '2026-04']

/** Rows in no order: person, product, four months each. */
const ROWS = [
  ['chen', 'bikes', [7, 0, 0, 3]],
  ['an', 'parts', [1, 2, 3, 4]],
  ['an', 'bikes', [10, 20, 30, 40]],
  ['bo', 'bikes', [5, 5, 5, 5]],
] as const

function openSample() {
  const positions = Int32Array.from(
    ROWS.flatMap(([person, item]) => [organisation.keys.indexOf(person), product.keys.indexOf(item)]),
  )
  const { shape, order } = orderPlan([organisation, product], positions, months)
  const revenue = orderCells(order, Float64Array.from(ROWS.flatMap(([, , cells]) => cells)), 4)
  const quantity = revenue.map((value) => Math.ceil(value / 4))
  return openPlanCube(shape, {
    revenue,
    quantity,
    price: { numerator: 'revenue', denominator: 'quantity' },
  })
}

const valuesOf = (plan: ReturnType<typeof openSample>, name = 'revenue') => {
  const measure = plan.measures.get(name)
  assert.ok(measure?.kind === 'additive')
  return [...measure.values]
}

test('the sample of docs/methods/plan-cube.md rolls up by every level of the organisation and by quarter', () => {
  const plan = openSample()
  assert.deepEqual(valuesOf(plan), [10, 20, 30, 40, 1, 2, 3, 4, 5, 5, 5, 5, 7, 0, 0, 3])
  const { members, sums, periods } = rollUp(plan, {
    measures: ['revenue'],
    axes: [{ dimension: 'organisation', level: 'all' }],
    period: 'quarter',
  })
  assert.deepEqual(
    Array.from(members, (member) => organisation.keys[member]),
    ['company', 'north', 'an', 'bo', 'south', 'chen'],
  )
  assert.deepEqual([...sums.get('revenue')!], [88, 52, 81, 49, 66, 44, 15, 5, 7, 3, 7, 3])
  assert.deepEqual(
    periods.map(({ key }) => key),
    ['quarter:1', 'quarter:2'],
  )
})

test('a roll-up takes any levels of several dimensions at once, several measures, and a part of the plan', () => {
  const { members, sums } = rollUp(openSample(), {
    measures: ['revenue', 'quantity', 'price'],
    axes: [
      { dimension: 'product', level: 0 },
      { dimension: 'organisation', level: 1 },
    ],
    period: 'all',
    within: { months: ['2026-01', '2026-02'] },
  })
  const names = Array.from(members, (member, i) => (i % 2 === 0 ? product : organisation).keys[member])
  assert.deepEqual(names, ['bikes', 'north', 'bikes', 'south', 'parts', 'north'])
  assert.deepEqual([...sums.get('revenue')!], [40, 7, 3])
  assert.deepEqual([...sums.get('quantity')!], [12, 2, 2])
  assert.deepEqual([...sums.get('price')!], [40 / 12, 3.5, 1.5])
})

test('a ratio is the quotient of the sums, and null where nothing is in the denominator', () => {
  const plan = openSample()
  assert.deepEqual(readCell(plan, ['price'], { members: { organisation: 'north' } }), { price: 130 / 38 })
  const empty = { members: { organisation: 'chen' }, months: ['2026-02'] }
  assert.deepEqual(readCell(plan, ['price', 'revenue'], empty), { price: null, revenue: 0 })
})

test('drilling gives the members and periods right below, and none below a leaf', () => {
  const plan = openSample()
  assert.deepEqual(drillMembers(plan, ['revenue'], { members: { organisation: 'north' } }, 'organisation'), [
    { key: 'an', figures: { revenue: 110 } },
    { key: 'bo', figures: { revenue: 20 } },
  ])
  assert.deepEqual(drillMembers(plan, ['revenue'], { members: { organisation: 'an' } }, 'organisation'), [])
  assert.deepEqual(
    drillPeriods(plan, ['revenue'], { members: { product: 'parts' } }, 'quarter').map((row) => row.figures),
    [{ revenue: 6 }, { revenue: 4 }],
  )
  assert.deepEqual(
    drillPeriods(plan, ['revenue'], { members: { organisation: 'bo', product: 'parts' } }, 'year'),
    [{ key: 'year:1', figures: { revenue: 0 } }],
  )
})

test('a total spread over a product in a quarter changes these cells only, and toggles back and forth', () => {
  const plan = openSample()
  const before = valuesOf(plan)
  const change = spreadPlan(
    plan,
    'revenue',
    { members: { product: 'parts' }, months: months.slice(0, 3) },
    13,
  )
  assert.ok(change.ok)
  assert.equal(change.value.touched, 3)
  // 1 : 2 : 3 of 13 is 2 1/6, 4 1/3, 6 1/2
  const after = [10, 20, 30, 40, 2, 4, 7, 4, 5, 5, 5, 5, 7, 0, 0, 3]
  assert.deepEqual(valuesOf(plan), after)
  toggleChange(plan, change.value)
  assert.deepEqual(valuesOf(plan), before)
  toggleChange(plan, change.value)
  assert.deepEqual(valuesOf(plan), after)
  assert.deepEqual(valuesOf(plan, 'quantity'), valuesOf(openSample(), 'quantity'))
})

test('a history undoes and redoes in order, forgets what was undone, and its oldest where the room is used up', () => {
  const plan = openSample()
  const history = openHistory(24)
  const spread = (total: number) => {
    const change = spreadPlan(plan, 'revenue', {}, total)
    assert.ok(change.ok)
    recordChange(plan, history, change.value)
  }
  spread(280)
  spread(560)
  assert.equal(history.changes.length, 1)
  assert.ok(undoNewest(plan, history))
  assert.equal(undoNewest(plan, history), null)
  assert.equal(readCell(plan, ['revenue'], {})['revenue'], 280)
  assert.ok(redoNewest(plan, history))
  assert.equal(redoNewest(plan, history), null)
  assert.equal(readCell(plan, ['revenue'], {})['revenue'], 560)
  undoNewest(plan, history)
  spread(100)
  assert.equal(redoNewest(plan, history), null)
  assert.equal(
    valuesOf(plan).reduce((sum, value) => sum + value),
    100,
  )
})

test('one wrong value among many is refused with its measure and cell', () => {
  const { shape } = openSample()
  for (const [wrong, word] of [
    [Number.NaN, 'NaN'],
    [0.5, '0.5'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ] as const) {
    const revenue = new Float64Array(16)
    revenue[6] = wrong
    const expected = new RegExp(
      `revenue: the cell organisation an, product parts, 2026-03 is ${word.replace('.', '\\.')}`,
    )
    assert.throws(() => openPlanCube(shape, { revenue }), expected)
  }
  const large = new Float64Array(16).fill(2 ** 52)
  assert.throws(() => openPlanCube(shape, { large }), /beyond the safe whole numbers/)
  assert.throws(() => openPlanCube(shape, { short: new Float64Array(3) }), /3 values for 16 cells/)
  assert.throws(
    () => openPlanCube(shape, { price: { numerator: 'a', denominator: 'b' } }),
    /a is no additive measure/,
  )
})

test('unknown members, measures and months, consolidations in place of leaves and doubles are refused by name', () => {
  const plan = openSample()
  assert.throws(() => readCell(plan, ['profit'], {}), /no measure profit/)
  assert.throws(() => readCell(plan, ['revenue'], { members: { organisation: 'dora' } }), /no member dora/)
  assert.throws(() => readCell(plan, ['revenue'], { members: { colour: 'red' } }), /no dimension colour/)
  assert.throws(() => readCell(plan, ['revenue'], { months: ['2027-01'] }), /no month 2027-01/)
  assert.throws(() => spreadPlan(plan, 'price', {}, 1), /price is a ratio/)
  const order = (...positions: number[]) =>
    orderPlan([organisation, product], Int32Array.from(positions), months)
  assert.throws(() => order(1, 0), /combination 0: organisation north is no leaf/)
  assert.throws(() => order(2, 0, 2, 9), /combination 1: product has no position 9/)
  assert.throws(() => order(2, 0, 3, 0, 2, 0), /an \/ bikes is given twice/)
})

test('sums beyond the safe whole numbers and places without cells are refused, and nothing changes', () => {
  const plan = openSample()
  const before = valuesOf(plan)
  const refused = (at: object, total: number) => {
    const change = spreadPlan(plan, 'revenue', at, total)
    return change.ok ? 'accepted' : change.reason
  }
  assert.equal(refused({}, 2 ** 53), 'too-large')
  assert.equal(refused({ members: { organisation: 'an' } }, Number.MAX_SAFE_INTEGER), 'too-large')
  assert.equal(refused({ members: { organisation: 'bo', product: 'parts' } }, 1), 'no-cells')
  assert.deepEqual(valuesOf(plan), before)
})

test('a selection looks at no combination below an organisation unit, else at those of the narrowest member', () => {
  const { shape } = openSample()
  assert.deepEqual(selectRuns(shape, { organisation: 'north' }), {
    runs: Int32Array.from([0, 3]),
    examined: 0,
  })
  assert.deepEqual(selectRuns(shape, { product: 'parts' }), { runs: Int32Array.from([1, 2]), examined: 1 })
  assert.equal(selectRuns(shape, { organisation: 'company', product: 'parts' }).examined, 1)
  assert.equal(selectRuns(shape, { organisation: 'chen', product: 'bikes' }).examined, 1)
})

test('over-assignment: 1,000.00 with 5 % on top is 1,050.00 below, the north adds 10 %, and nobody sees above', () => {
  const positions = Int32Array.from(['an', 'bo', 'chen'].map((key) => organisation.keys.indexOf(key)))
  const { shape } = orderPlan([organisation], positions, ['2026-01'])
  const layer = () => Float64Array.from([30_000, 30_000, 40_000])
  const plan = openPlanCube(shape, { company: layer(), region: layer(), person: layer() })
  const targets = { organisation: 'organisation', layers: ['company', 'region', 'person'] }
  const assign = (key: string, percent: number) => {
    const done = assignTargets(plan, targets, key, percent)
    assert.ok(done.ok)
    return done.value
  }
  assign('company', 5)
  const changes = assign('north', 10)
  const view = (viewer: string, key: string) => {
    const seen = viewTargets(plan, targets, viewer, key)
    return seen.ok ? seen.value : seen.reason
  }
  assert.deepEqual(view('company', 'company'), {
    key: 'company',
    own: 100_000,
    assigned: 105_000,
    overAssignmentPercent: 5,
  })
  assert.deepEqual(view('north', 'north'), {
    key: 'north',
    own: 63_000,
    assigned: 69_300,
    overAssignmentPercent: 10,
  })
  assert.deepEqual(view('north', 'an'), {
    key: 'an',
    own: 34_650,
    assigned: null,
    overAssignmentPercent: null,
  })
  assert.deepEqual(view('company', 'chen'), {
    key: 'chen',
    own: 42_000,
    assigned: null,
    overAssignmentPercent: null,
  })
  assert.equal(view('north', 'company'), 'outside')
  assert.equal(view('north', 'chen'), 'outside')
  // the company raises its share to 20 %: what the north adds stays
  assign('company', 20)
  assert.deepEqual(view('north', 'north'), {
    key: 'north',
    own: 72_000,
    assigned: 79_200,
    overAssignmentPercent: 10,
  })
  assert.equal(changes.length, 1)
  assert.throws(() => assignTargets(plan, targets, 'an', 5), /nobody to pass a target on to/)
  assert.throws(() => assignTargets(plan, targets, 'north', Number.NaN), /not −100 or more/)
})

test('a ratio is written through its numerator: a price of 4 for the north is 152 for 38, and back', () => {
  const plan = openSample()
  const before = valuesOf(plan)
  const price = {
    at: { organisation: 'north' },
    method: 'proportional',
    action: 'replace',
    value: 4,
  } as const
  const change = changePlan(plan, 'price', price)
  assert.ok(change.ok)
  assert.deepEqual(readCell(plan, ['revenue', 'quantity', 'price'], { members: { organisation: 'north' } }), {
    revenue: 152,
    quantity: 38,
    price: 4,
  })
  assert.deepEqual(valuesOf(plan).slice(12), before.slice(12))
  toggleChange(plan, change.value)
  assert.deepEqual(valuesOf(plan), before)
  const held = changePlan(plan, 'price', price, { heldLeaves: [{ organisation: 'an' }] })
  assert.ok(held.ok)
  assert.deepEqual(valuesOf(plan).slice(0, 8), before.slice(0, 8))
  assert.equal(readCell(plan, ['revenue'], { members: { organisation: 'north' } })['revenue'], 152)
  assert.throws(() => changePlan(plan, 'price', price, { heldTotals: [{}] }), /price is a ratio/)
})

test('any method changes a measure around holds, and a refusal names what to release', () => {
  const plan = openSample()
  const before = valuesOf(plan)
  const north = { organisation: 'north' }
  const heldLeaves = [{ organisation: 'bo' }]
  const line = {
    at: north,
    method: 'straightLine',
    action: 'replace',
    value: 35,
    to: 65,
    axis: 'time',
  } as const
  const change = changePlan(plan, 'revenue', line, { heldLeaves })
  assert.ok(change.ok)
  assert.equal(change.value.touched, 12)
  // 35, 45, 55, 65 less the 5 held each month, in the proportions 10 : 1, 20 : 2, 30 : 3, 40 : 4
  assert.deepEqual(valuesOf(plan).slice(0, 12), [27, 36, 45, 55, 3, 4, 5, 5, 5, 5, 5, 5])
  toggleChange(plan, change.value)
  assert.deepEqual(valuesOf(plan), before)
  const all = changePlan(plan, 'revenue', line, { heldLeaves: [north] })
  assert.ok(!all.ok && all.reason === 'holds-and-bounds')
})
