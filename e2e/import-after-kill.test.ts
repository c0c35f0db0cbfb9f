import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ImportMapping, ImportRun } from '../packages/contract/index.ts'
import { type Session, signIn } from './harness/client.ts'
import { freePort, killLaunched, type Program, stop, temporaryFolder } from './harness/program.ts'
import { startOnSample } from './harness/sample.ts'

const ROWS = 60_000
/** The heartbeat of a lost job runs out after 20 seconds, and the queue looks every 15. */
const PATIENCE_MS = 180_000
const { folder, remove } = temporaryFolder()
let program: Program | null = null

after(async () => {
  if (program !== null) await stop(program)
  killLaunched()
  remove()
})

const environment = async () => ({ SALESLOOM_DATA: `${folder}/data`, PORT: String(await freePort()) })

async function upload(url: string, cookie: string): Promise<number> {
  const lines = Array.from({ length: ROWS }, (_, at) => `K${at},线索 ${at},2024/5/6`)
  const answer = await fetch(`${url}/api/v1/imports/files?name=leads.csv`, {
    method: 'POST',
    headers: { origin: url, 'x-salesloom': '1', cookie },
    body: ['线索编号,线索名称,创建日期', ...lines].join('\n'),
  })
  return ((await answer.json()) as { importRunId: number }).importRunId
}

async function until(
  session: Pick<Session, 'call'>,
  importRunId: number,
  reached: (run: ImportRun) => boolean,
): Promise<ImportRun> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const { run } = await session.call<{ run: ImportRun }>('imports.getImport', { importRunId })
    if (reached(run)) return run
    assert.ok(performance.now() < deadline, `the import stands at ${run.state}, row ${run.rowsDone}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

test('An import whose node is killed goes on by itself on the next one, and every row is there once.', async () => {
  program = await startOnSample(await environment())
  const session = await signIn(program, 'analyst')
  const leads = (client: Pick<typeof session, 'call'>) =>
    client.call<{ total: number }>('entries.findEntries', { kind: 'lead' })
  const before = await leads(session)
  const importRunId = await upload(program.url, session.cookie)
  const { mapping } = await session.call<{ mapping: ImportMapping }>('imports.prepareImport', {
    importRunId,
    kind: 'lead',
  })
  await session.call('imports.runImport', {
    importRunId,
    mapping: { ...mapping, externalId: ['线索编号'] },
    mode: 'goodRows',
  })
  await until(session, importRunId, (run) => run.rowsDone > 0)
  program.child.kill('SIGKILL')
  await program.exited
  program = await startOnSample(await environment())
  const later = session.at(program.url)
  const { run: stood } = await later.call<{ run: ImportRun }>('imports.getImport', { importRunId })
  assert.ok(stood.rowsDone > 0 && stood.rowsDone < ROWS)
  const done = await until(later, importRunId, (run) => run.state !== 'running')
  assert.deepEqual([done.state, done.created, done.rowsDone, done.refused], ['done', ROWS, ROWS, 0])
  assert.equal((await leads(later)).total, before.total + ROWS)
})
