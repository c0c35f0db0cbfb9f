import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heatMembers, heatProducts } from './heat-rows.ts'

const name = (text: string) => ({ zh: text, en: text })
const rows = [
  { key: 't', parentKey: null, at: {}, name: name('all') },
  { key: 't/p1', parentKey: 't', at: { product: 'product:1' }, name: name('Bikes') },
  { key: 't/p1/r1', parentKey: 't/p1', at: { product: 'product:1', region: 'region:1' }, name: name('US') },
  {
    key: 't/p1/r1/r2',
    parentKey: 't/p1/r1',
    at: { product: 'product:1', region: 'region:2' },
    name: name('West'),
  },
  {
    key: 't/p1/r1/r3',
    parentKey: 't/p1/r1',
    at: { product: 'product:1', region: 'region:3' },
    name: name('East'),
  },
  { key: 't/p2', parentKey: 't', at: { product: 'product:2' }, name: name('Parts') },
  { key: 't/p2/r1', parentKey: 't/p2', at: { product: 'product:2', region: 'region:1' }, name: name('US') },
  {
    key: 't/p2/r1/r3',
    parentKey: 't/p2/r1',
    at: { product: 'product:2', region: 'region:3' },
    name: name('East'),
  },
]

test('A single country is opened, and each territory holds the cells of the products it has.', () => {
  const members = heatMembers(rows, null)
  assert.deepEqual(
    members.map((member) => [member.name.en, [...member.byProduct.keys()], member.hasChildren]),
    [
      ['West', ['product:1'], false],
      ['East', ['product:1', 'product:2'], false],
    ],
  )
})

test('The products are the columns, without their regions.', () => {
  assert.deepEqual(
    heatProducts(rows).map((product) => product.name.en),
    ['Bikes', 'Parts'],
  )
})
