import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { after, before, beforeEach, test } from 'node:test'
import { type MessengerCall, sendMessage } from './index.ts'

type Seen = { url: URL; headers: Record<string, unknown>; body: string }

let seen: Seen[] = []
let answer: { status: number; body: string } = { status: 200, body: '{}' }
let address = ''
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += chunk))
  request.on('end', () => {
    seen.push({ url: new URL(request.url ?? '', address), headers: request.headers, body })
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      location: 'http://localhost/away',
    })
    response.end(answer.body)
  })
})

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as { port: number }).port}`
})
after(() => server.close())
beforeEach(() => {
  seen = []
})

const NOW = new Date('2026-05-20T02:00:00.123Z')
const call = (kind: MessengerCall['kind'], secret: string | null): MessengerCall => ({
  kind,
  url: `${address}/robot/send?access_token=key`,
  secret,
  text: '预警',
  data: { notices: [] },
  now: NOW,
})
const hmac = (key: string, message: string) => createHmac('sha256', key).update(message).digest('base64')

test('DingTalk: signed in the address, and what it refuses is no delivery', async () => {
  answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
  assert.deepEqual(await sendMessage(call('dingtalk', 'SEC1')), { ok: true, status: 200, error: null })
  const { url, body } = seen[0] as Seen
  const timestamp = url.searchParams.get('timestamp') ?? ''
  assert.equal(timestamp, String(NOW.getTime()))
  assert.equal(url.searchParams.get('sign'), hmac('SEC1', `${timestamp}\nSEC1`))
  assert.equal(url.searchParams.get('access_token'), 'key')
  assert.deepEqual(JSON.parse(body), { msgtype: 'text', text: { content: '预警' } })
  answer = { status: 200, body: '{"errcode":310000,"errmsg":"sign not match, key"}' }
  assert.deepEqual(await sendMessage(call('dingtalk', 'SEC1')), {
    ok: false,
    status: 200,
    error: 'dingtalk 310000',
  })
})

test('Feishu: seconds and sign in the body, the key is timestamp and secret, the message empty', async () => {
  answer = { status: 200, body: '{"code":0,"msg":"success"}' }
  assert.equal((await sendMessage(call('feishu', 'sec2'))).ok, true)
  const body = JSON.parse((seen[0] as Seen).body)
  assert.equal(body.timestamp, String(Math.floor(NOW.getTime() / 1_000)))
  assert.equal(body.sign, hmac(`${body.timestamp}\nsec2`, ''))
  assert.deepEqual([body.msg_type, body.content], ['text', { text: '预警' }])
  answer = { status: 200, body: '{"code":19021,"msg":"sign match fail"}' }
  assert.equal((await sendMessage(call('feishu', 'sec2'))).error, 'feishu 19021')
})

test('WeCom: its text, and its limit of calls is a refusal', async () => {
  answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
  assert.equal((await sendMessage(call('wecom', null))).ok, true)
  assert.deepEqual(JSON.parse((seen[0] as Seen).body), { msgtype: 'text', text: { content: '预警' } })
  answer = { status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' }
  assert.equal((await sendMessage(call('wecom', null))).error, 'wecom 45009')
})

test('a webhook carries the product’s signature; errors and redirects are no delivery', async () => {
  answer = { status: 204, body: '' }
  assert.equal((await sendMessage(call('webhook', 'whs_1'))).ok, true)
  const { headers, body } = seen[0] as Seen
  const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(headers['salesloom-signature'])) ?? []
  assert.equal(mac, createHmac('sha256', 'whs_1').update(`${seconds}.${body}`).digest('hex'))
  for (const status of [302, 429, 500]) {
    answer = { status, body: '' }
    assert.deepEqual(await sendMessage(call('webhook', 'whs_1')), {
      ok: false,
      status,
      error: `HTTP ${status}`,
    })
  }
  assert.equal(seen.length, 4)
})

test('an address that answers nothing, and one that is not allowed, fail without telling the address', async () => {
  const gone = await sendMessage({ ...call('wecom', null), url: 'http://127.0.0.1:9/send?key=SECRET' })
  assert.equal(gone.ok, false)
  assert.doesNotMatch(gone.error ?? '', /SECRET|127/)
  const cloud = await sendMessage({ ...call('wecom', null), url: 'http://169.254.169.254/latest' })
  assert.deepEqual([cloud.ok, cloud.status], [false, null])
})

test('an answer that is no JSON is a refusal of a robot', async () => {
  answer = { status: 200, body: '<html>' }
  assert.equal((await sendMessage(call('dingtalk', null))).error, 'dingtalk answered no JSON')
})
