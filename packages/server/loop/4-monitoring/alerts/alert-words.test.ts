import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Notice, noticeLine } from './alert-words.ts'

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
