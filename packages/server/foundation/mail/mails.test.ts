import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openMailTransport } from '../../connectors/mail/open-transport.ts'
import { readMail } from '../../platform/config/read-mail.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { createLogger } from '../../platform/logging/index.ts'
import { createSealer } from '../../platform/secrets/seal.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { MAIL_LOGIN, openTestMailServer, readable, type TestMailServer } from '../../testing/mail-server.ts'
import { call, ORIGIN, openTestApplication, type Requests } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { putSampleMembers } from '../access/index.ts'
import { asHtml, asText, oneLine } from './content.ts'
import { clearMails, deliverMails, SENT_AGAIN_DAYS } from './deliver-mails.ts'
import { putBackMails } from './mail.store.ts'
import { createMailer, type Message } from './mailer.ts'

type Log = {
  total: number
  rows: { state: string; error: string | null; attempts: number; address: string }[]
}

let opened: FilledDatabase
let mails: TestMailServer
let workspaceId: number
let now = new Date('2026-11-24T08:00:00Z')
const sealer = createSealer('a secret for tests, of more than 32 characters', 'mail')

before(async () => {
  opened = await openFilled(SUPERSTORE)
  workspaceId = opened.workspaceId
  await putSampleMembers(opened.database, workspaceId, new Date())
  mails = await openTestMailServer({ login: true })
})
after(async () => {
  await mails.close()
  await opened.close()
})
beforeEach(async () => {
  await opened.database.pool.query('delete from mail_delivery')
  mails.received.length = 0
  mails.manner.refuse = {}
})

const env = () => ({
  SALESLOOM_URL: ORIGIN,
  SALESLOOM_SMTP_URL: `smtp://${MAIL_LOGIN.user}:${encodeURIComponent(MAIL_LOGIN.password)}@127.0.0.1:${mails.port}`,
  SALESLOOM_MAIL_FROM: 'Salesloom <sales@example.com>',
})

function serverOf() {
  const server = readMail(env(), ORIGIN)
  assert.ok(server)
  return server
}

const message = (email: string, more: Partial<Message> = {}): Message => ({
  kind: 'alert',
  to: [{ email, locale: 'en' }],
  content: () => ({
    subject: 'Stock is low',
    lines: ['Below 10 & falling'],
    action: { label: 'Look', path: '/x' },
  }),
  by: 'a test',
  ...more,
})

const post = (given: Message) =>
  inWorkspace(opened.database, workspaceId, (tx) =>
    createMailer(serverOf(), sealer).post(tx, workspaceId, given, now),
  )

const parts = () => ({
  database: opened.database,
  transport: openMailTransport(serverOf(), { stepMs: 2_000, wholeMs: 4_000 }),
  sealer,
  origin: 'https://sales.example.com',
  now: () => now,
  log: createLogger('silent'),
})

const deliver = () => deliverMails(parts(), workspaceId)

async function rows() {
  const found = await opened.database.pool.query<{
    state: string
    attempts: number
    error: string | null
    sealed_content: string | null
  }>('select state, attempts, error, sealed_content from mail_delivery order by mail_delivery_id')
  return found.rows
}

async function arrival(administrator: Requests, address: string): Promise<Log['rows'][number]> {
  for (let tries = 0; tries < 60; tries++) {
    const { json } = await call(administrator, 'mail.findMails', { pageSize: 50 })
    const row = (json as Log).rows.find((each) => each.address === address)
    if (row !== undefined && row.state !== 'waiting') return row
    await wait(250)
  }
  throw new Error(`no mail to ${address} within 15 s`)
}

test('an invitation is mailed in the language asked for, its link lets in, and neither link nor login is kept or shown', async () => {
  const application = await openTestApplication(opened, { env: env() })
  try {
    const administrator = await application.as('administrator')
    const email = 'lin.yue@example.com'
    const invited = await call(administrator, 'people.inviteMember', {
      email,
      role: 'analyst',
      locale: 'zh-TW',
    })
    const { token, mailed } = invited.json as { token: string; mailed: boolean }
    assert.equal(mailed, true)
    const { rows: sealed } = await opened.database.pool.query('select * from mail_delivery')
    assert.doesNotMatch(JSON.stringify(sealed), new RegExp(token.slice(4, 20)))
    assert.deepEqual([(await arrival(administrator, email)).state, mails.received.length], ['sent', 1])
    const source = readable(mails.received[0]?.source ?? '')
    assert.match(source, /Subject: 邀請您加入/)
    assert.ok(source.includes(`${ORIGIN}/join#${token}`))
    assert.deepEqual(
      (await rows()).map((row) => row.sealed_content),
      [null],
    )
    const joined = await call(application.request, 'session.acceptInvitation', {
      token,
      name: 'Lin Yue',
      password: 'seven unrelated lanterns',
    })
    assert.equal(joined.status, 200)
    const { rows: members } = await opened.database.pool.query(
      'select locale from membership where email = $1',
      [email],
    )
    assert.deepEqual(members, [{ locale: 'zh-TW' }])
    const settings = await call(administrator, 'mail.getMailSettings')
    assert.deepEqual(settings.json, {
      server: `127.0.0.1:${mails.port}`,
      from: 'Salesloom <sales@example.com>',
      waiting: 0,
      failed: 0,
    })
  } finally {
    await application.close()
  }
})

test('without a mail server links are copied as before, and a test mail is refused with the reason', async () => {
  const application = await openTestApplication(opened)
  try {
    const administrator = await application.as('administrator')
    const invited = await call(administrator, 'people.inviteMember', {
      email: 'bo@example.com',
      role: 'guest',
    })
    assert.equal((invited.json as { mailed: boolean }).mailed, false)
    const refused = await call(administrator, 'mail.sendTestMail', { email: 'bo@example.com' })
    assert.deepEqual([refused.status, (refused.json as { code: string }).code], [409, 'noMailServer'])
    assert.deepEqual(await rows(), [])
  } finally {
    await application.close()
  }
})

test('a server that is busy gets the mail later, after longer and longer waits', async () => {
  mails.manner.refuse = { 'wang@example.com': '451 come back later' }
  await post(message('wang@example.com'))
  assert.equal(await deliver(), 1)
  assert.equal(await deliver(), 0, 'not before its time')
  const [first] = await rows()
  assert.deepEqual([first?.state, first?.attempts, first?.error], ['waiting', 1, 'busy'])
  assert.notEqual(first?.sealed_content, null)
  now = new Date(now.getTime() + 11_000)
  assert.equal(await deliver(), 1)
  now = new Date(now.getTime() + 11_000)
  assert.equal(await deliver(), 0, 'the second wait is longer')
  mails.manner.refuse = {}
  now = new Date(now.getTime() + 60_000)
  assert.equal(await deliver(), 1)
  const [last] = await rows()
  assert.deepEqual(
    [last?.state, last?.attempts, last?.error, last?.sealed_content, mails.received.length],
    ['sent', 3, null, null, 1],
  )
})

test('a mail is given up after a day of failures, can be sent again for a week, and then its content goes', async () => {
  mails.manner.refuse = { 'wang@example.com': '451 come back later' }
  await post(message('wang@example.com'))
  let tries = 0
  for (let hour = 0; hour < 60; hour++) {
    tries += await deliver()
    now = new Date(now.getTime() + 3_600_000)
  }
  const [row] = await rows()
  assert.deepEqual([tries, row?.state, row?.sealed_content === null], [8, 'failed', false])
  const putBack = (days: number) =>
    inWorkspace(opened.database, workspaceId, (tx) =>
      putBackMails(tx, workspaceId, now, new Date(now.getTime() - days * 86_400_000)),
    )
  assert.equal(await putBack(0), 0, 'it failed longer ago')
  assert.equal(await putBack(SENT_AGAIN_DAYS), 1)
  assert.equal((await rows())[0]?.state, 'waiting')
  mails.manner.refuse = { 'wang@example.com': '550 no such user' }
  assert.equal(await deliver(), 1)
  now = new Date(now.getTime() + 6 * 86_400_000)
  await clearMails(parts(), workspaceId)
  assert.notEqual((await rows())[0]?.sealed_content, null)
  now = new Date(now.getTime() + 2 * 86_400_000)
  await clearMails(parts(), workspaceId)
  assert.deepEqual([(await rows())[0]?.state, (await rows())[0]?.sealed_content], ['failed', null])
  assert.equal(await putBack(30), 0, 'there is nothing left to send')
})

test('an address that does not exist fails at once, and the other recipients get theirs', async () => {
  mails.manner.refuse = { 'gone@example.com': '550 no such user' }
  const to = ['gone@example.com', 'wang@example.com'].map((email) => ({ email, locale: null }))
  assert.equal(await post(message('', { to })), 2)
  assert.equal(await deliver(), 2)
  assert.deepEqual(
    (await rows()).map(({ state, error }) => [state, error]),
    [
      ['failed', 'refused'],
      ['sent', null],
    ],
  )
  assert.doesNotMatch(mails.received[0]?.source ?? '', /gone@example\.com/)
})

test('the same key is mailed to an address once, and sample and broken addresses never', async () => {
  const key = 'alert:7'
  assert.equal(await post(message('wang@example.com', { key })), 1)
  assert.equal(await post(message('Wang@Example.com', { key })), 0)
  assert.equal(await post(message('li@example.com', { key })), 1)
  assert.equal(await post(message('admin@sample.salesloom.app')), 0)
  assert.equal(await post(message('a@b.example\r\nBcc: c@d.example')), 0)
  assert.equal((await rows()).length, 2)
})

test('a mail whose transaction is undone is never sent', async () => {
  await assert.rejects(
    inWorkspace(opened.database, workspaceId, async (tx) => {
      await createMailer(serverOf(), sealer).post(tx, workspaceId, message('wang@example.com'), now)
      throw new Error('undone')
    }),
    /undone/,
  )
  assert.equal(await deliver(), 0)
})

test('text and HTML say the same, and names in them are no markup', () => {
  const content = {
    subject: 'x',
    lines: ['<b>Wang & Söhne</b>'],
    action: { label: 'Look "here"', path: '/targets?a=1&b=2' },
  }
  const html = asHtml(content, 'en', 'https://sales.example.com')
  assert.ok(html.includes('&lt;b&gt;Wang &amp; Söhne&lt;/b&gt;'))
  assert.ok(html.includes('href="https://sales.example.com/targets?a=1&amp;b=2"'))
  assert.ok(!html.includes('<b>'))
  assert.ok(
    asText(content, 'en', 'https://sales.example.com').includes('https://sales.example.com/targets?a=1&b=2'),
  )
  assert.equal(oneLine('a\r\nBcc: b\u2028c'), 'a Bcc: b c')
})
