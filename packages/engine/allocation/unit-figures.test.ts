import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { cutDimension, type HistoryCell, positionOf, unitFigures, unitFiguresIn } from './index.ts'

const organisation = cutDimension('organisation', [
  { key: 'company', parent: null },
  { key: 'east', parent: 'company' },
  { key: 'west', parent: 'company' },
  { key: 'an', parent: 'east' },
  { key: 'bo', parent: 'west' },
])
const product = cutDimension('product', [
  { key: 'pumps', parent: null },
  { key: 'valves', parent: null },
])
const shape = { dimensions: [organisation, product], months: ['01', '02'], combinations: new Int32Array() }

const cell = (
  person: string,
  unit: string | null | undefined,
  ledgerUnits: number,
  item = 'pumps',
  month = 0,
): HistoryCell => ({
  keys: [person, item],
  month,
  ledgerUnits: BigInt(ledgerUnits),
  ...(unit === undefined ? {} : { unit }),
})

const at = (figures: Float64Array, members: Record<string, string>, months?: string[]) =>
  unitFiguresIn(shape, figures, months === undefined ? { members } : { members, months }).reduce(
    (sum, { ledgerUnits }) => sum + ledgerUnits,
    0,
  )

test('sales of somebody who left count for their unit, of somebody who moved for the one they sold for', () => {
  // Worked by hand in docs/methods/targets-from-history.md: Di left the east, An came from the west.
  const figures = unitFigures(shape.dimensions, [
    cell('an', 'east', 30),
    cell('an', 'west', 10),
    cell('bo', 'west', 20),
    cell('di', 'east', 40, 'valves', 1),
  ])
  assert.equal(at(figures, { organisation: 'east' }), 30)
  assert.equal(at(figures, { organisation: 'west' }), 10)
  assert.equal(at(figures, { organisation: 'company' }), 40)
  assert.equal(at(figures, {}), 40)
  assert.equal(at(figures, { organisation: 'an' }), 0)
  assert.equal(at(figures, { product: 'valves' }), 40)
  assert.equal(at(figures, { organisation: 'east' }, ['01']), -10)
  assert.equal(at(figures, { organisation: 'east' }, ['02']), 40)
})

test('what no unit sold is in the whole alone; a measure without units moves nobody', () => {
  const nobody = unitFigures(shape.dimensions, [cell('di', null, 5), cell('an', null, 7)])
  assert.deepEqual([at(nobody, {}), at(nobody, { organisation: 'company' })], [5, -7])
  const unknown = unitFigures(shape.dimensions, [cell('di', undefined, 5), cell('an', undefined, 7)])
  assert.deepEqual([at(unknown, {}), at(unknown, { organisation: 'company' })], [5, 0])
})

test('at every unit, people and these rows come to what was sold for the unit and those below', () => {
  const sold = fc.record({
    person: fc.constantFrom('an', 'bo', 'di', 'ed'),
    unit: fc.constantFrom('company', 'east', 'west'),
    item: fc.constantFrom('pumps', 'valves'),
    month: fc.nat(1),
    amount: fc.integer({ min: -1_000, max: 1_000 }),
  })
  fc.assert(
    fc.property(fc.array(sold, { maxLength: 30 }), (rows) => {
      const history = rows.map(({ person, unit, item, month, amount }) =>
        cell(person, unit, amount, item, month),
      )
      const figures = unitFigures(shape.dimensions, history)
      const isBelow = (member: string, unit: string) => {
        const [position, top] = [positionOf(organisation, member), positionOf(organisation, unit)]
        return position >= top && position < organisation.ends[top]!
      }
      for (const unit of ['company', 'east', 'west'])
        for (const item of product.keys) {
          const mine = rows.filter((row) => row.item === item)
          const ofPeople = mine
            .filter(({ person }) => isBelow(person, unit))
            .reduce((sum, { amount }) => sum + amount, 0)
          const ofUnit = mine
            .filter((row) => isBelow(row.unit, unit))
            .reduce((sum, { amount }) => sum + amount, 0)
          assert.equal(ofPeople + at(figures, { organisation: unit, product: item }), ofUnit)
        }
    }),
    { numRuns },
  )
})
