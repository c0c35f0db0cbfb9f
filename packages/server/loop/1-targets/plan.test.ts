import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CellAddress } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { connect } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { approveScenario, submitScenario } from './approve-scenario.ts'
import { branchScenario, succeedScenario } from './branch-scenario.ts'
import { publishCascade } from './cascade/publish-cascade.ts'
import { lockScenario, returnScenario } from './change-scenario.ts'
import { compareScenarios } from './compare-scenarios.ts'
import { keepCheckpoint } from './decomposition/keep-checkpoint.ts'
import { explainCell } from './explain-cell.ts'
import { planLines } from './files/plan-lines.ts'
import { findHolds } from './find-holds.ts'
import { findPlanOperations } from './find-plan-operations.ts'
import { fitMargins } from './fit-margins.ts'
import { getPlan } from './get-plan.ts'
import { getPlanRows } from './get-plan-rows.ts'
import { getTargetGrid } from './get-target-grid.ts'
import { previewEdits } from './preview-edits.ts'
import { setBounds } from './set-bounds.ts'
import { setTarget } from './set-target.ts'
import { editCells, spreadTarget } from './spread-target.ts'
import { redoOperation, undoOperation } from './undo-operation.ts'

const PLAN = {
  name: '2017',
  baseYear: 2016,
  growthPercent: 10,
  channel: 'sales',
  fallback: 'teamMedian',
} as const

const RULES = { dueOn: '2026-12-15', leastPercent: 0, greatestPercent: 10, shiftPercent: 10 }
const CASCADE = { ...RULES, overPercent: 0, commitPer: 'quarter' } as const

let opened: FilledDatabase
let director: CallContext
let manager: CallContext
let representative: CallContext
/** the director on another node: another connection, with a memory of its own */
let elsewhere: CallContext
let closeElsewhere: () => Promise<void>

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  director = await sampleCaller(opened, workspaceId, 'superstore', 'director')
  manager = await sampleCaller(opened, workspaceId, 'superstore', 'manager')
  representative = await sampleCaller(opened, workspaceId, 'superstore', 'representative')
  const other = connect(opened.address)
  elsewhere = { ...director, database: other }
  closeElsewhere = () => other.pool.end()
})
after(async () => {
  await closeElsewhere()
  await opened.close()
})

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error
}

const VIEW = { columns: 'month', filter: {} } as const
const rowsBelow = async (
  context: CallContext,
  scenarioId: number,
  at: CellAddress = {},
  axis: 'organisation' | 'product' | 'region' | 'quarter' | 'none' = 'organisation',
) => (await getPlanRows(context, { ...VIEW, scenarioId, parents: [{ at, axis }] })).groups[0] ?? []

/** Every leaf: person × category × month of the whole plan. */
async function allCells(context: CallContext, scenarioId: number) {
  const grid = await getTargetGrid(context, {
    scenarioId,
    rows: ['organisation', 'region', 'product'],
    columns: 'month',
    at: {},
  })
  return grid.rows.map(({ key, values }) => [key, values])
}

async function teamsOf(context: CallContext, scenarioId: number) {
  const [root] = await rowsBelow(context, scenarioId)
  assert.ok(root !== undefined)
  return rowsBelow(context, scenarioId, root.at)
}

test('rows opened step by step add up, and are those of the whole grid', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const [root] = await rowsBelow(director, scenarioId)
  const teams = await teamsOf(director, scenarioId)
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((a, b) => a + (b ?? 0), 0)
  assert.equal(sum(teams.map(({ total }) => total)), root?.total)
  for (const team of teams) assert.equal(sum(team.values), team.total)
  const products = await rowsBelow(director, scenarioId, teams[0]?.at, 'product')
  assert.equal(sum(products.map(({ total }) => total)), teams[0]?.total)
  const quarters = await rowsBelow(director, scenarioId, teams[0]?.at, 'quarter')
  assert.deepEqual(
    quarters.map(({ key }) => key),
    ['quarter:1', 'quarter:2', 'quarter:3', 'quarter:4'],
  )
  assert.equal(sum(quarters.map(({ total }) => total)), teams[0]?.total)
  const grid = await getTargetGrid(director, { scenarioId, rows: ['organisation'], columns: 'month', at: {} })
  for (const team of teams) {
    const whole = grid.rows.find(({ at }) => at.organisation === team.at.organisation)
    assert.deepEqual([whole?.total, whole?.values, whole?.base], [team.total, team.values, team.base])
  }
  const plan = await getPlan(director, { scenarioId })
  assert.deepEqual(
    plan.dimensions.map(({ axis }) => axis),
    ['organisation', 'region', 'product'],
  )
})

test('another node and a fresh start read the same cells from the log, with and without a checkpoint', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const teams = await teamsOf(director, scenarioId)
  assert.deepEqual(await allCells(elsewhere, scenarioId), await allCells(director, scenarioId))
  let version = 1
  const edit = async (context: CallContext, code: string, at: CellAddress) => {
    const edited = await spreadTarget(context, { scenarioId, version, at, code })
    version = edited.version
  }
  await edit(director, 'P%+7', teams[0]?.at ?? {})
  await edit(elsewhere, '1234567.89', { ...teams[1]?.at, time: 'quarter:3' })
  await edit(director, 'H', teams[2]?.at ?? {})
  await edit(elsewhere, 'P%-3', {})
  const cells = await allCells(director, scenarioId)
  assert.deepEqual(await allCells(elsewhere, scenarioId), cells)
  const fresh = async () => {
    const other = connect(opened.address)
    const read = await allCells({ ...director, database: other }, scenarioId)
    await other.pool.end()
    return read
  }
  assert.deepEqual(await fresh(), cells)
  assert.equal(await keepCheckpoint(director, scenarioId), false)
  assert.equal(await keepCheckpoint(director, scenarioId, 0), true)
  assert.deepEqual(await fresh(), cells)
  // Taking back what the checkpoint holds makes the log count again.
  version = (await undoOperation(elsewhere, { scenarioId, version })).version
  const before = await fresh()
  assert.notDeepEqual(before, cells)
  assert.deepEqual(await allCells(director, scenarioId), before)
  assert.deepEqual(await allCells(elsewhere, scenarioId), before)
  version = (await redoOperation(director, { scenarioId, version })).version
  assert.deepEqual(await fresh(), cells)
  assert.equal((await refusal(redoOperation(director, { scenarioId, version }))).code, 'nothingToRedo')
  const held = await rowsBelow(director, scenarioId, {}, 'none')
  assert.equal(held[0]?.holds[0], 'partly')
})

test('a hold keeps its cells, says who set it and why, and can be released in part', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const [first, second] = await teamsOf(director, scenarioId)
  const hold = await editCells(director, {
    scenarioId,
    version: 1,
    edits: [{ at: first?.at ?? {}, code: 'H' }],
    note: 'signed with the customer',
  })
  const raised = await spreadTarget(director, { scenarioId, version: hold.version, at: {}, code: 'P%+10' })
  const now = await teamsOf(director, scenarioId)
  assert.deepEqual(now[0]?.values, first?.values)
  assert.ok((now[1]?.total ?? 0) > (second?.total ?? 0))
  assert.deepEqual([now[0]?.holds[0], now[1]?.holds[0]], ['held', null])
  const [told] = await findHolds(director, { scenarioId })
  assert.deepEqual(
    [told?.kind, told?.by, told?.reason],
    ['leaf', director.actor.name, 'signed with the customer'],
  )
  const people = await rowsBelow(director, scenarioId, first?.at)
  const inside = { ...people[0]?.at, time: 'quarter:1' }
  const refused = await refusal(
    spreadTarget(director, { scenarioId, version: raised.version, at: first?.at ?? {}, code: '1' }),
  )
  assert.equal(refused.code, 'spreadHeld')
  const released = await editCells(director, {
    scenarioId,
    version: raised.version,
    edits: [
      { at: inside, code: 'RH' },
      { at: inside, code: 'P%+50' },
    ],
  })
  assert.ok((released.after ?? 0) > (released.before ?? 0))
  const after = await rowsBelow(director, scenarioId, first?.at)
  assert.deepEqual(
    after.slice(1).map(({ values }) => values),
    people.slice(1).map(({ values }) => values),
  )
  assert.deepEqual(after[0]?.values.slice(3), people[0]?.values.slice(3))
})

test('floors and ceilings bind later edits, and what cannot be had names its range', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const [team] = await teamsOf(director, scenarioId)
  const at = { ...team?.at, time: 'month:2017-01' }
  const belowTeam = new Set((await rowsBelow(director, scenarioId, team?.at)).map(({ key }) => key))
  const bound = await setBounds(director, { scenarioId, version: 1, at, low: null, high: 500_000 })
  const lines = (await planLines(director, { scenarioId })).lines.filter(({ keys }) =>
    belowTeam.has(keys[0] ?? ''),
  )
  assert.equal(bound.outside, lines.filter(({ months }) => Number(months[0]) > 5_000).length)
  const error = await refusal(
    spreadTarget(director, { scenarioId, version: bound.version, at, code: '99999999' }),
  )
  assert.equal(error.code, 'spreadHeld')
  assert.match(error.textIn('zh-CN'), /99,999,999\.00/)
  const impossible = setBounds(director, { scenarioId, version: bound.version, at, low: 2, high: 1 })
  assert.equal((await refusal(impossible)).code, 'invalidInput')
  // Bounds that what stands there does not keep say so: the next edit will move it.
  const tight = await setBounds(director, { scenarioId, version: bound.version, at, low: null, high: 100 })
  assert.equal(tight.outside, lines.filter(({ months }) => Number(months[0]) > 1).length)
  assert.ok(tight.outside > 0)
})

test('of a pasted range all is written or nothing, and a preview writes nothing', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const teams = await teamsOf(director, scenarioId)
  const edits = teams.map((team, i) => ({ at: team.at, code: String(1000 * (i + 1)) }))
  const view = { ...VIEW, parents: [{ at: {}, axis: 'none' as const }] }
  const preview = await previewEdits(director, { scenarioId, version: 1, edits, view })
  const wanted = edits.reduce((sum, { code }) => sum + Number(code) * 100, 0)
  assert.equal(preview.view?.groups[0]?.[0]?.total, wanted)
  assert.deepEqual(await teamsOf(director, scenarioId), teams)
  const wrong = [...edits, { at: {}, code: 'nonsense' }]
  const error = await refusal(editCells(director, { scenarioId, version: 1, edits: wrong }))
  assert.equal(error.code, 'spreadCodeUnknown')
  assert.deepEqual(await teamsOf(director, scenarioId), teams)
  await editCells(director, { scenarioId, version: 1, edits })
  assert.deepEqual(
    (await teamsOf(director, scenarioId)).map(({ total }) => total),
    edits.map(({ code }) => Number(code) * 100),
  )
  const [log] = await findPlanOperations(director, { scenarioId })
  assert.deepEqual([log?.kind, log?.edits, log?.undoneBy], ['spread', teams.length, null])
  // Each cell of the block tells what was written into it, and what lies above them of none.
  const told = async (at: CellAddress) =>
    (await explainCell(director, { scenarioId, at })).steps.at(-1)?.params['code']
  for (const { at, code } of edits) assert.equal(await told(at), code)
  assert.equal(await told({}), undefined)
})

test('margins of products and quarters are met together exactly, and contradictions are refused', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const products = await rowsBelow(director, scenarioId, {}, 'product')
  const quarters = await rowsBelow(director, scenarioId, {}, 'quarter')
  const move = (rows: typeof products, by: number) =>
    rows.map(({ key, total }, i) => ({
      member: key,
      total: (total ?? 0) + (i === 0 ? by : i === 1 ? -by : 0),
    }))
  const margins = [
    { dimension: 'product' as const, totals: move(products, 1_234_567) },
    { dimension: 'time' as const, totals: move(quarters, -7_654_321) },
  ]
  const fit = { scenarioId, version: 1, at: {}, margins, save: false }
  const preview = await fitMargins(director, fit)
  assert.equal(preview.before, preview.after)
  // What moved is told of the members right below each root, and not of the root, whose total stays.
  const moved = new Map(preview.moves.map(({ at, before, after }) => [Object.values(at)[0], after - before]))
  assert.equal(moved.get(products[0]?.key), 1_234_567)
  for (const kind of ['orgUnit:', 'month:']) assert.ok([...moved.keys()].some((key) => key?.startsWith(kind)))
  assert.deepEqual(await rowsBelow(director, scenarioId, {}, 'product'), products)
  const saved = await fitMargins(director, { ...fit, save: true })
  assert.equal(saved.version, 2)
  const now = await rowsBelow(director, scenarioId, {}, 'product')
  assert.deepEqual(
    now.map(({ key, total }) => ({ member: key, total })),
    margins[0]?.totals,
  )
  const then = await rowsBelow(elsewhere, scenarioId, {}, 'quarter')
  assert.deepEqual(
    then.map(({ key, total }) => ({ member: key, total })),
    margins[1]?.totals,
  )
  const apart = [
    margins[0],
    { dimension: 'time' as const, totals: move(quarters, 0).map((m) => ({ ...m, total: m.total + 1 })) },
  ]
  const error = await refusal(fitMargins(director, { ...fit, version: 2, margins: apart as typeof margins }))
  assert.equal(error.code, 'marginsDiffer')
  assert.match(error.textIn('zh-CN'), /品类 [\d,]+\.\d\d, 时间 [\d,]+\.\d\d, 相差 0\.04/)
})

test('a branch starts from the cells as they are; the successor of an approved plan keeps the months that are over', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const { version } = await spreadTarget(director, { scenarioId, version: 1, at: {}, code: 'P%+1' })
  const branch = await branchScenario(director, {
    scenarioId,
    name: 'what if',
    description: '',
    isWhatIf: true,
  })
  assert.deepEqual(await allCells(director, branch.scenarioId), await allCells(director, scenarioId))
  const refused = submitScenario(director, { scenarioId: branch.scenarioId, version: 1 })
  assert.equal((await refusal(refused)).code, 'scenarioWhatIf')
  const early = succeedScenario(director, {
    scenarioId,
    name: 'next',
    description: '',
    effectiveMonth: '2017-07',
  })
  assert.equal((await refusal(early)).code, 'scenarioState')
  const submitted = await submitScenario(director, { scenarioId, version })
  const returned = await returnScenario(director, { scenarioId, version: submitted.version, note: 'too low' })
  const again = await submitScenario(director, { scenarioId, version: returned.version })
  await approveScenario(director, { scenarioId, version: again.version })
  const next = await succeedScenario(director, {
    scenarioId,
    name: 'next',
    description: '',
    effectiveMonth: '2017-07',
  })
  const whole = spreadTarget(director, { scenarioId: next.scenarioId, version: 1, at: {}, code: 'P%+5' })
  assert.equal((await refusal(whole)).code, 'monthClosed')
  const half = await spreadTarget(director, {
    scenarioId: next.scenarioId,
    version: 1,
    at: { time: 'quarter:3' },
    code: 'P%+5',
  })
  const compared = await compareScenarios(director, {
    from: scenarioId,
    to: next.scenarioId,
    at: {},
    axis: 'quarter',
    columns: 'none',
  })
  assert.deepEqual(
    compared.rows.map(({ from, to }) => (to ?? 0) - (from ?? 0)),
    [0, 0, (half.after ?? 0) - (half.before ?? 0), 0],
  )
  const explained = await explainCell(director, { scenarioId: next.scenarioId, at: {} })
  // The steps of the plan that it was copied from come first, and end at the figure that was copied.
  const origin = await explainCell(director, { scenarioId, at: {} })
  assert.ok(origin.steps.length >= 3)
  assert.deepEqual(
    explained.steps.map(({ kind }) => kind),
    [...origin.steps.map(({ kind }) => kind), 'copy', 'edit'],
  )
  assert.equal(explained.steps.at(-2)?.value, origin.value)
})

test('a locked scenario is edited by nobody, and each sees their own part alone', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const locked = await lockScenario(director, { scenarioId, version: 1, locked: true })
  const edit = spreadTarget(director, { scenarioId, version: locked.version, at: {}, code: 'P%+5' })
  assert.equal((await refusal(edit)).code, 'scenarioLocked')
  assert.equal((await refusal(rowsBelow(manager, scenarioId))).code, 'notFound')
  await publishCascade(director, { scenarioId, ...CASCADE })
  const mine = await rowsBelow(manager, scenarioId)
  const whole = await rowsBelow(director, scenarioId)
  assert.ok(mine.length > 0)
  assert.ok((mine[0]?.total ?? 0) < (whole[0]?.total ?? 0))
  const own = await rowsBelow(representative, scenarioId)
  assert.deepEqual(
    own.map(({ key }) => key),
    [`person:${representative.actor.personId}`],
  )
  const teams = await teamsOf(director, scenarioId)
  const foreign = teams.find(({ key }) => key !== mine[0]?.key)
  assert.equal((await refusal(rowsBelow(manager, scenarioId, foreign?.at))).code, 'outsideSubtree')
  const plan = await getPlan(representative, { scenarioId })
  assert.equal(plan.dimensions[0]?.members.length, 1)
})

test('a planned gross profit is read by those alone who read margins, its base year included', async () => {
  const measures = [{ metric: 'grossProfit', growthPercent: 10 }]
  const { scenarioId } = await setTarget(director, { ...PLAN, measures })
  await publishCascade(director, { scenarioId, ...CASCADE })
  const codes = async (context: CallContext) =>
    (await getPlan(context, { scenarioId })).scenario.measures.map(({ code }) => code)
  assert.deepEqual(await codes(director), ['sales', 'grossProfit', 'grossMargin'])
  assert.deepEqual(await codes(manager), ['sales'])
  assert.deepEqual(await codes(representative), ['sales'])
  const parents = [{ at: {}, axis: 'none' as const }]
  for (const measure of ['grossProfit', 'grossMargin'])
    for (const asked of [
      () => getPlanRows(manager, { ...VIEW, scenarioId, measure, parents }),
      () => explainCell(representative, { scenarioId, at: {}, measure }),
      () =>
        compareScenarios(manager, {
          from: scenarioId,
          to: scenarioId,
          measure,
          at: {},
          axis: 'product',
          columns: 'none',
        }),
      () => planLines(manager, { scenarioId, measure }),
    ])
      assert.equal((await refusal(asked())).code, 'forbidden')
  await editCells(director, {
    scenarioId,
    version: 1,
    measure: 'grossProfit',
    edits: [{ at: {}, code: 'H' }],
  })
  assert.equal((await findHolds(director, { scenarioId })).length, 1)
  assert.deepEqual(await findHolds(manager, { scenarioId }), [])
  assert.deepEqual(await findPlanOperations(representative, { scenarioId }), [])
  const noMargin: CallContext = { ...director, fields: [] }
  const version = (await getPlan(director, { scenarioId })).scenario.version
  const edits = [{ at: {}, code: 'P%+1' }]
  for (const asked of [
    () => editCells(noMargin, { scenarioId, version, measure: 'grossProfit', edits }),
    () => previewEdits(noMargin, { scenarioId, version, measure: 'grossProfit', edits }),
  ])
    assert.equal((await refusal(asked())).code, 'forbidden')
})

test('what is written together comes to what was asked, or is refused with the place and both amounts', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  const [first, second] = await teamsOf(director, scenarioId)
  assert.ok(first !== undefined && second !== undefined)
  const people = await rowsBelow(director, scenarioId, first.at)
  const each = people.map(({ at }) => ({ at, code: '1,000' }))
  const note = 'agreed with the team'
  const held = await editCells(director, {
    scenarioId,
    version: 1,
    edits: [{ at: first.at, code: 'HC' }],
    note,
  })
  const cells = await allCells(director, scenarioId)
  let { version } = held
  const write = (edits: { at: CellAddress; code: string }[]) =>
    refusal(editCells(director, { scenarioId, version, edits }))
  const contradiction = await write(each)
  assert.equal(contradiction.code, 'editsContradict')
  assert.ok(contradiction.textIn('en').includes(people[0]?.name.en ?? '?'))
  assert.match(contradiction.textIn('en'), /1,000\.00 was asked/)
  const total = await write([{ at: first.at, code: '5' }])
  assert.equal(total.code, 'spreadTotalHeld')
  assert.ok(total.textIn('zh-CN').includes(`“${first.name.zh}” (${director.actor.name}: ${note})`))
  // Amounts that add up to the held total are accepted together, whoever is written first, and read again from the log.
  const amounts = people.map(({ total }, i) => (total ?? 0) + [100_000, -130_000, 30_000][i % 3]!)
  const all = people.reduce((sum, { total }) => sum + (total ?? 0), 0)
  amounts[0] = amounts[0]! + all - amounts.reduce((sum, amount) => sum + amount, 0)
  const exact = people.map(({ at }, i) => ({ at, code: (amounts[i]! / 100).toFixed(2) }))
  const batch = await editCells(director, { scenarioId, version, edits: exact.toReversed() })
  const after = await rowsBelow(elsewhere, scenarioId, first.at)
  assert.deepEqual(
    after.map(({ total }) => total),
    amounts,
  )
  version = (await undoOperation(director, { scenarioId, version: batch.version })).version
  const over = exact.map((edit, i) =>
    i === 0 ? { ...edit, code: ((amounts[0]! + 1) / 100).toFixed(2) } : edit,
  )
  assert.equal((await write(over)).code, 'editsContradict')
  const bad = await write([
    { at: second.at, code: '5' },
    { at: first.at, code: 'abc' },
  ])
  assert.ok(bad.textIn('zh-CN').includes(`“abc” (${first.name.zh})`))
  assert.equal((await write([{ at: second.at, code: '12,34' }])).code, 'spreadCodeUnknown')
  for (const code of ['12,34', '$100']) {
    const unread = await write([
      { at: second.at, code: '5' },
      { at: { ...first.at, time: 'month:2017-02' }, code },
    ])
    assert.equal(unread.code, 'spreadCodeUnknown')
    assert.ok(
      unread.textIn('zh-CN').includes(`“${code}” (${first.name.zh} · 2017年2月)`),
      unread.textIn('zh-CN'),
    )
  }
  assert.deepEqual(await allCells(director, scenarioId), cells)
  const written = await editCells(director, {
    scenarioId,
    version,
    edits: [{ at: second.at, code: '1.2万' }],
  })
  assert.equal(written.after, 1_200_000)
  const below = await refusal(
    fitMargins(director, {
      scenarioId,
      version: written.version,
      at: {},
      margins: [{ dimension: 'organisation', totals: [{ member: second.key, total: -1 }] }],
      save: false,
    }),
  )
  assert.equal(below.code, 'marginNegative')
  assert.ok(below.textIn('en').includes(second.name.en))
})
