import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchScore, searchTexts } from './match.ts'

test('A Chinese title is found by its characters, its pinyin and its first letters.', () => {
  const texts = searchTexts('指标目录')
  assert.ok(matchScore('指标', texts) > 0)
  assert.ok(matchScore('zhibiao', texts) > 0)
  assert.ok(matchScore('zbml', texts) > 0)
  assert.equal(matchScore('dingdan', texts), 0)
})

test('An English title is found whatever its case, and a beginning fits better than a middle.', () => {
  assert.ok(matchScore('MET', searchTexts('Metrics')) > matchScore('ics', searchTexts('Metrics')))
})

test('The closer a query is to the whole title, the better it fits.', () => {
  assert.ok(
    matchScore('orders', searchTexts('Orders')) > matchScore('orders', searchTexts('Orders of a person')),
  )
})
