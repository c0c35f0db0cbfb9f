import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { putSampleMembers } from '../../foundation/access/index.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { openTestApplication, sampleEmail, type TestApplication } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { putPassword } from './users.ts'

const PASSWORD = 'salesloom-sample'

let opened: FilledDatabase
let application: TestApplication

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  await putSampleMembers(opened.database, workspaceId, new Date())
  application = await openTestApplication(opened)
})
after(async () => {
  await application.close()
  await opened.close()
})

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  application.request(path, { method: 'POST', body: JSON.stringify(body), headers })

function cookies(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((value) => value.split(';')[0])
    .join('; ')
}

/** A time-based one-time password (RFC 6238): HMAC-SHA-1 of the 30-second step, six digits. */
function oneTimePassword(base32: string, at: number): string {
  const bits = [...base32.replace(/=+$/, '')]
    .map((mark) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(mark).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac('sha1', key).update(step).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

test('the one-time password of the test is that of RFC 6238, appendix B', () => {
  assert.equal(oneTimePassword('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000), '287082')
})

test('cookies cannot be read by scripts nor sent from other sites', async () => {
  const response = await post('/api/auth/sign-in/email', {
    email: sampleEmail('director'),
    password: PASSWORD,
  })
  assert.equal(response.status, 200)
  const [cookie = ''] = response.headers.getSetCookie()
  assert.match(cookie, /^salesloom\.session_token=.*HttpOnly.*SameSite=Lax/)
})

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await post('/api/auth/sign-in/email', {
    email: sampleEmail('director'),
    password: 'not the password',
  })
  const unknown = await post('/api/auth/sign-in/email', {
    email: 'who@example.com',
    password: 'not the password',
  })
  assert.deepEqual([wrong.status, await wrong.json()], [unknown.status, await unknown.json()])
  assert.equal(wrong.status, 401)
})

test('nobody can register by themselves', async () => {
  const response = await post('/api/auth/sign-up/email', {
    email: 'me@example.com',
    password: 'a long password',
    name: 'Me',
  })
  assert.ok(response.status >= 400)
  const { rowCount } = await opened.database.pool.query(
    `select 1 from sign_in."user" where email = 'me@example.com'`,
  )
  assert.equal(rowCount, 0)
})

test('with a second factor the password alone opens nothing; the code does, once it is right', async () => {
  const email = sampleEmail('analyst')
  const session = cookies(await post('/api/auth/sign-in/email', { email, password: PASSWORD }))
  const enabled = (await (
    await post('/api/auth/two-factor/enable', { password: PASSWORD }, { cookie: session })
  ).json()) as { totpURI: string; backupCodes: string[] }
  const secret = new URL(enabled.totpURI).searchParams.get('secret') ?? ''
  const confirmed = await post(
    '/api/auth/two-factor/verify-totp',
    { code: oneTimePassword(secret, Date.now()) },
    { cookie: session },
  )
  assert.equal(confirmed.status, 200)
  const first = await post('/api/auth/sign-in/email', { email, password: PASSWORD })
  const pending = cookies(first)
  assert.equal(((await first.json()) as { twoFactorRedirect?: boolean }).twoFactorRedirect, true)
  assert.equal((await application.request('/api/v1/session', { headers: { cookie: pending } })).status, 401)
  const wrong = await post('/api/auth/two-factor/verify-totp', { code: '000000' }, { cookie: pending })
  assert.equal(wrong.status, 401)
  const right = await post(
    '/api/auth/two-factor/verify-totp',
    { code: oneTimePassword(secret, Date.now()) },
    { cookie: pending },
  )
  assert.equal(right.status, 200)
  assert.equal(
    (await application.request('/api/v1/session', { headers: { cookie: cookies(right) } })).status,
    200,
  )
  const { rows } = await opened.database.pool.query<{ secret: string }>(
    'select secret from sign_in."twoFactor"',
  )
  assert.ok(!rows.some((row) => row.secret.includes(secret)), 'the secret is stored in the clear')
})

test('passwords are stored as hashes, and a changed password ends the open sessions', async () => {
  const email = sampleEmail('manager')
  const session = cookies(await post('/api/auth/sign-in/email', { email, password: PASSWORD }))
  const { rows } = await opened.database.pool.query<{ userId: string; password: string }>(
    `select a."userId", a.password from sign_in.account a join sign_in."user" u on u.id = a."userId" where u.email = $1`,
    [email],
  )
  assert.ok(rows[0] !== undefined && !rows[0].password.includes(PASSWORD))
  await putPassword(opened.database.pool, rows[0].userId, 'another long password', new Date())
  assert.equal((await application.request('/api/v1/session', { headers: { cookie: session } })).status, 401)
  assert.equal(
    (await post('/api/auth/sign-in/email', { email, password: 'another long password' })).status,
    200,
  )
})

test('the eleventh attempt within a minute is refused, whatever address the request claims to come from', async () => {
  const limited = await openTestApplication(opened, { rateLimit: true })
  try {
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) {
      const response = await limited.request('/api/auth/sign-in/email', {
        method: 'POST',
        body: JSON.stringify({ email: 'who@example.com', password: 'wrong' }),
        headers: { 'x-forwarded-for': `10.0.0.${i}`, 'x-salesloom-peer': `10.0.1.${i}` },
      })
      statuses.push(response.status)
    }
    assert.deepEqual(
      statuses.slice(0, 10).filter((status) => status === 429),
      [],
    )
    assert.deepEqual(statuses.slice(10), [429, 429])
  } finally {
    await limited.close()
  }
})

test('sample users cannot sign in where samples are off, and are not listed', async () => {
  const closed = await openTestApplication(opened, { env: { SALESLOOM_SAMPLES: 'off' } })
  try {
    const response = await closed.request('/api/auth/sign-in/email', {
      method: 'POST',
      body: JSON.stringify({ email: sampleEmail('director'), password: PASSWORD }),
    })
    assert.equal(response.status, 401)
    assert.deepEqual(await (await closed.request('/api/v1/sample-sign-ins')).json(), [])
  } finally {
    await closed.close()
  }
})

test('every answer carries the headers that protect a page', async () => {
  for (const path of ['/health/live', '/api/openapi.json', '/api/v1/session', '/api/nothing']) {
    const { headers } = await application.request(path)
    assert.match(
      headers.get('content-security-policy') ?? '',
      /script-src 'self';.*frame-ancestors 'none'/,
      path,
    )
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'same-origin')
  }
})
