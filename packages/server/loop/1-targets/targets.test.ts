import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { explainCell } from './explain-cell.ts'
import { getTargetGrid } from './get-target-grid.ts'
import { approveScenario, findScenarios, setTarget, submitScenario } from './index.ts'
import { spreadTarget } from './spread-target.ts'
import { undoOperation } from './undo-operation.ts'

const PLAN = {
  name: '2017',
  baseYear: 2016,
  growthPercent: 10,
  channel: 'sales',
  fallback: 'teamMedian',
} as const

let opened: FilledDatabase
let director: CallContext
let manager: CallContext
let representative: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  director = await sampleCaller(opened, workspaceId, 'superstore', 'director')
  manager = await sampleCaller(opened, workspaceId, 'superstore', 'manager')
  representative = await sampleCaller(opened, workspaceId, 'superstore', 'representative')
})
after(() => opened.close())

async function code(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error.code
}

const rowsOf = async (context: CallContext, scenarioId: number) =>
  (await getTargetGrid(context, { scenarioId, rows: ['organisation'], columns: 'quarter', at: {} })).rows

test('a typed value reaches every leaf, is explained, and an undo brings every cell back', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const start = await rowsOf(director, scenarioId)
  const east = start.find((row) => row.name.en === 'East team')
  const edited = await spreadTarget(director, { scenarioId, version: 1, at: east?.at ?? {}, code: '300,000' })
  assert.deepEqual([edited.version, edited.before, edited.after], [2, east?.total, 30_000_000])
  const second = await spreadTarget(director, {
    scenarioId,
    version: 2,
    at: { ...east?.at, time: 'quarter:4' },
    code: 'P%+10',
  })
  const rows = await rowsOf(director, scenarioId)
  const now = rows.find((row) => row.key === east?.key)
  assert.equal(now?.total, 30_000_000 + (second.after ?? 0) - (second.before ?? 0))
  assert.equal(
    rows.filter((row) => row.level === 1).reduce((sum, row) => sum + row.total, 0),
    rows[0]?.total,
  )
  const explained = await explainCell(director, { scenarioId, at: east?.at ?? {} })
  assert.deepEqual(explained.steps.map((step) => step.kind).filter((kind) => kind === 'edit').length, 2)
  assert.equal(explained.steps.at(-1)?.value, now?.total)
  await undoOperation(director, { scenarioId, version: 3 })
  await undoOperation(director, { scenarioId, version: 4 })
  assert.deepEqual(await rowsOf(director, scenarioId), start)
  assert.equal(await code(undoOperation(director, { scenarioId, version: 5 })), 'nothingToUndo')
})

test('the second of two writers is told who was first, and loses nothing of the first', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const both = await Promise.allSettled([
    spreadTarget(director, { scenarioId, version: 1, at: {}, code: '500000' }),
    spreadTarget(director, { scenarioId, version: 1, at: {}, code: '600000' }),
  ])
  assert.deepEqual(both.map((result) => result.status).toSorted(), ['fulfilled', 'rejected'])
  const refused = both.find((result) => result.status === 'rejected')
  assert.ok(refused?.reason instanceof AppError)
  assert.equal(refused.reason.code, 'versionConflict')
  const total = (await rowsOf(director, scenarioId))[0]?.total
  assert.ok(total === 50_000_000 || total === 60_000_000)
})

test('a scenario goes from working to submitted to approved and then never changes', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  assert.equal(await code(approveScenario(director, { scenarioId, version: 1 })), 'scenarioState')
  const submitted = await submitScenario(director, { scenarioId, version: 1 })
  assert.equal(
    await code(spreadTarget(director, { scenarioId, version: submitted.version, at: {}, code: '1' })),
    'scenarioImmutable',
  )
  const approved = await approveScenario(director, { scenarioId, version: submitted.version })
  assert.equal(
    await code(spreadTarget(director, { scenarioId, version: approved.version, at: {}, code: '1' })),
    'scenarioImmutable',
  )
  const next = await setTarget(director, PLAN)
  await submitScenario(director, { scenarioId: next.scenarioId, version: 1 })
  await approveScenario(director, { scenarioId: next.scenarioId, version: 2 })
  const states = new Map((await findScenarios(director)).map((row) => [row.scenarioId, row.state]))
  assert.deepEqual([states.get(scenarioId), states.get(next.scenarioId)], ['superseded', 'approved'])
})

test('totals, grids and explanations hold the caller’s part and no figure of others', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const whole = await rowsOf(director, scenarioId)
  const listedFor = async (context: CallContext) =>
    (await findScenarios(context)).find((row) => row.scenarioId === scenarioId)
  // A draft is its planners' own; what was approved is listed for everybody, each with their part.
  assert.equal((await listedFor(director))?.total, whole[0]?.total)
  assert.equal(await listedFor(representative), undefined)
  assert.equal(await code(rowsOf(representative, scenarioId)), 'notFound')
  await submitScenario(director, { scenarioId, version: 1 })
  await approveScenario(director, { scenarioId, version: 2 })
  const own = await rowsOf(manager, scenarioId)
  const [mine] = await rowsOf(representative, scenarioId)
  assert.equal(own[0]?.total, whole.find((row) => row.name.en === 'East team')?.total)
  assert.equal(mine?.total, whole.find((row) => row.name.en === mine?.name.en)?.total)
  assert.equal((await listedFor(representative))?.total, mine?.total)
  const explained = await explainCell(representative, { scenarioId, at: mine?.at ?? {} })
  assert.equal(explained.value, mine?.total)
  const said = JSON.stringify(explained)
  for (const secret of [whole[0]?.total, own[0]?.total]) assert.ok(!said.includes(String(secret)), said)
  assert.ok(!said.includes('share'))
  const other = whole.find((row) => row.name.en === 'West team')
  assert.equal(await code(explainCell(manager, { scenarioId, at: other?.at ?? {} })), 'outsideSubtree')
})

test('a year without sales, an unknown channel, member or scenario are refused by name', async () => {
  assert.equal(await code(setTarget(director, { ...PLAN, baseYear: 1999 })), 'nothingToSpread')
  assert.equal(await code(setTarget(director, { ...PLAN, channel: 'moon' })), 'notFound')
  assert.equal(
    await code(getTargetGrid(director, { scenarioId: 999_999, rows: ['product'], columns: 'none', at: {} })),
    'notFound',
  )
  const { scenarioId } = await setTarget(director, PLAN)
  assert.equal(
    await code(
      getTargetGrid(director, {
        scenarioId,
        rows: ['product'],
        columns: 'none',
        at: { region: 'region:999999' },
      }),
    ),
    'notFound',
  )
  assert.equal(
    await code(
      spreadTarget(director, { scenarioId, version: 1, at: { organisation: 'person:999999' }, code: '1' }),
    ),
    'notFound',
  )
  assert.equal(
    await code(spreadTarget(director, { scenarioId, version: 1, at: {}, code: 'rubbish' })),
    'spreadCodeUnknown',
  )
})

test('every write leaves its line in the trail with the value before and after', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const edit = await spreadTarget(director, { scenarioId, version: 1, at: {}, code: '400000' })
  const { rows } = await opened.database.pool.query<{
    action: string
    actor_name: string
    before: { value: number } | null
    after: { value: number } | null
  }>(`select action, actor_name, before, after from audit_entry where subject = $1 order by audit_entry_id`, [
    `scenario:${scenarioId}`,
  ])
  assert.deepEqual(
    rows.map((row) => [row.action, row.actor_name]),
    [
      ['targets.setTarget', 'Shen Wang'],
      ['targets.spreadTarget', 'Shen Wang'],
    ],
  )
  assert.deepEqual([rows[1]?.before?.value, rows[1]?.after?.value], [edit.before, edit.after])
})
