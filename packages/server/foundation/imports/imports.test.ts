import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { ImportCheck, ImportMapping, ImportRun } from '@salesloom/contract'
import { loadSuperstore } from '../../connectors/superstore/index.ts'
import { systemClock } from '../../platform/clock/index.ts'
import { SALES_PIPELINE, WITHOUT_SALES_PIPELINE } from '../../testing/crm-opportunities.ts'
import { openTestApplication, type TestApplication } from '../../testing/test-application.ts'
import { type OpenTestDatabase, openTestDatabase } from '../../testing/test-database.ts'

type Call = (path: string, init?: RequestInit) => Promise<Response>
type Prepared = { mapping: ImportMapping; templateId: string | null; columns: unknown[] }
type State = { run: ImportRun; mapping: ImportMapping; check: ImportCheck | null }

let opened: OpenTestDatabase
let application: TestApplication
let analyst: Call

before(async () => {
  opened = await openTestDatabase()
  await loadSuperstore(opened.database, { clock: systemClock })
  const { putSampleMembers } = await import('../access/index.ts')
  await putSampleMembers(opened.database, 1, new Date())
  application = await openTestApplication(opened)
  analyst = await application.as('analyst')
})
after(async () => {
  await application.close()
  await opened.close()
})

async function rpc<T>(caller: Call, name: string, input: unknown): Promise<T> {
  const body = JSON.stringify({ json: input })
  const response = await caller(`/rpc/${name.replaceAll('.', '/')}`, { method: 'POST', body })
  const { json } = (await response.json()) as { json: T & { code?: string; message?: string } }
  if (!response.ok) throw new Error(`${json.code}: ${json.message}`)
  return json
}

async function upload(caller: Call, name: string, content: Buffer | string): Promise<number> {
  const response = await caller(`/api/v1/imports/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: content as BodyInit,
    headers: { 'content-type': 'application/octet-stream' },
  })
  const answer = (await response.json()) as { importRunId: number; code?: string; message?: string }
  if (!response.ok) throw new Error(`${answer.code}: ${answer.message}`)
  return answer.importRunId
}

/** Waits until an import has come to rest. */
async function settled(caller: Call, importRunId: number): Promise<State> {
  for (let tries = 0; tries < 600; tries++) {
    const state = await rpc<State>(caller, 'imports.getImport', { importRunId })
    if (!['checking', 'running'].includes(state.run.state)) return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the import does not come to rest')
}

const prepare = (importRunId: number, more: object = {}, caller = analyst) =>
  rpc<Prepared>(caller, 'imports.prepareImport', { importRunId, ...more })

async function check(importRunId: number, mapping: ImportMapping, caller = analyst): Promise<State> {
  await rpc(caller, 'imports.checkImport', { importRunId, mapping })
  return settled(caller, importRunId)
}

async function run(
  importRunId: number,
  mapping: ImportMapping,
  mode: ImportRun['mode'] = 'goodRows',
  caller = analyst,
): Promise<ImportRun> {
  await rpc(caller, 'imports.runImport', { importRunId, mapping, mode })
  return (await settled(caller, importRunId)).run
}

const counts = ({ state, created, updated, unchanged, refused }: ImportRun) => [
  state,
  created,
  updated,
  unchanged,
  refused,
]

const CUSTOMERS = '客户编号,客户名称,所属行业\nK1,恒远机电,制造\nK2,华联商贸,零售\n'

test('A small file of customers is recognised, checked, brought in, and brings nothing new the second time.', async () => {
  const id = await upload(analyst, 'customers.csv', CUSTOMERS)
  const { mapping } = await prepare(id)
  assert.equal(mapping.kind, 'customer')
  assert.deepEqual(
    mapping.columns.map(({ field }) => field),
    ['code', 'nameZh', 'industry'],
  )
  const { check: found } = await check(id, mapping)
  assert.deepEqual([found?.rows, found?.refusedRows, found?.known], [2, 0, 0])
  assert.deepEqual(counts(await run(id, mapping)), ['done', 2, 0, 0, 0])
  const again = await upload(analyst, 'customers.csv', CUSTOMERS)
  assert.deepEqual(counts(await run(again, mapping)), ['done', 0, 0, 2, 0])
})

test('The dirty pipeline of a CRM goes in through the same addresses as the page, its dirt reported row by row.', {
  skip: WITHOUT_SALES_PIPELINE,
}, async () => {
  const id = await upload(analyst, 'sales_pipeline.csv', readFileSync(SALES_PIPELINE))
  const { mapping } = await prepare(id, { kind: 'opportunity' })
  process.stderr.write(JSON.stringify(mapping, null, 1))
  const { check: found } = await check(id, mapping)
  process.stderr.write(JSON.stringify(found, null, 1).slice(0, 6000))
})
