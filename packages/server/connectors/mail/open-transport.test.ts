import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMail } from '../../platform/config/read-mail.ts'
import { MAIL_LOGIN, openHangingServer, openTestMailServer, readable } from '../../testing/mail-server.ts'
import { openMailTransport } from './open-transport.ts'

const LIMITS = { stepMs: 400, wholeMs: 900 }
const PUBLIC = 'https://sales.example.com'

function serverAt(port: number, login = '') {
  const env = {
    SALESLOOM_SMTP_URL: `smtp://${login}127.0.0.1:${port}`,
    SALESLOOM_MAIL_FROM: '销售 <sales@example.com>',
  }
  const server = readMail(env, PUBLIC)
  assert.ok(server)
  return server
}

const mail = (to: string) => ({
  id: 'm-1',
  to,
  subject: '您的目标 & <more>',
  text: '你好, 世界\n',
  html: '<p>你好</p>',
})
const loginOf = (password: string) => `${MAIL_LOGIN.user}:${encodeURIComponent(password)}@`

test('a mail arrives once, in both forms, with its Chinese words and as sent by a program', async () => {
  const server = await openTestMailServer({ login: true })
  try {
    const transport = openMailTransport(serverAt(server.port, loginOf(MAIL_LOGIN.password)), LIMITS)
    const outcome = await transport.send(mail('wang@example.com'))
    assert.equal(outcome.sent, true)
    assert.deepEqual(
      server.received.map(({ to }) => to),
      ['wang@example.com'],
    )
    const source = readable(server.received[0]?.source ?? '')
    for (const part of [
      /^From: 销售 <sales@example\.com>/m,
      /^To: wang@example\.com/m,
      /^Subject: 您的目标 & <more>/m,
      /^Auto-Submitted: auto-generated/m,
      /^Message-ID: <m-1@example\.com>/m,
      /text\/plain/,
      /你好, 世界/,
      /text\/html/,
      /<p>你好<\/p>/,
    ])
      assert.match(source, part)
  } finally {
    await server.close()
  }
})

test('a refused address is final, a busy server and a wrong login are not, and no answer repeats the password', async () => {
  const server = await openTestMailServer({ login: true })
  try {
    server.manner.refuse = { 'gone@example.com': '550 no such user', 'later@example.com': '451 try again' }
    const right = openMailTransport(serverAt(server.port, loginOf(MAIL_LOGIN.password)), LIMITS)
    const refused = await right.send(mail('gone@example.com'))
    assert.deepEqual({ ...refused, answer: '' }, { sent: false, failure: 'refused', answer: '', final: true })
    assert.match(refused.answer, /550 no such user/)
    const busy = await right.send(mail('later@example.com'))
    assert.deepEqual({ ...busy, answer: '' }, { sent: false, failure: 'busy', answer: '', final: false })
    const wrong = openMailTransport(serverAt(server.port, loginOf('wrong-secret')), LIMITS)
    const login = await wrong.send(mail('wang@example.com'))
    assert.deepEqual({ ...login, answer: '' }, { sent: false, failure: 'login', answer: '', final: false })
    assert.match(login.answer, /no such login …/)
    assert.doesNotMatch(login.answer, /wrong-secret/)
    assert.deepEqual(server.received, [])
  } finally {
    await server.close()
  }
})

test('a server that hangs costs no more than the time limit, wherever it stops answering', async () => {
  for (const first of ['', '220 here\r\n', '220-slow\r\n']) {
    const server = await openHangingServer(first)
    try {
      const began = Date.now()
      const outcome = await openMailTransport(serverAt(server.port), LIMITS).send(mail('wang@example.com'))
      assert.deepEqual(
        { ...outcome, answer: '' },
        { sent: false, failure: 'timeLimit', answer: '', final: false },
      )
      assert.ok(Date.now() - began < 3_000, `it took ${Date.now() - began} ms`)
    } finally {
      await server.close()
    }
  }
})

test('a server that is not there is told as such and tried again', async () => {
  const server = await openHangingServer()
  await server.close()
  const outcome = await openMailTransport(serverAt(server.port), LIMITS).send(mail('wang@example.com'))
  assert.deepEqual(
    { ...outcome, answer: '' },
    { sent: false, failure: 'unreachable', answer: '', final: false },
  )
})

test('line breaks in a subject or an address make no header and no second recipient', async () => {
  const server = await openTestMailServer()
  try {
    const transport = openMailTransport(serverAt(server.port), LIMITS)
    await transport.send({ ...mail('wang@example.com'), subject: 'a\r\nBcc: thief@example.com\r\n\r\nbody' })
    await transport.send(mail('wang@example.com\r\nRCPT TO:<thief@example.com>'))
    assert.ok(server.received.length >= 1)
    for (const { to, source } of server.received) {
      assert.doesNotMatch(to, /^thief/)
      assert.doesNotMatch(source, /^Bcc:/im)
    }
  } finally {
    await server.close()
  }
})

test('a password goes over no plain connection, save to this machine', async () => {
  const server = await openTestMailServer({ login: true })
  try {
    // The same server by an address that does not say that it is this machine.
    const env = {
      SALESLOOM_SMTP_URL: `smtp://${loginOf(MAIL_LOGIN.password)}[::ffff:127.0.0.1]:${server.port}`,
      SALESLOOM_MAIL_FROM: 'sales@example.com',
    }
    const elsewhere = readMail(env, PUBLIC)
    assert.ok(elsewhere)
    const outcome = await openMailTransport(elsewhere, LIMITS).send(mail('wang@example.com'))
    assert.deepEqual(
      { ...outcome, answer: '' },
      { sent: false, failure: 'notSecure', answer: '', final: false },
    )
    assert.deepEqual(server.received, [])
  } finally {
    await server.close()
  }
})

test('a server without a port and a sender without a name get the usual ones', () => {
  const from = 'sales@example.com'
  const read = (url: string) => readMail({ SALESLOOM_SMTP_URL: url, SALESLOOM_MAIL_FROM: from }, PUBLIC)
  assert.deepEqual(read('smtp://u:p%23@mail.example.com'), {
    host: 'mail.example.com',
    port: 587,
    implicitTls: false,
    login: { user: 'u', password: 'p#' },
    from: { name: 'Salesloom', address: from },
  })
  assert.deepEqual(
    [read('smtps://mail.example.com')?.port, read('smtps://mail.example.com')?.implicitTls],
    [465, true],
  )
})

test('settings that do not fit are told in a sentence that holds no password', () => {
  const from = 'sales@example.com'
  const refused: ReadonlyArray<readonly [string, string, string | null, RegExp]> = [
    ['smtp://u:hunter2@mail.example.com', '', PUBLIC, /SALESLOOM_MAIL_FROM is missing/],
    ['', from, PUBLIC, /SALESLOOM_SMTP_URL is missing/],
    ['https://u:hunter2@mail.example.com', from, PUBLIC, /must look like smtp/],
    ['smtp://hunter2@mail.example.com', from, PUBLIC, /give both, or neither/],
    ['smtp://u:hunter2%@mail.example.com', from, PUBLIC, /percent-encoded/],
    ['smtp://u:hunter2@mail.example.com', 'nobody', PUBLIC, /SALESLOOM_MAIL_FROM must be an address/],
    ['smtp://u:hunter2@mail.example.com', 'A <a@b.example>, c@d.example', PUBLIC, /must be an address/],
    ['smtp://u:hunter2@mail.example.com', from, null, /SALESLOOM_URL/],
  ]
  for (const [url, sender, publicUrl, reason] of refused)
    assert.throws(
      () => readMail({ SALESLOOM_SMTP_URL: url, SALESLOOM_MAIL_FROM: sender }, publicUrl),
      (error: Error) => reason.test(error.message) && !error.message.includes('hunter2'),
      url,
    )
  assert.equal(readMail({}, null), null)
})
