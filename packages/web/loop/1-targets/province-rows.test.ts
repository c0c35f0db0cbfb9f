import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Outlines } from '../../ui/map/outlines.ts'
import { rowsByProvince, sumOf } from './province-rows.ts'

const square = (west: number) =>
  [
    [west, 30],
    [west + 1, 30],
    [west + 1, 31],
    [west, 31],
  ] as const
const outlines: Outlines = {
  provinces: [
    {
      id: '33',
      names: { 'zh-CN': '浙江', 'zh-TW': '浙江', en: 'Zhejiang' },
      label: [0, 0],
      rings: [square(120)],
    },
    {
      id: '32',
      names: { 'zh-CN': '江苏', 'zh-TW': '江蘇', en: 'Jiangsu' },
      label: [0, 0],
      rings: [square(119)],
    },
  ],
  southChinaSea: [],
}
const row = (id: number, parent: number | null, zh: string, total: number) => ({
  key: `r${id}`,
  parentKey: parent === null ? null : `r${parent}`,
  name: { zh, en: zh },
  at: { region: `region:${id}` },
  total,
})

test('A province stands for all below it; cities without one go where they lie; what is nowhere stays beside the map.', () => {
  const rows = [
    row(1, null, '中国', 100),
    row(2, 1, '浙江省', 40),
    row(3, 2, '杭州', 40),
    row(4, 1, '苏州', 30),
    row(5, 1, '嘉兴', 20),
    row(6, 1, '海外', 10),
  ]
  const places = new Map([
    ['region:3', { latitude: 30.5, longitude: 119.5 }],
    ['region:4', { latitude: 30.5, longitude: 119.5 }],
    ['region:5', { latitude: 30.5, longitude: 120.5 }],
  ])
  const { provinces, away } = rowsByProvince(rows, places, outlines)
  const totals = [...provinces].map(([id, found]) => [id, sumOf(found, ({ total }) => total)])
  assert.deepEqual(totals, [
    ['33', 60],
    ['32', 30],
  ])
  assert.deepEqual(
    away.map(({ name }) => name.zh),
    ['海外'],
  )
})

test('What is on the map and beside it adds up to the whole, however the territories are nested.', () => {
  const tree = fc.array(
    fc.record({
      parent: fc.nat(),
      name: fc.constantFrom('浙江', '江苏省', '城', '区'),
      own: fc.integer({ min: 0, max: 1_000_000 }),
      longitude: fc.option(fc.double({ min: 118, max: 122, noNaN: true })),
    }),
    { minLength: 1, maxLength: 30 },
  )
  fc.assert(
    fc.property(tree, (nodes) => {
      const parents = nodes.map(({ parent }, i) => (i === 0 ? null : parent % i))
      const isLeaf = nodes.map((_, i) => !parents.includes(i))
      const totals = nodes.map(({ own }, i) => (isLeaf[i] ? own : 0))
      for (let i = nodes.length - 1; i > 0; i--) totals[parents[i] ?? 0]! += totals[i]!
      const rows = nodes.map(({ name }, i) => row(i, parents[i] ?? null, name, totals[i]!))
      const places = new Map(
        nodes.map(({ longitude }, i) => [`region:${i}`, { latitude: 30.5, longitude }] as const),
      )
      const { provinces, away } = rowsByProvince(rows, places, outlines)
      const all = [...provinces.values()].flat().concat(away)
      assert.equal(
        sumOf(all, ({ total }) => total),
        totals[0],
      )
    }),
  )
})
