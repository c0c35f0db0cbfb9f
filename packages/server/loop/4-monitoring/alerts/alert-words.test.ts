import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LOCALES } from '@salesloom/contract'
import { defaultRules } from './add-default-rules.ts'
import { type Notice, noticeLine } from './alert-words.ts'
import { ruleNameIn } from './rule-name.ts'

const NOTICE: Notice = {
  kind: 'raised',
  rule: 'Sales',
  severity: 'critical',
  direction: 'below',
  cause: { zh: '华东大区', en: 'East China' },
  since: '2026-04',
}

test('a notice names its cause; of a rule that watches its part as one, the whole', () => {
  assert.equal(noticeLine(NOTICE, 'zh-CN'), '[严重 · 触发] Sales: 华东大区, 低于阈值, 自 2026-04')
  const whole = { ...NOTICE, cause: { zh: '', en: '' } }
  assert.equal(noticeLine(whole, 'zh-CN'), '[严重 · 触发] Sales: 整体, 低于阈值, 自 2026-04')
  assert.equal(noticeLine(whole, 'zh-TW'), '[嚴重 · 觸發] Sales: 整體, 低於閾值, 自 2026-04')
  assert.equal(
    noticeLine(whole, 'en'),
    '[Critical · raised] Sales: the whole, below its threshold, since 2026-04',
  )
})

test('a shipped rule is called in the language of who reads it, whoever added it, until somebody names it anew', () => {
  const added = defaultRules('en')
  for (const locale of LOCALES)
    assert.deepEqual(
      added.map(({ name }) => ruleNameIn(name, locale)),
      defaultRules(locale).map(({ name }) => name),
    )
  const [rule = ''] = added.map(({ name }) => name)
  assert.equal(
    noticeLine({ ...NOTICE, kind: 'recovered', rule }, 'zh-CN'),
    '[严重 · 已恢复] 赢单率明显低于自身历史: 华东大区',
  )
  assert.equal(ruleNameIn(`${rule}!`, 'zh-CN'), `${rule}!`)
})
