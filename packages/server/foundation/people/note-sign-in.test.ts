import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { SUPERSTORE } from '../../testing/fillings.ts'
import {
  call,
  cookiesOf,
  openTestApplication,
  type Requests,
  TEST_DAY,
  type TestApplication,
} from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { putSampleMembers } from '../access/index.ts'
import { clearSignIns } from './note-sign-in.ts'

const EMAIL = 'mei@example.com'
const PASSWORD = 'seven unrelated lanterns'
const NEXT = 'eight unrelated lanterns'
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140'

type Entry = { action: string; subject: string; actor: string; after: Record<string, string> }

let opened: FilledDatabase
let application: TestApplication
let administrator: Requests

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  await putSampleMembers(opened.database, workspaceId, new Date())
  application = await openTestApplication(opened)
  administrator = await application.as('administrator')
  const invited = await call(administrator, 'people.inviteMember', { email: EMAIL, role: 'analyst' })
  const { token } = invited.json as { token: string }
  await call(application.request, 'session.acceptInvitation', { token, name: 'Mei Zhao', password: PASSWORD })
})
after(async () => {
  await application.close()
  await opened.close()
})
beforeEach(() => opened.database.pool.query('delete from audit_entry'))

const post = (request: Requests, path: string, body: object, headers: Record<string, string> = {}) =>
  request(`/api/auth${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'user-agent': AGENT, ...headers },
  })

const tryPassword = (password: string, email = EMAIL) =>
  post(application.request, '/sign-in/email', { email, password })

/** The trail's entries of sign-ins, oldest first. */
async function trail(): Promise<Entry[]> {
  const { json } = await call(administrator, 'administration.findAuditEntries', {
    action: 'session.*',
    pageSize: 200,
  })
  return (json as { rows: Entry[] }).rows.toReversed()
}

const actions = async () => (await trail()).map(({ action }) => action.replace('session.', ''))

/** The six digits of RFC 6238 for a secret in base 32. */
function digitsOf(secret: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

test('signing in and out, and trying a wrong password, stand in the trail with address and device', async () => {
  await tryPassword('not the password')
  const mei = await application.signIn(EMAIL, PASSWORD, { 'user-agent': AGENT })
  await post(mei, '/sign-out', {})
  const found = await trail()
  assert.deepEqual(
    found.map(({ action, actor, after }) => [
      action,
      actor,
      after['method'],
      after['address'],
      after['agent'],
    ]),
    [
      ['session.signInFailed', 'Mei Zhao', 'password', '127.0.0.1', AGENT],
      ['session.signIn', 'Mei Zhao', 'password', '127.0.0.1', AGENT],
      ['session.signOut', 'Mei Zhao', undefined, '127.0.0.1', AGENT],
    ],
  )
  assert.match(found[0]?.subject ?? '', /^member:\d+$/)
  assert.doesNotMatch(JSON.stringify(found), /not the password|unrelated/)
})

test('an address that nobody has leaves no entry, and somebody who goes on guessing does not fill the trail', async () => {
  await tryPassword('x', 'nobody@example.com')
  for (let i = 0; i < 33; i++) await tryPassword(`guess ${i}`)
  assert.equal((await trail()).length, 30)
})

test('a former member who still tries is seen', async () => {
  await opened.database.pool.query('update membership set deactivated_at = now() where email = $1', [EMAIL])
  await tryPassword(PASSWORD)
  await opened.database.pool.query('update membership set deactivated_at = null where email = $1', [EMAIL])
  assert.deepEqual(await actions(), ['signIn'])
})

test('the second factor: turning it on and off, a wrong code, a right one, new recovery codes', async () => {
  const mei = await application.signIn(EMAIL, PASSWORD)
  const enabled = (await (await post(mei, '/two-factor/enable', { password: PASSWORD })).json()) as {
    totpURI: string
  }
  const secret = new URL(enabled.totpURI).searchParams.get('secret') ?? ''
  assert.equal((await post(mei, '/two-factor/verify-totp', { code: digitsOf(secret) })).status, 200)
  const pending = { cookie: cookiesOf(await tryPassword(PASSWORD)) }
  await post(application.request, '/two-factor/verify-totp', { code: '000000' }, pending)
  const entered = await post(
    application.request,
    '/two-factor/verify-totp',
    { code: digitsOf(secret) },
    pending,
  )
  assert.equal(entered.status, 200, await entered.clone().text())
  const again = { cookie: cookiesOf(entered) }
  await post(application.request, '/two-factor/generate-backup-codes', { password: PASSWORD }, again)
  await post(application.request, '/two-factor/disable', { password: PASSWORD }, again)
  assert.deepEqual(await actions(), [
    'signIn',
    'enableTwoFactor',
    'signInFailed',
    'signIn',
    'renewRecoveryCodes',
    'disableTwoFactor',
  ])
  const methods = (await trail()).flatMap(({ after }) => after['method'] ?? [])
  assert.deepEqual(methods, ['password', 'code', 'code'])
})

test('changing the password and ending sessions, also in vain', async () => {
  const mei = await application.signIn(EMAIL, PASSWORD)
  const change = (currentPassword: string, newPassword: string) =>
    post(mei, '/change-password', { currentPassword, newPassword, revokeOtherSessions: false })
  assert.equal((await change('wrong', NEXT)).status, 400)
  assert.equal((await change(PASSWORD, 'password12345')).status, 422)
  assert.equal((await change(PASSWORD, NEXT)).status, 200)
  assert.equal((await change(NEXT, PASSWORD)).status, 200)
  assert.equal((await post(mei, '/revoke-other-sessions', {})).status, 200)
  assert.deepEqual(await actions(), [
    'signIn',
    'changePasswordFailed',
    'changePassword',
    'changePassword',
    'revokeSessions',
  ])
  assert.equal((await trail()).at(-1)?.after['scope'], 'others')
})

test('sign-ins leave the trail after their time, other acts never', async () => {
  const { pool } = opened.database
  await pool.query(
    `insert into audit_entry (workspace_id, at, actor_user_id, actor_name, action, subject)
     select 1, $1::timestamptz - days * interval '1 day', 'u', 'Mei', action, 'member:1'
     from unnest(array[399, 401]) days,
       unnest(array['session.signIn', 'session.signInFailed', 'session.signOut', 'session.changePassword', 'targets.setTarget']) action`,
    [TEST_DAY],
  )
  assert.equal(await clearSignIns(opened.database, 1, new Date(TEST_DAY)), 3)
  const { rows } = await pool.query<{ left: number }>('select count(*)::int as left from audit_entry')
  assert.equal(rows[0]?.left, 7)
})
