import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createMailer } from '../../../foundation/mail/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { createSealer } from '../../../platform/secrets/seal.ts'
import { SUPERSTORE } from '../../../testing/fillings.ts'
import { MAIL_SERVER } from '../../../testing/mail-server.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { explainCell } from '../explain-cell.ts'
import { planLines } from '../files/plan-lines.ts'
import { findPlanOperations } from '../find-plan-operations.ts'
import { getTargetGrid } from '../get-target-grid.ts'
import { approveScenario, findScenarios, setTarget, submitScenario } from '../index.ts'
import { answerTarget } from './answer-target.ts'
import { commitFigures } from './commit-figures.ts'
import { findMyTargets } from './find-my-targets.ts'
import { findCascadeEntries, getCascade } from './get-cascade.ts'
import { mailReminders } from './mail-reminders.ts'
import { passOnTarget } from './pass-on-target.ts'
import { publishCascade } from './publish-cascade.ts'
import { findLateAnswers, remindLate } from './remind-late.ts'
import { settleTarget } from './settle-target.ts'

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

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error
}
const code = async (work: Promise<unknown>) => (await refusal(work)).code

/** Publishes a new scenario with 5 % above what the whole received. */
async function publish(overPercent = 5): Promise<number> {
  const { scenarioId } = await setTarget(director, PLAN)
  await publishCascade(director, {
    scenarioId,
    dueOn: '2026-12-15',
    leastPercent: 0,
    greatestPercent: 10,
    shiftPercent: 10,
    overPercent,
    commitPer: 'quarter',
  })
  return scenarioId
}

async function nodesOf(context: CallContext, scenarioId: number) {
  const view = await getCascade(context, { scenarioId })
  assert.ok(view !== null)
  return view.nodes
}
type Nodes = Awaited<ReturnType<typeof nodesOf>>
const own = (nodes: Nodes, member: string) => {
  const node = nodes.find((each) => each.member === member)
  assert.ok(node !== undefined, member)
  return node
}
const at = async (context: CallContext, scenarioId: number, member: string) => {
  const { version } = own(await nodesOf(context, scenarioId), member)
  return { scenarioId, member, version }
}
/** The node of the caller's own team or of themselves. */
const mine = async (context: CallContext, scenarioId: number) =>
  (await nodesOf(context, scenarioId)).find(({ parent }) => parent === null)?.member ?? ''

/** The manager accepts and passes on so many percent more. */
async function passDown(scenarioId: number, overPercent: number): Promise<string> {
  const team = await mine(manager, scenarioId)
  await answerTarget(manager, { ...(await at(manager, scenarioId, team)), kind: 'accept' })
  await passOnTarget(manager, { ...(await at(manager, scenarioId, team)), overPercent, shifts: [] })
  return team
}

function assertSums(nodes: Nodes): void {
  for (const node of nodes) {
    const below = nodes.filter(({ parent }) => parent === node.member)
    if (node.assigned === null) continue
    assert.equal(
      below.reduce((sum, each) => sum + each.own, 0),
      node.assigned,
    )
  }
}

test('a target goes down level by level, each with its own and its assigned figure, exact to the cent', async () => {
  const scenarioId = await publish()
  const start = await nodesOf(director, scenarioId)
  const root = start[0]
  assert.ok(root?.assigned)
  assert.equal(root.assigned, Math.round(root.own * 1.05))
  assert.deepEqual(
    [root.state, ...new Set(start.filter(({ level }) => level === 1).map(({ state }) => state))],
    ['accepted', 'open'],
  )
  assert.ok(start.filter(({ level }) => level > 1).every(({ state }) => state === 'waiting'))
  const team = await passDown(scenarioId, 3)
  const nodes = await nodesOf(director, scenarioId)
  assertSums(nodes)
  assert.equal(own(nodes, team).assigned, Math.round(own(nodes, team).own * 1.03))
  assert.ok(nodes.filter(({ parent }) => parent === team).every(({ state }) => state === 'open'))
})

test('what was added above shows nowhere below: not in totals, grids, explanations, logs or limits', async () => {
  const scenarioId = await publish()
  const team = await passDown(scenarioId, 4)
  const whole = await nodesOf(director, scenarioId)
  const received = own(whole, team).own
  for (const [context, total] of [
    [manager, received],
    [representative, own(whole, await mine(representative, scenarioId)).own],
  ] as const) {
    const listed = (await findScenarios(context)).find((row) => row.scenarioId === scenarioId)
    const grid = await getTargetGrid(context, {
      scenarioId,
      rows: ['organisation', 'product'],
      columns: 'month',
      at: {},
    })
    const [top] = grid.rows
    const explained = await explainCell(context, { scenarioId, at: {} })
    assert.deepEqual([listed?.total, top?.total, explained.value], [total, total, total])
    assert.equal(
      top?.values.reduce((sum, value) => sum + value, 0),
      total,
    )
    assert.deepEqual(
      explained.steps.map(({ kind }) => kind),
      ['base', 'received'],
    )
    assert.deepEqual(await findPlanOperations(context, { scenarioId }), [])
    const { lines } = await planLines(context, { scenarioId })
    const exported = lines.flatMap(({ months }) => months.map((month) => Math.round(Number(month) * 100)))
    assert.equal(
      exported.reduce((sum, value) => sum + value, 0),
      total,
    )
  }
  const [view, personal] = [
    await getCascade(manager, { scenarioId }),
    await getCascade(representative, { scenarioId }),
  ]
  assert.ok(view?.nodes.every(({ member, parent }) => member === team || parent !== null))
  assert.equal(own(view?.nodes ?? [], team).shift, null)
  assert.deepEqual([personal?.nodes.length, personal?.limits], [1, null])
  assert.equal(await code(findCascadeEntries(representative, { scenarioId, member: team })), 'outsideSubtree')
})

test('what is passed on is limited: the percentage, each shift, and their sum', async () => {
  const scenarioId = await publish()
  const team = await passDown(scenarioId, 0)
  const nodes = await nodesOf(manager, scenarioId)
  const [first, second] = nodes.filter(({ parent }) => parent === team)
  assert.ok(first && second)
  const input = async (overPercent: number, amounts: readonly [number, number]) => ({
    ...(await at(manager, scenarioId, team)),
    overPercent,
    shifts: [
      { member: first.member, amount: amounts[0] },
      { member: second.member, amount: amounts[1] },
    ],
  })
  assert.equal(await code(passOnTarget(manager, await input(11, [0, 0]))), 'cascadeOverLimit')
  assert.equal(await code(passOnTarget(manager, await input(0, [100, -99]))), 'cascadeShiftSum')
  const tooMuch = Math.ceil(first.own * 0.2)
  assert.equal(await code(passOnTarget(manager, await input(0, [tooMuch, -tooMuch]))), 'cascadeShiftLimit')
  const shift = Math.min(1_000, Math.floor(Math.min(first.own, second.own) / 20))
  assert.ok(shift > 0)
  await passOnTarget(manager, await input(2, [shift, -shift]))
  const after = await nodesOf(manager, scenarioId)
  assertSums(after)
  assert.equal(own(after, first.member).shift, shift)
})

test('a dispute is settled: the figure exactly, the total kept, the others asked again, the plan edited', async () => {
  const scenarioId = await publish()
  const team = await passDown(scenarioId, 5)
  const me = await mine(representative, scenarioId)
  const before = await nodesOf(director, scenarioId)
  const input = () => at(representative, scenarioId, me)
  assert.equal(
    await code(answerTarget(representative, { ...(await input()), kind: 'dispute' })),
    'cascadeReason',
  )
  await answerTarget(representative, { ...(await input()), kind: 'dispute', note: 'Two key accounts left' })
  assert.equal(own(await nodesOf(manager, scenarioId), me).reason, 'Two key accounts left')
  const wish = Math.round(own(before, me).own * 0.9) + 7
  await answerTarget(representative, { ...(await input()), kind: 'propose', amount: wish })
  // The dispute's words are not the reason of the figure proposed since.
  assert.equal(own(await nodesOf(manager, scenarioId), me).reason, null)
  assert.equal(
    await code(settleTarget(representative, { ...(await input()), amount: wish, note: 'as proposed' })),
    'cascadeAboveOnly',
  )
  await settleTarget(manager, { ...(await at(manager, scenarioId, me)), amount: wish, note: 'as proposed' })
  const after = await nodesOf(director, scenarioId)
  assertSums(after)
  assert.deepEqual(
    [own(after, me).own, own(after, me).state, own(after, me).answeredAmount],
    [wish, 'settled', wish],
  )
  assert.deepEqual(
    [own(after, team).own, own(after, team).assigned],
    [own(before, team).own, own(before, team).assigned],
  )
  const operations = await findPlanOperations(director, { scenarioId })
  assert.deepEqual([operations[0]?.kind, operations[0]?.note], ['spread', 'as proposed'])
  // A slip of the pen is settled again, and who does not agree says so, until the figure is signed.
  await answerTarget(representative, { ...(await input()), kind: 'dispute', note: 'Not what we agreed' })
  const again = async (amount: number) =>
    settleTarget(manager, { ...(await at(manager, scenarioId, me)), amount, note: 'as agreed' })
  const all = own(before, team).assigned ?? 0
  assert.equal(await code(again(all + 1)), 'cascadeSettleLimit')
  await again(wish - 100)
  await again(wish)
  assertSums(await nodesOf(director, scenarioId))
  await answerTarget(representative, { ...(await input()), kind: 'sign' })
  assert.equal(await code(again(wish - 100)), 'cascadeState')
  const [target] = await findMyTargets(representative)
  assert.deepEqual([target?.node.own, target?.node.state], [wish, 'signed'])
  assert.equal(
    target?.quarters.reduce((sum, quarter) => sum + quarter.own, 0),
    wish,
  )
  assert.deepEqual(
    target?.entries.map(({ kind }) => kind),
    ['opened', 'disputed', 'proposed', 'settled', 'disputed', 'settled', 'settled', 'signed'],
  )
})

test('settling over an approved scenario shifts in the cascade and leaves its cells alone', async () => {
  const { scenarioId } = await setTarget(director, PLAN)
  await submitScenario(director, { scenarioId, version: 1 })
  await approveScenario(director, { scenarioId, version: 2 })
  await publishCascade(director, {
    scenarioId,
    dueOn: '2026-12-15',
    leastPercent: 0,
    greatestPercent: 0,
    shiftPercent: 0,
    overPercent: 0,
    commitPer: 'year',
  })
  await passDown(scenarioId, 0)
  const me = await mine(representative, scenarioId)
  const grid = () => getTargetGrid(director, { scenarioId, rows: ['organisation'], columns: 'none', at: {} })
  const cells = (await grid()).rows
  const amount = own(await nodesOf(director, scenarioId), me).own - 1_234
  await settleTarget(manager, { ...(await at(manager, scenarioId, me)), amount, note: 'agreed' })
  assert.deepEqual((await grid()).rows, cells)
  const nodes = await nodesOf(director, scenarioId)
  assertSums(nodes)
  assert.equal(own(nodes, me).own, amount)
})

test('the gap rolls up what people committed to; nobody answering is null', async () => {
  const scenarioId = await publish()
  const team = await passDown(scenarioId, 0)
  const me = await mine(representative, scenarioId)
  assert.deepEqual(
    [
      own(await nodesOf(director, scenarioId), team).committed,
      own(await nodesOf(director, scenarioId), team).gap,
    ],
    [null, null],
  )
  const commit = async (amounts: readonly number[]) =>
    commitFigures(representative, {
      ...(await at(representative, scenarioId, me)),
      periods: amounts.map((amount, q) => ({ period: `quarter:${q + 1}`, amount })),
      note: 'what my accounts plan',
    })
  assert.equal(await code(commit([1, 2])), 'cascadePeriods')
  await commit([100, 0, 300, 400])
  const nodes = await nodesOf(director, scenarioId)
  for (const member of [me, team, nodes[0]?.member ?? '']) {
    const { committed, answered, gap } = own(nodes, member)
    assert.deepEqual([committed, answered, gap], [800, 1, 800 - own(nodes, me).own])
  }
  await commit([])
  assert.equal(own(await nodesOf(director, scenarioId), team).committed, null)
  assert.equal(
    await code(
      commitFigures(manager, { ...(await at(manager, scenarioId, me)), periods: [], note: 'for them' }),
    ),
    'cascadeOwnOnly',
  )
})

test('of two who write at one node at once the second sees both figures and nothing is lost', async () => {
  const scenarioId = await publish()
  await passDown(scenarioId, 0)
  const me = await mine(representative, scenarioId)
  const input = await at(representative, scenarioId, me)
  const both = await Promise.allSettled([
    answerTarget(representative, { ...input, kind: 'propose', amount: 11_100 }),
    answerTarget(manager, { ...input, kind: 'propose', amount: 22_200 }),
  ])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  const reason = both.find((result) => result.status === 'rejected')?.reason as AppError
  assert.equal(reason.code, 'cascadeConflict')
  assert.deepEqual([reason.detail['theirs'], reason.detail['yours']].toSorted(), ['111.00', '222.00'])
})

test('nobody answers for others, out of turn or twice, and a scenario is published once', async () => {
  const scenarioId = await publish()
  const team = await mine(manager, scenarioId)
  const me = await mine(representative, scenarioId)
  assert.equal(
    await code(
      answerTarget(representative, { ...(await at(representative, scenarioId, me)), kind: 'accept' }),
    ),
    'cascadeState',
  )
  const other = (await nodesOf(director, scenarioId)).find(
    ({ level, member }) => level === 1 && member !== team,
  )
  assert.ok(other !== undefined)
  assert.equal(
    await code(
      answerTarget(manager, { scenarioId, member: other.member, version: 1, kind: 'comment', note: 'x' }),
    ),
    'outsideSubtree',
  )
  assert.equal(
    await code(answerTarget(director, { scenarioId, member: team, version: 1, kind: 'accept' })),
    'cascadeOwnOnly',
  )
  assert.equal(
    await code(passOnTarget(manager, { scenarioId, member: team, version: 1, overPercent: 0, shifts: [] })),
    'cascadeState',
  )
  const again = { dueOn: '2026-12-15', leastPercent: 0, greatestPercent: 5, shiftPercent: 0, overPercent: 0 }
  assert.equal(
    await code(publishCascade(director, { scenarioId, ...again, commitPer: 'year' })),
    'cascadeExists',
  )
  const { scenarioId: next } = await setTarget(director, PLAN)
  assert.equal(
    await code(
      publishCascade(director, { scenarioId: next, ...again, dueOn: '2026-11-23', commitPer: 'year' }),
    ),
    'cascadeDueOn',
  )
})

test('who has not answered is listed by days and reminded; every step is in the trail', async () => {
  const scenarioId = await publish()
  const team = await passDown(scenarioId, 0)
  const later = { ...manager, clock: fixedClock('2026-12-18T08:00:00Z') }
  const late = await findLateAnswers(later, { scenarioId })
  assert.ok(late.length > 0 && late.every(({ daysLate }) => daysLate === 3))
  assert.ok(!late.some(({ member }) => member === team))
  const member = late[0]?.member ?? ''
  assert.equal((await remindLate(later, { scenarioId, members: [member] })).reminded, 1)
  const again = await findLateAnswers(later, { scenarioId })
  assert.ok(again.find((each) => each.member === member)?.remindedAt)
  assert.ok((await nodesOf(later, scenarioId)).some(({ isLate }) => isLate))
  const { rows } = await opened.database.pool.query<{ action: string }>(
    `select action from audit_entry where subject like $1 order by audit_entry_id`,
    [`scenario:${scenarioId}%`],
  )
  assert.deepEqual(
    rows.map(({ action }) => action).filter((action) => action !== 'targets.setTarget'),
    ['targets.publishCascade', 'targets.answerTarget', 'targets.passOnTarget', 'targets.remindLate'],
  )
  const { rows: events } = await opened.database.pool.query<{ payload: { members: string[] } }>(
    `select payload from outbox_event where name = 'targets.answerReminded'`,
  )
  assert.deepEqual(events[0]?.payload.members, [member])
})

test('a reminder is mailed once to whoever received the target, in their language and without its figure', async () => {
  const { pool } = opened.database
  const scenarioId = await publish()
  const team = await passDown(scenarioId, 0)
  const me = await mine(representative, scenarioId)
  const mailer = createMailer(
    MAIL_SERVER,
    createSealer('a secret for tests, of more than 32 characters', 'mail'),
  )
  const hear = mailReminders(opened.database, director.clock, mailer)
  const event = { scenarioId, members: [me, team], remindedAt: '2026-11-24T08:00:00Z' }
  await hear(director.workspaceId, event)
  assert.equal((await pool.query('select 1 from mail_delivery')).rowCount, 0, 'sample addresses get no mail')
  await pool.query(
    `update membership set email = role || '@example.com', locale = case role when 'manager' then 'en' else 'zh-TW' end`,
  )
  await hear(director.workspaceId, event)
  await hear(director.workspaceId, event)
  const { rows } = await pool.query(
    'select address, kind, locale, subject from mail_delivery order by address',
  )
  assert.deepEqual(rows, [
    {
      address: 'manager@example.com',
      kind: 'answerReminded',
      locale: 'en',
      subject: 'Your answer is awaited: target of “2017”',
    },
    {
      address: 'representative@example.com',
      kind: 'answerReminded',
      locale: 'zh-TW',
      subject: '請回覆您的目標:「2017」',
    },
  ])
})

test('an agreed figure that changes above is asked for again', async () => {
  const scenarioId = await publish()
  const team = await passDown(scenarioId, 0)
  const me = await mine(representative, scenarioId)
  await answerTarget(representative, { ...(await at(representative, scenarioId, me)), kind: 'accept' })
  await passOnTarget(manager, { ...(await at(manager, scenarioId, team)), overPercent: 5, shifts: [] })
  assert.equal(own(await nodesOf(representative, scenarioId), me).state, 'open')
})
