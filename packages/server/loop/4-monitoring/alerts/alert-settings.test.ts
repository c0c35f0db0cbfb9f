import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterQuietHours } from './alert-settings.ts'

const SHANGHAI = 'Asia/Shanghai'
const told = (
  now: string,
  quietFrom: string | null,
  quietTo: string | null,
  severity: 'warning' | 'critical' = 'warning',
) => afterQuietHours(new Date(now), { quietFrom, quietTo, mail: true }, SHANGHAI, severity).toISOString()

test('quiet hours over midnight hold a warning until they end, in the workspace’s time', () => {
  // 21:30 and 03:00 in Shanghai are told at 08:00; 08:00 itself and noon at once.
  assert.equal(told('2026-05-20T13:30:00Z', '20:00', '08:00'), '2026-05-21T00:00:00.000Z')
  assert.equal(told('2026-05-20T19:00:00Z', '20:00', '08:00'), '2026-05-21T00:00:00.000Z')
  assert.equal(told('2026-05-21T00:00:00Z', '20:00', '08:00'), '2026-05-21T00:00:00.000Z')
  assert.equal(told('2026-05-21T04:00:00Z', '20:00', '08:00'), '2026-05-21T04:00:00.000Z')
})

test('quiet hours within a day end on that day; what is critical, or without quiet hours, is told at once', () => {
  assert.equal(told('2026-05-20T04:30:00Z', '12:00', '13:30'), '2026-05-20T05:30:00.000Z')
  assert.equal(told('2026-05-20T05:30:00Z', '12:00', '13:30'), '2026-05-20T05:30:00.000Z')
  assert.equal(told('2026-05-20T04:30:00Z', '12:00', '13:30', 'critical'), '2026-05-20T04:30:00.000Z')
  assert.equal(told('2026-05-20T04:30:00Z', null, null), '2026-05-20T04:30:00.000Z')
  assert.equal(told('2026-05-20T04:30:00Z', '12:00', '12:00'), '2026-05-20T04:30:00.000Z')
})
