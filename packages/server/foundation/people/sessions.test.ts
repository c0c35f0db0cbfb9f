import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AppError } from '../../platform/app-error.ts'
import { checkPassword } from '../../platform/sign-in/password-rules.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import {
  call,
  openTestApplication,
  type Requests,
  type TestApplication,
} from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { putSampleMembers } from '../access/index.ts'

const EMAIL = 'mei@example.com'
const PASSWORD = 'seven unrelated lanterns'
const NEXT = 'eight unrelated lanterns'

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

async function membershipOf(
  email: string,
): Promise<{ membershipId: number; sessions: number; lastUsedAt: string | null }> {
  const members = (await call(administrator, 'administration.findMembers')).json as {
    membershipId: number
    email: string
    sessions: number
    lastUsedAt: string | null
  }[]
  const found = members.find((member) => member.email === email)
  assert.ok(found !== undefined)
  return found
}

/** Opens the live stream and answers how long after `end` it was closed by the server. */
async function closedAfter(request: Requests, end: () => Promise<unknown>): Promise<number> {
  const { body, status } = await request('/api/live')
  assert.ok(status === 200 && body !== null)
  const reader = body.getReader()
  await reader.read()
  const started = performance.now()
  await end()
  while (!(await reader.read()).done);
  return performance.now() - started
}

const post = (request: Requests, path: string, body: object, headers: Record<string, string> = {}) =>
  request(path, { method: 'POST', body: JSON.stringify(body), headers })

test('an administrator ends a member’s sessions: requests are refused and the open page stops hearing within seconds', async () => {
  const mei = await application.signIn(EMAIL, PASSWORD)
  const { membershipId, sessions, lastUsedAt } = await membershipOf(EMAIL)
  assert.ok(sessions >= 1 && lastUsedAt !== null)
  const ms = await closedAfter(mei, () => call(administrator, 'people.endMemberSessions', { membershipId }))
  assert.ok(ms < 3_000, `${ms} ms`)
  assert.equal((await mei('/api/v1/session')).status, 401)
  assert.equal((await membershipOf(EMAIL)).sessions, 0)
})

test('revoking one device, or all others, ends their open pages and leaves the own one', async () => {
  const [first, second, third] = [
    await application.signIn(EMAIL, PASSWORD),
    await application.signIn(EMAIL, PASSWORD),
    await application.signIn(EMAIL, PASSWORD),
  ]
  const list = (await (await first('/api/auth/list-sessions')).json()) as { token: string; id: string }[]
  const own = (await (await second('/api/auth/get-session')).json()) as { session: { token: string } }
  assert.equal(list.length, 3)
  assert.ok(
    (await closedAfter(second, () => post(first, '/api/auth/revoke-session', { token: own.session.token }))) <
      3_000,
  )
  assert.ok((await closedAfter(third, () => post(first, '/api/auth/revoke-other-sessions', {}))) < 3_000)
  assert.deepEqual(
    [
      (await first('/api/v1/session')).status,
      (await second('/api/v1/session')).status,
      (await third('/api/v1/session')).status,
    ],
    [200, 401, 401],
  )
})

test('a deactivated member’s open page stops hearing within seconds', async () => {
  const mei = await application.signIn(EMAIL, PASSWORD)
  const { membershipId } = await membershipOf(EMAIL)
  assert.ok(
    (await closedAfter(mei, () => call(administrator, 'people.deactivateMember', { membershipId }))) < 3_000,
  )
  await call(administrator, 'people.reactivateMember', { membershipId })
})

test('a password is refused for its length, for being common or a pattern, and for its owner’s name, and for nothing else', () => {
  const owner = { email: 'mei.zhao@example.com', name: 'Mei Zhao' }
  const codeOf = (password: string, minimum = 12): string => {
    try {
      checkPassword(password, owner, minimum)
      return 'taken'
    } catch (error) {
      return error instanceof AppError ? error.code : String(error)
    }
  }
  assert.deepEqual(
    [
      'short pass',
      'x'.repeat(129),
      'Password2024!',
      'P@ssw0rd1234',
      'qwertyuiop123',
      '123456789012',
      'abcdefghijkl',
      'abcabcabcabcabc',
      '1qaz2wsx3edc',
      'meizhao-in-spring',
      'woaini5201314',
      'all lower case words',
    ].map((password) => codeOf(password)),
    [
      'passwordTooShort',
      'passwordTooLong',
      'passwordCommon',
      'passwordCommon',
      'passwordCommon',
      'passwordCommon',
      'passwordCommon',
      'passwordCommon',
      'passwordCommon',
      'passwordPersonal',
      'passwordCommon',
      'taken',
    ],
  )
  assert.deepEqual(
    [codeOf('晴天买伞雨天借书明天还', 12), codeOf('晴天买伞雨天借书明天还书', 12), codeOf('tide lamps', 10)],
    ['passwordTooShort', 'taken', 'taken'],
  )
})

test('the rule holds when a password is changed, in the language of the page, and can be set per workspace', async () => {
  const mei = await application.signIn(EMAIL, PASSWORD)
  const change = async (newPassword: string, headers: Record<string, string> = {}) => {
    const response = await post(
      mei,
      '/api/auth/change-password',
      { currentPassword: PASSWORD, newPassword, revokeOtherSessions: false },
      headers,
    )
    return { status: response.status, ...((await response.json()) as { code?: string; message?: string }) }
  }
  const chinese = await change('password12345', { 'x-salesloom-locale': 'zh-CN' })
  assert.deepEqual([chinese.status, chinese.code], [422, 'passwordCommon'])
  assert.match(chinese.message ?? '', /太常见/)
  assert.equal((await change('mei@example.com')).code, 'passwordPersonal')
  assert.equal((await call(administrator, 'people.setPasswordLength', { minimumLength: 30 })).status, 200)
  assert.deepEqual((await change(NEXT)).message, 'The password is too short: at least 30 characters.')
  assert.equal((await call(administrator, 'people.setPasswordLength', { minimumLength: 9 })).status, 422)
  await call(administrator, 'people.setPasswordLength', { minimumLength: 12 })
  assert.equal((await change(NEXT)).status, 200)
  await application.signIn(EMAIL, NEXT)
})

test('an administrator’s link sets a new password once, under the rule, and ends the open sessions', async () => {
  const mei = await application.signIn(EMAIL, NEXT)
  const { membershipId } = await membershipOf(EMAIL)
  const made = async () =>
    (await call(administrator, 'people.createPasswordReset', { membershipId })).json as { token: string }
  const reset = (token: string, password: string) =>
    call(application.request, 'session.resetPassword', { token, password })
  const first = await made()
  const second = await made()
  assert.equal((await reset(first.token, PASSWORD)).status, 410, 'an earlier link is dead')
  assert.equal((await reset(second.token, 'password12345')).status, 422)
  assert.deepEqual((await reset(second.token, PASSWORD)).json, { email: EMAIL })
  assert.equal((await reset(second.token, NEXT)).status, 410)
  assert.equal((await mei('/api/v1/session')).status, 401)
  await application.signIn(EMAIL, PASSWORD)
  const { rows } = await opened.database.pool.query(
    `select action, actor_name from audit_entry where action in ('people.createPasswordReset', 'session.resetPassword') order by audit_entry_id`,
  )
  assert.deepEqual(
    rows.map((row) => row.action),
    ['people.createPasswordReset', 'people.createPasswordReset', 'session.resetPassword'],
  )
})

test('nobody sets the password of somebody who is also a member of a workspace that they do not administer', async () => {
  await opened.database.pool.query(
    `insert into workspace (code, name_zh, name_en, currency, currency_digits, time_zone) values ('elsewhere', '别处', 'Elsewhere', 'CNY', 2, 'Asia/Shanghai')`,
  )
  await opened.database.pool.query(
    `insert into membership (workspace_id, user_id, email, display_name, role)
     select w.workspace_id, m.user_id, m.email, m.display_name, 'guest' from membership m, workspace w where m.email = $1 and w.code = 'elsewhere'`,
    [EMAIL],
  )
  const { membershipId } = await membershipOf(EMAIL)
  const { status, json } = await call(administrator, 'people.createPasswordReset', { membershipId })
  assert.deepEqual([status, (json as { code: string }).code], [409, 'memberElsewhere'])
})
