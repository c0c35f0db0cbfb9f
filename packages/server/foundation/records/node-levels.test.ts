import assert from 'node:assert/strict'
import { test } from 'node:test'
import { levelCalled, levelsOf, levelText } from '@salesloom/contract'

test('A level of a tree is said and typed in words, and kept by its code.', () => {
  assert.equal(levelText('product', 'subcategory', 'zh-CN'), '子类')
  assert.equal(levelText('orgUnit', 'headquarters', 'zh-TW'), '總部')
  for (const tree of ['orgUnit', 'region', 'product', 'customerType'] as const)
    for (const level of levelsOf(tree))
      for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
        const text = levelText(tree, level, locale)
        assert.equal(levelCalled(tree, text), level)
        if (locale !== 'en') assert.match(text, /^\p{Script=Han}+$/u, level)
      }
  assert.equal(levelCalled('product', ' Sub-Category '), 'subcategory')
})

test('A level of the company’s own stays as it is typed, also while it is being typed.', () => {
  for (const own of ['办事处', '办事处 ', 'Field office', '']) {
    assert.equal(levelCalled('orgUnit', own), own)
    assert.equal(levelText('orgUnit', own, 'zh-CN'), own)
  }
  assert.equal(levelText('orgUnit', 'constructor', 'en'), 'constructor')
})
