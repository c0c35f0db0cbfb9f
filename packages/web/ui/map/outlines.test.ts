import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { decodeRing, type Outlines, provinceAt, provinceNamed } from './outlines.ts'
import { fitWidth, pathOf } from './projection.ts'

const stored = JSON.parse(readFileSync(new URL('china.json', import.meta.url), 'utf8'))
const china: Outlines = {
  provinces: stored.provinces.map((each: { rings: Parameters<typeof decodeRing>[0][] }) => ({
    ...each,
    rings: each.rings.map(decodeRing),
  })),
  southChinaSea: stored.southChinaSea,
}

test('A stored ring is its first point and steps of 1/1024 of a degree that alternate in sign.', () => {
  assert.deepEqual(decodeRing({ from: [1024, 2048], steps: '@@BA' }), [
    [1, 2],
    [1 + 1 / 1024, 2 - 1 / 1024],
  ])
})

test('All 34 provinces are there, each once, each with an outline.', () => {
  assert.equal(china.provinces.length, 34)
  assert.equal(new Set(china.provinces.map(({ id }) => id)).size, 34)
  for (const { names, rings } of china.provinces)
    assert.ok(
      rings.some(({ length }) => length >= 4),
      names.en,
    )
})

test('Cities lie in their provinces; Beijing is not Hebei, which is all around it, and the sea is nowhere.', () => {
  const places: [string, number, number][] = [
    ['北京', 116.4074, 39.9042],
    ['天津', 117.2008, 39.0842],
    ['上海', 121.4737, 31.2304],
    ['浙江', 120.1551, 30.2741],
    ['江苏', 120.5853, 31.2989],
    ['河北', 114.5149, 38.0428],
    ['广东', 114.0579, 22.5431],
    ['香港', 114.15, 22.43],
    ['重庆', 106.5516, 29.563],
    ['四川', 104.0668, 30.5728],
    ['海南', 110.1983, 19.6],
    ['台湾', 120.97, 23.9],
    ['新疆', 87.6168, 43.8256],
    ['内蒙古', 111.7492, 40.8426],
  ]
  for (const [name, longitude, latitude] of places)
    assert.equal(provinceAt(china, [longitude, latitude])?.names['zh-CN'], name)
  assert.equal(provinceAt(china, [125, 28]), undefined)
})

test('A path leaves out what nobody could tell apart and closes each ring.', () => {
  const project = fitWidth(0, 10, 0, 100)
  const ring = [
    [0, 0],
    [0.001, 0],
    [1, 0],
    [1, -1],
  ] as const
  assert.equal(pathOf([ring], project), 'M0.0 0.0L10.0 0.0L10.0 10.0Z')
})

test('A province is known by its name in each language, with what kind of one it is or without.', () => {
  const named = (...names: string[]) => provinceNamed(china, names)?.id
  assert.deepEqual(
    [
      named('浙江'),
      named('浙江省'),
      named('x', 'Zhejiang Province'),
      named('廣西壯族自治區'),
      named('北京市'),
    ],
    ['33', '33', '33', '45', '11'],
  )
  assert.equal(named('华东', 'East China'), undefined)
})
