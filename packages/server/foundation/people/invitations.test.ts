import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SUPERSTORE } from '../../testing/fillings.ts'
import {
  call,
  openTestApplication,
  type Requests,
  type TestApplication,
} from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { putSampleMembers } from '../access/index.ts'

type Link = { invitationId: number; token: string; path: string }
type Refusal = { code: string; message: string; data: Record<string, string | number> }
type Member = { membershipId: number; email: string; role: string; active: boolean; personId: number | null }

const PASSWORD = 'seven unrelated lanterns'

let opened: FilledDatabase
let application: TestApplication
let administrator: Requests

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  await putSampleMembers(opened.database, workspaceId, new Date())
  application = await openTestApplication(opened)
  administrator = await application.as('administrator')
})
after(async () => {
  await application.close()
  await opened.close()
})

async function invite(email: string, role = 'representative', personId: number | null = null): Promise<Link> {
  const { status, json } = await call(administrator, 'people.inviteMember', { email, role, personId })
  assert.equal(status, 200, JSON.stringify(json))
  return json as Link
}

async function refused(answer: Promise<{ status: number; json: unknown }>): Promise<[number, string]> {
  const { status, json } = await answer
  return [status, (json as Refusal).code]
}

const accept = (
  token: string,
  more: object = { name: 'Lin Yue', password: PASSWORD },
  by = application.request,
) => call(by, 'session.acceptInvitation', { token, ...more })

async function members(): Promise<Member[]> {
  return (await call(administrator, 'administration.findMembers')).json as Member[]
}

async function memberOf(email: string): Promise<Member> {
  const found = (await members()).find((member) => member.email === email)
  assert.ok(found !== undefined, `${email} is no member`)
  return found
}

test('an invited person sets name and password by a link that works once, and enters in the role of the invitation', async () => {
  const { token, path } = await invite('Lin@Example.com', 'analyst')
  assert.equal(path, `/join#${token}`)
  const link = (await call(application.request, 'session.getLink', { token })).json as Record<string, unknown>
  assert.deepEqual(
    [link['kind'], link['email'], link['role'], link['hasSignIn']],
    ['invitation', 'lin@example.com', 'analyst', false],
  )
  assert.deepEqual((await accept(token)).json, { workspace: 'superstore', email: 'lin@example.com' })
  const lin = await application.signIn('lin@example.com', PASSWORD)
  const session = (await (await lin('/api/v1/session')).json()) as { role: string; user: { name: string } }
  assert.deepEqual([session.role, session.user.name], ['analyst', 'Lin Yue'])
  assert.deepEqual(await refused(accept(token)), [410, 'invitationOver'])
  assert.equal((await call(application.request, 'session.getLink', { token })).json, null)
  // Links that lost a part on their way, or are longer than any.
  for (const broken of [
    'garbage',
    token.slice(0, -1),
    token.repeat(10),
    `999999999999999.${'x'.repeat(43)}`,
  ]) {
    assert.deepEqual(await call(application.request, 'session.getLink', { token: broken }), {
      status: 200,
      json: null,
    })
    assert.deepEqual(await refused(accept(broken)), [410, 'invitationOver'])
  }
})

test('only the hash of a link is stored', async () => {
  const { token, invitationId } = await invite('stored@example.com')
  const { rows } = await opened.database.pool.query('select * from invitation where invitation_id = $1', [
    invitationId,
  ])
  assert.ok(!JSON.stringify(rows).includes(token.slice(4)))
  const audit = await opened.database.pool.query('select after from audit_entry where subject = $1', [
    `invitation:${invitationId}`,
  ])
  assert.ok(audit.rows.length > 0 && !JSON.stringify(audit.rows).includes(token.slice(4)))
})

test('an invitation that was revoked, sent again, replaced or is older than seven days does not open', async () => {
  const revoked = await invite('revoked@example.com')
  await call(administrator, 'people.revokeInvitation', { invitationId: revoked.invitationId })
  assert.deepEqual(await refused(accept(revoked.token)), [410, 'invitationOver'])
  const first = await invite('again@example.com')
  const second = (await call(administrator, 'people.renewInvitation', { invitationId: first.invitationId }))
    .json as Link
  assert.deepEqual(await refused(accept(first.token)), [410, 'invitationOver'])
  const third = await invite('again@example.com', 'guest')
  assert.deepEqual(await refused(accept(second.token)), [410, 'invitationOver'])
  await opened.database.pool.query(
    `update invitation set expires_at = '2026-11-24T07:59:59Z' where invitation_id = $1`,
    [third.invitationId],
  )
  assert.deepEqual(await refused(accept(third.token)), [410, 'invitationOver'])
  const open = (await call(administrator, 'people.findInvitations')).json as {
    email: string
    expired: boolean
  }[]
  assert.deepEqual(
    open.filter((row) => row.email === 'again@example.com').map((row) => row.expired),
    [true],
  )
  assert.ok(!open.some((row) => row.email === 'revoked@example.com'))
})

test('two people who use one link at the same moment do not both become members', async () => {
  const { token } = await invite('race@example.com')
  const answers = await Promise.all([accept(token), accept(token), accept(token)])
  assert.equal(answers.filter((answer) => answer.status === 200).length, 1)
  assert.equal((await members()).filter((member) => member.email === 'race@example.com').length, 1)
})

test('somebody who signs in already joins with that sign-in: nobody sets a password for them by an invitation', async () => {
  const other = await opened.database.pool.query<{ workspace_id: number }>(
    `insert into workspace (code, name_zh, name_en, currency, currency_digits, time_zone)
     values ('second', '二', 'Second', 'CNY', 2, 'Asia/Shanghai') returning workspace_id`,
  )
  const second = other.rows[0]?.workspace_id ?? 0
  await opened.database.pool.query(
    `insert into membership (workspace_id, user_id, email, display_name, role)
     select $1, user_id, email, display_name, 'administrator' from membership where workspace_id = 1 and role = 'administrator' limit 1`,
    [second],
  )
  const there = (path: string, init: RequestInit = {}) =>
    administrator(path, { ...init, headers: { 'x-salesloom-workspace': 'second' } })
  const { token } = (await call(there, 'people.inviteMember', { email: 'lin@example.com', role: 'guest' }))
    .json as Link
  assert.deepEqual(await refused(accept(token, { name: 'Thief', password: 'another unrelated lantern' })), [
    409,
    'signInExists',
  ])
  const manager = await application.as('manager')
  assert.deepEqual(await refused(accept(token, {}, manager)), [403, 'otherSignIn'])
  const lin = await application.signIn('lin@example.com', PASSWORD)
  assert.equal((await accept(token, {}, lin)).status, 200)
  const session = (await (await lin('/api/v1/session')).json()) as { workspaces: { code: string }[] }
  assert.deepEqual(
    session.workspaces.map((workspace) => workspace.code),
    ['superstore', 'second'],
  )
})

test('who is a member already is not invited again, and a person belongs to one member', async () => {
  assert.deepEqual(
    await refused(call(administrator, 'people.inviteMember', { email: 'LIN@example.com', role: 'guest' })),
    [409, 'alreadyMember'],
  )
  const { personId } = (await members()).find((member) => member.role === 'manager') as Member
  assert.deepEqual(
    await refused(
      call(administrator, 'people.inviteMember', { email: 'x@example.com', role: 'guest', personId }),
    ),
    [409, 'personTaken'],
  )
})

test('a deactivated member is out at once and back in when reactivated', async () => {
  const lin = await application.signIn('lin@example.com', PASSWORD)
  const { membershipId } = await memberOf('lin@example.com')
  await opened.database.pool.query(
    `delete from membership where workspace_id <> 1 and email = 'lin@example.com'`,
  )
  assert.equal((await call(administrator, 'people.deactivateMember', { membershipId })).status, 200)
  assert.deepEqual(
    [(await lin('/api/v1/session')).status, (await memberOf('lin@example.com')).active],
    [403, false],
  )
  assert.equal((await call(administrator, 'people.reactivateMember', { membershipId })).status, 200)
  assert.equal((await lin('/api/v1/session')).status, 200)
})

test('a changed role counts from the next request on', async () => {
  const lin = await application.signIn('lin@example.com', PASSWORD)
  const { membershipId } = await memberOf('lin@example.com')
  assert.equal((await lin('/api/v1/order-lines?slice[from]=2014-01-01&slice[to]=2017-12-31')).status, 200)
  await call(administrator, 'people.changeMember', { membershipId, role: 'guest', personId: null })
  assert.equal((await lin('/api/v1/order-lines?slice[from]=2014-01-01&slice[to]=2017-12-31')).status, 403)
  await call(administrator, 'people.changeMember', { membershipId, role: 'analyst', personId: null })
})

test('the last administrator can neither be demoted nor deactivated, and two cannot remove each other at once', async () => {
  const own = await memberOf('admin@sample.salesloom.app')
  const demote = (membershipId: number) =>
    call(administrator, 'people.changeMember', { membershipId, role: 'guest', personId: null })
  assert.deepEqual(await refused(demote(own.membershipId)), [409, 'lastAdministrator'])
  assert.deepEqual(
    await refused(call(administrator, 'people.deactivateMember', { membershipId: own.membershipId })),
    [409, 'lastAdministrator'],
  )
  const lin = await memberOf('lin@example.com')
  await call(administrator, 'people.changeMember', {
    membershipId: lin.membershipId,
    role: 'administrator',
    personId: null,
  })
  const second = await application.signIn('lin@example.com', PASSWORD)
  const answers = await Promise.all([
    call(administrator, 'people.deactivateMember', { membershipId: lin.membershipId }),
    call(second, 'people.deactivateMember', { membershipId: own.membershipId }),
  ])
  const { rows } = await opened.database.pool.query(
    `select count(*)::int as left from membership where workspace_id = 1 and role = 'administrator' and deactivated_at is null`,
  )
  assert.equal(rows[0].left, 1)
  assert.equal(answers.filter((answer) => answer.status === 200).length, 1)
  await opened.database.pool.query('update membership set deactivated_at = null')
  await opened.database.pool.query(`update membership set role = 'analyst' where email = 'lin@example.com'`)
})

test('every change of access stands in the trail with its author', async () => {
  const { rows } = await opened.database.pool.query<{ action: string; actor_name: string }>(
    `select distinct action, actor_name from audit_entry where action like 'people.%' or action like 'session.%'`,
  )
  const actions = new Set(rows.map((row) => row.action))
  for (const action of [
    'people.inviteMember',
    'people.renewInvitation',
    'people.revokeInvitation',
    'people.changeMember',
    'people.deactivateMember',
    'people.reactivateMember',
    'session.acceptInvitation',
  ])
    assert.ok(actions.has(action), action)
  assert.ok(rows.some((row) => row.action === 'session.acceptInvitation' && row.actor_name === 'Lin Yue'))
})
