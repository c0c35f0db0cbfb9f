import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

test('secrets are removed from the log wherever they stand', () => {
  const script = `
    import { createLogger } from '${new URL('./index.ts', import.meta.url).href}'
    createLogger('info').info({ user: 'ann', password: 'hunter-one', body: { token: 'hunter-two', deep: { secret: 'hunter-three' } } }, 'sign-in')`
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--no-warnings', '-e', script], {
    encoding: 'utf8',
  })
  const line = JSON.parse(stderr) as { msg: string; user: string; password: string }
  assert.deepEqual([line.msg, line.user, line.password], ['sign-in', 'ann', '[removed]'])
  assert.ok(!stderr.includes('hunter'))
})
