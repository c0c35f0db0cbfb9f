import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Client, signIn } from './harness/client.ts'
import {
  command,
  freePort,
  killLaunched,
  type Program,
  processesOf,
  start,
  stop,
  temporaryFolder,
} from './harness/program.ts'
import { startOnSample } from './harness/sample.ts'

let program: Program
let director: Client
let env: { SALESLOOM_DATA: string; PORT: string }
const { folder, remove } = temporaryFolder()

before(async () => {
  env = { SALESLOOM_DATA: join(folder, 'data'), PORT: String(await freePort()) }
  program = await startOnSample(env)
  director = await signIn(program, 'director')
})
after(async () => {
  await stop(program)
  killLaunched()
  for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL')
  remove()
})

const figure = (client: Client) =>
  client.call<{ total: { value: number } }>('metrics.computeMetric', {
    metric: 'sales',
    slice: { from: '2010-01-01', to: '2030-01-01' },
  })

function order(externalId: string) {
  return {
    externalId,
    orderDate: '2025-12-29',
    channel: 'direct',
    customerId: 1,
    personId: null,
    lines: [{ productId: 20, quantity: '1', unitPrice: '100' }],
  }
}

test('a new order reaches an open page within two seconds, and the message carries no figure', async () => {
  const abort = new AbortController()
  const stream = await fetch(`${program.url}/api/live`, {
    headers: { cookie: director.cookie },
    signal: abort.signal,
  })
  assert.equal(stream.headers.get('content-type'), 'text/event-stream')
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
  const read = async () => new TextDecoder().decode((await reader.read()).value)
  assert.match(await read(), /hello/)
  const before = await figure(director)
  const written = performance.now()
  await director.call('facts.recordOrder', order('live-1'))
  // Jobs that happen to run meanwhile have their own messages.
  let message = await read()
  while (!message.includes('facts.changed')) message = await read()
  const arrived = performance.now() - written
  assert.match(message, /"name":"facts\.changed"/)
  assert.ok(!message.includes('100'), message)
  assert.equal((await figure(director)).total.value - before.total.value, 10_000)
  assert.ok(arrived < 2_000, `${arrived} ms`)
  abort.abort()
})

test('without a session there is no live stream', async () => {
  assert.equal((await fetch(`${program.url}/api/live`)).status, 401)
})

test('the rebuild of the roll-ups runs as a job whose end is seen', async () => {
  const analyst = await signIn(program, 'analyst')
  const { jobId } = await analyst.call<{ jobId: string }>('facts.rebuildRollups')
  const find = async () =>
    (
      await analyst.call<Array<{ jobId: string; state: string; result: { differences: number } | null }>>(
        'jobs.findJobs',
      )
    ).find((job) => job.jobId === jobId)
  const deadline = performance.now() + 20_000
  while ((await find())?.state !== 'done' && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 100))
  assert.deepEqual([(await find())?.state, (await find())?.result?.differences], ['done', 0])
})

/** One backup for all tests that restore it or a part of it. */
const whole = join(folder, 'backup.gz')
let making: ReturnType<typeof command> | undefined
async function makeBackup() {
  making ??= command(['backup', whole, '--json'], env)
  const made = await making
  assert.equal(made.code, 0, made.err)
  return made
}

test('a backup made while people work comes back the same in an empty folder', async () => {
  const made = await makeBackup()
  assert.equal(statSync(whole).mode & 0o077, 0)
  const before = await figure(director)
  assert.equal((await command(['backup', whole], env)).code, 1)
  const refused = await command(['restore', whole], env)
  assert.deepEqual([refused.code, /running on/.test(refused.err)], [1, true], refused.err)
  const other = { SALESLOOM_DATA: join(folder, 'other'), PORT: String(await freePort()) }
  const restored = await command(['restore', whole, '--json'], other)
  assert.equal(restored.code, 0, restored.err)
  assert.equal(
    (JSON.parse(restored.out) as { rows: number }).rows,
    (JSON.parse(made.out) as { rows: number }).rows,
  )
  const second = await start(other)
  const again = await signIn(second, 'director')
  assert.deepEqual(await figure(again), before)
  await again.call('facts.recordOrder', order('after-restore'))
  await stop(second)
  const full = await command(['restore', whole], other)
  assert.deepEqual([full.code, /not empty/.test(full.err)], [1, true], full.err)
})

test('a damaged or cut-off backup restores nothing', async () => {
  await makeBackup()
  const bytes = readFileSync(whole)
  const damaged = join(folder, 'damaged.gz')
  const target = { SALESLOOM_DATA: join(folder, 'third'), PORT: String(await freePort()) }
  writeFileSync(damaged, bytes.subarray(0, Math.floor(bytes.length / 2)))
  const cut = await command(['restore', damaged], target)
  assert.equal(cut.code, 1)
  assert.match(cut.err, /^salesloom: The backup is damaged/)
  writeFileSync(damaged, 'not a backup')
  assert.equal((await command(['restore', damaged], target)).code, 1)
  const users = await command(['user', 'list', '--json'], target)
  assert.deepEqual([users.code, users.out.trim()], [0, '[]'])
  assert.ok(existsSync(join(folder, 'third')))
})

test('a person added on the command line signs in and sees what their position shows', async () => {
  const add = (password: string) =>
    command(
      [
        'user',
        'add',
        'lin@example.com',
        '--workspace',
        'hengyue',
        '--role',
        'representative',
        '--person',
        'E019',
        '--json',
      ],
      env,
      password,
    )
  assert.match((await add('short')).err, /at least 12 characters/)
  assert.equal((await add('a long enough password')).code, 0)
  const response = await fetch(`${program.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: program.url },
    body: JSON.stringify({ email: 'lin@example.com', password: 'a long enough password' }),
  })
  assert.equal(response.status, 200)
  const unknown = await command(
    ['user', 'add', 'x@example.com', '--workspace', 'nowhere', '--role', 'guest'],
    env,
    'a long enough password',
  )
  assert.match(unknown.err, /There is no workspace “nowhere”\. There are: hengyue/)
})
