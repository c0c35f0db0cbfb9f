import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createMailer } from '../../../foundation/mail/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { createSealer } from '../../../platform/secrets/seal.ts'
import { SUPERSTORE } from '../../../testing/fillings.ts'
import { MAIL_SERVER } from '../../../testing/mail-server.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { getTargetGrid } from '../get-target-grid.ts'
import { approveScenario, setTarget, submitScenario } from '../index.ts'
import { editCells } from '../spread-target.ts'
import { answerTarget } from './answer-target.ts'
import { changeCascade } from './change-cascade.ts'
import { findMyTargets } from './find-my-targets.ts'
import { findCascadeEntries, getCascade } from './get-cascade.ts'
import { mailWithdrawal } from './mail-withdrawal.ts'
import { passOnTarget } from './pass-on-target.ts'
import { publishCascade } from './publish-cascade.ts'
import { findLateAnswers } from './remind-late.ts'
import { withdrawCascade } from './withdraw-cascade.ts'

let opened: FilledDatabase
let director: CallContext
let manager: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  director = await sampleCaller(opened, workspaceId, 'superstore', 'director')
  manager = await sampleCaller(opened, workspaceId, 'superstore', 'manager')
})
after(() => opened.close())

const RULES = { dueOn: '2026-12-15', leastPercent: 0, greatestPercent: 10, shiftPercent: 10 }
const LATER = { dueOn: '2027-01-08', leastPercent: 0, greatestPercent: 2, shiftPercent: 5 }

async function publish(scenarioId?: number): Promise<number> {
  const plan = {
    name: '2017',
    baseYear: 2016,
    growthPercent: 10,
    channel: 'sales',
    fallback: 'teamMedian',
  } as const
  const id = scenarioId ?? (await setTarget(director, plan)).scenarioId
  await publishCascade(director, { scenarioId: id, ...RULES, overPercent: 5, commitPer: 'quarter' })
  return id
}
async function refused(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason)
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error.code
}
async function viewOf(context: CallContext, scenarioId: number) {
  const view = await getCascade(context, { scenarioId })
  assert.ok(view !== null)
  return view
}
async function own(context: CallContext, scenarioId: number) {
  const node = (await viewOf(context, scenarioId)).nodes[0]
  assert.ok(node !== undefined)
  return { ...node, place: { scenarioId, member: node.member, version: node.version } }
}

test('the last day and the limits change everywhere, and from then on what is passed on keeps to them', async () => {
  const scenarioId = await publish()
  const { place } = await own(manager, scenarioId)
  await answerTarget(manager, { ...place, kind: 'accept' })
  const { rulesVersion } = await viewOf(director, scenarioId)
  const change = { scenarioId, member: null, ...LATER, rulesVersion, note: 'The year-end freeze.' }
  assert.deepEqual(await changeCascade(director, change), { rulesVersion: rulesVersion + 1 })
  const seen = await own(manager, scenarioId)
  assert.deepEqual(
    [seen.dueOn, seen.hasOwnRules, seen.limits],
    [LATER.dueOn, false, { leastPercent: 0, greatestPercent: 2, shiftPercent: 5 }],
  )
  assert.equal((await findMyTargets(manager))[0]?.rules.dueOn, LATER.dueOn)
  assert.equal(
    await refused(passOnTarget(manager, { ...seen.place, overPercent: 5, shifts: [] })),
    'cascadeOverLimit',
  )
  await passOnTarget(manager, { ...seen.place, overPercent: 2, shifts: [] })
  // What the top had decided under the old limits stays.
  const root = (await viewOf(director, scenarioId)).nodes[0]
  assert.equal(root?.overPercent, 5)
  const entries = await findCascadeEntries(director, { scenarioId, member: root?.member ?? '' })
  assert.deepEqual(entries.map(({ kind, note }) => [kind, note]).at(-1), ['rules', 'The year-end freeze.'])
  const { rows } = await opened.database.pool.query(
    `select before, after from audit_entry where action = 'targets.changeCascade' and subject = $1`,
    [`scenario:${scenarioId}`],
  )
  assert.deepEqual([rows[0].before, rows[0].after], [RULES, { ...LATER, note: 'The year-end freeze.' }])
})

test('one node may have a later day and other limits; the others keep the cascade’s', async () => {
  const scenarioId = await publish()
  const { member } = await own(manager, scenarioId)
  const { rulesVersion } = await viewOf(director, scenarioId)
  await changeCascade(director, { scenarioId, member, ...LATER, rulesVersion })
  const { nodes } = await viewOf(director, scenarioId)
  for (const node of nodes)
    assert.deepEqual(
      [node.dueOn, node.hasOwnRules],
      node.member === member ? [LATER.dueOn, true] : [RULES.dueOn, false],
    )
  const late = await findLateAnswers(director, { scenarioId })
  const days = new Map(late.map(({ member: each, daysLate }) => [each, daysLate]))
  const other = late.find(({ member: each }) => each !== member)
  assert.equal((other?.daysLate ?? 0) - (days.get(member) ?? 0), 24, 'from 15 December to 8 January')
  // The cascade's own day changes for the others only.
  await changeCascade(director, {
    ...{ scenarioId, member: null, ...RULES },
    dueOn: '2026-12-20',
    rulesVersion: rulesVersion + 1,
  })
  assert.equal((await own(manager, scenarioId)).dueOn, LATER.dueOn)
})

test('rules that somebody else changed meanwhile, a day that is over and limits the wrong way round are refused', async () => {
  const scenarioId = await publish()
  const { rulesVersion } = await viewOf(director, scenarioId)
  const change = (part: object) =>
    changeCascade(director, { scenarioId, member: null, ...RULES, rulesVersion, ...part })
  assert.equal(await refused(change({ rulesVersion: rulesVersion - 1 })), 'cascadeRulesChanged')
  assert.equal(await refused(change({ dueOn: '2026-01-01' })), 'cascadeDueOn')
  assert.equal(await refused(change({ leastPercent: 11 })), 'invalidInput')
  assert.equal(await refused(change({ member: 'person:999999' })), 'notFound')
  assert.equal((await viewOf(director, scenarioId)).rulesVersion, rulesVersion)
})

test('a withdrawn cascade is nobody’s target any more, says by whom and why, and may be published anew', async () => {
  const { pool } = opened.database
  const scenarioId = await publish()
  await submitScenario(director, { scenarioId, version: 1 })
  await approveScenario(director, { scenarioId, version: 2 })
  const layers = async () => (await pool.query('select 1 from metric_target_layer')).rowCount
  assert.ok(((await layers()) ?? 0) > 0)
  const received = await own(manager, scenarioId)
  const total = async () => {
    const grid = await getTargetGrid(manager, { scenarioId, rows: ['organisation'], columns: 'none', at: {} })
    return grid.rows[0]?.total
  }
  assert.equal(await total(), received.own)
  const others = (await findMyTargets(manager)).length

  const stood = await viewOf(manager, scenarioId)
  await withdrawCascade(director, { scenarioId, reason: 'The merger changes the areas.' })
  const view = await viewOf(manager, scenarioId)
  assert.deepEqual(
    [view.limits, view.withdrawn?.reason, view.withdrawn?.by],
    [null, 'The merger changes the areas.', director.actor.name],
  )
  // The tree is there to be read, as it stood: nothing can be done about it, and nobody is late.
  const figures = ({ nodes }: typeof view) =>
    nodes.map(({ member, state, own: received }) => [member, state, received])
  assert.ok(view.nodes.length > 1)
  assert.deepEqual(figures(view), figures(stood))
  assert.ok(view.nodes.every(({ rights }) => !(rights.answer || rights.settle || rights.passOn)))
  assert.deepEqual(await findLateAnswers(director, { scenarioId }), [])
  const kept = await findCascadeEntries(manager, { scenarioId, member: received.place.member })
  assert.equal(kept.at(-1)?.note, 'The merger changes the areas.')
  assert.equal(await layers(), 0)
  assert.equal((await findMyTargets(manager)).length, others - 1)
  const planned = await total()
  assert.ok(
    planned !== undefined && planned < received.own,
    'the plan’s own figure, without what was added above',
  )
  assert.equal(
    await refused(answerTarget(manager, { ...received.place, kind: 'accept' })),
    'cascadeWithdrawn',
  )
  assert.equal(await refused(withdrawCascade(director, { scenarioId, reason: 'again' })), 'cascadeWithdrawn')

  await publish(scenarioId)
  const again = await own(manager, scenarioId)
  assert.deepEqual([again.state, again.own], ['open', received.own])
  assert.ok(again.version > received.version)
  assert.ok(((await layers()) ?? 0) > 0)
  const entries = await findCascadeEntries(manager, { scenarioId, member: again.member })
  assert.deepEqual(
    entries.map(({ kind }) => kind),
    ['opened', 'recalled', 'opened'],
  )
})

test('the tree of a withdrawn cascade keeps its figures when the plan is edited later, and whoever was asked is mailed once', async () => {
  const { pool } = opened.database
  const scenarioId = await publish()
  const stood = await viewOf(director, scenarioId)
  const asked = await own(manager, scenarioId)
  const reason = 'Numbers of the wrong year.'
  await withdrawCascade(director, { scenarioId, reason })
  await editCells(director, { scenarioId, version: 1, edits: [{ at: {}, code: 'P%+50' }] })
  const figures = ({ nodes }: typeof stood) =>
    nodes.map(({ member, state, own: received, assigned, gap }) => [member, state, received, assigned, gap])
  assert.deepEqual(figures(await viewOf(director, scenarioId)), figures(stood))
  assert.equal((await own(manager, scenarioId)).own, asked.own)
  const { rows: events } = await pool.query(
    `select payload from outbox_event where name = 'targets.cascadeChanged' and (payload->>'scenarioId')::bigint = $1
      and payload->'recalled' is not null`,
    [scenarioId],
  )
  assert.equal(events.length, 1)
  assert.deepEqual(
    new Set(events[0].payload.recalled.members),
    new Set(
      stood.nodes.flatMap(({ member, parent, state }) =>
        parent !== null && state !== 'waiting' ? [member] : [],
      ),
    ),
  )
  await pool.query(
    `update membership set email = role || '@example.com', locale = case role when 'manager' then 'en' else 'zh-TW' end`,
  )
  const sealer = createSealer('a secret for tests, of more than 32 characters', 'mail')
  const hear = mailWithdrawal(opened.database, director.clock, createMailer(MAIL_SERVER, sealer))
  for (const payload of [{ scenarioId }, events[0].payload, events[0].payload])
    await hear(director.workspaceId, payload)
  const { rows } = await pool.query('select address, kind, subject from mail_delivery')
  assert.deepEqual(rows, [
    { address: 'manager@example.com', kind: 'targetsWithdrawn', subject: 'Withdrawn: target of “2017”' },
  ])
})
