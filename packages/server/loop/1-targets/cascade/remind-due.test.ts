import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { scheduleCaller } from '../../../foundation/access/index.ts'
import { createMailer } from '../../../foundation/mail/index.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { createSealer } from '../../../platform/secrets/seal.ts'
import { SUPERSTORE } from '../../../testing/fillings.ts'
import { MAIL_SERVER } from '../../../testing/mail-server.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { setTarget } from '../index.ts'
import { answerTarget } from './answer-target.ts'
import { getCascade } from './get-cascade.ts'
import { mailReminders } from './mail-reminders.ts'
import { publishCascade } from './publish-cascade.ts'
import { remindDue } from './remind-due.ts'
import { remindLate } from './remind-late.ts'
import { settleTarget } from './settle-target.ts'

let opened: FilledDatabase
let director: CallContext
let manager: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  director = await sampleCaller(opened, workspaceId, 'superstore', 'director')
  manager = await sampleCaller(opened, workspaceId, 'superstore', 'manager')
  await opened.database.pool.query(`update membership set email = role || '@example.com', locale = 'en'`)
  await opened.database.pool.query(`update workspace set time_zone = 'Asia/Shanghai'`)
})
after(() => opened.close())

const mailer = createMailer(
  MAIL_SERVER,
  createSealer('a secret for tests, of more than 32 characters', 'mail'),
)
const at = (context: CallContext, iso: string): CallContext => ({ ...context, clock: fixedClock(iso) })
/** Ten o'clock of a day in Shanghai. */
const morning = (day: string) => `${day}T02:00:00Z`
const remind = (iso: string) =>
  remindDue(scheduleCaller(opened.database, fixedClock(iso), director.workspaceId), mailer)

async function publish(name: string): Promise<number> {
  const plan = { name, baseYear: 2016, growthPercent: 10, channel: 'sales', fallback: 'teamMedian' } as const
  const { scenarioId } = await setTarget(director, plan)
  const rules = { leastPercent: 0, greatestPercent: 10, shiftPercent: 10, overPercent: 0 }
  await publishCascade(at(director, morning('2026-12-01')), {
    ...{ scenarioId, ...rules },
    dueOn: '2026-12-15',
    commitPer: 'quarter',
  })
  return scenarioId
}
const viewOf = async (context: CallContext, scenarioId: number) => {
  const view = await getCascade(context, { scenarioId })
  assert.ok(view !== null)
  return view
}
const mails = async () =>
  (await opened.database.pool.query('select address, subject from mail_delivery order by mail_delivery_id'))
    .rows

/** The mails after the first reminder of a plan. */
const mailRows = async (scenarioId: number) => {
  assert.ok((await remind(morning('2026-12-11'))) > 0, String(scenarioId))
  return (await mails()).map(({ address, subject }) => [address, subject])
}

test('whoever is open is reminded by itself three days before, on the day and every second working day, once a day', async () => {
  const [first, second] = [await publish('One'), await publish('Two')]
  const { nodes, reminders } = await viewOf(at(director, morning('2026-12-02')), first)
  const open = nodes.filter(({ state }) => state === 'open')
  assert.ok(open.length > 1)
  // The last day is a Tuesday; three days before it is a Saturday, so the Friday counts.
  assert.deepEqual(reminders, { lastAt: null, nextOn: '2026-12-11' })
  assert.equal(await remind(morning('2026-12-10')), 0)
  assert.equal(await remind('2026-12-10T23:00:00Z'), 0, 'seven in the morning is too early')
  assert.equal(await remind(morning('2026-12-11')), 2 * open.length)
  assert.equal(await remind('2026-12-11T03:00:00Z'), 0, 'an hour later nobody is reminded again')
  assert.equal(await remind(morning('2026-12-14')), 0)
  const team = (await viewOf(manager, first)).nodes[0]
  assert.ok(team !== undefined)
  // One mail for both targets of the one who leads the team.
  assert.deepEqual(await mails(), [
    { address: 'manager@example.com', subject: 'Your answers are awaited: 2 targets' },
  ])
  const seen = await viewOf(at(director, morning('2026-12-14')), first)
  assert.equal(
    new Date(seen.reminders.lastAt ?? '').toISOString(),
    morning('2026-12-11').replace('Z', '.000Z'),
  )
  assert.equal(seen.reminders.nextOn, '2026-12-15')

  // Who answered hears nothing more; who was reminded by hand not twice on that day.
  const { version, member } = team
  await answerTarget(at(manager, morning('2026-12-14')), {
    scenarioId: first,
    member,
    version,
    kind: 'accept',
  })
  const byHand = at(director, '2026-12-15T01:00:00Z')
  await remindLate(byHand, { scenarioId: second, members: [member] })
  assert.equal(await remind(morning('2026-12-15')), 2 * open.length - 2)
  assert.equal((await mails()).length, 1)
  assert.equal(await remind(morning('2026-12-16')), 0)
  assert.equal(await remind(morning('2026-12-17')), 2 * open.length - 1)
  assert.equal((await mails()).length, 2)
  assert.equal((await mails())[1]?.subject, 'Your answer is awaited: target of “Two”')
  // After a pause of the server it is made up for, on a working day.
  assert.equal(await remind(morning('2026-12-26')), 0)
  assert.equal(await remind(morning('2026-12-28')), 2 * open.length - 1)
  // A year later nobody asks any more.
  assert.equal(await remind(morning('2028-01-05')), 0)
})

test('whoever is to settle what was disputed is reminded like those who were asked, until it is settled', async () => {
  const { pool } = opened.database
  await pool.query(
    `update target_cascade set withdrawn_at = now(), withdrawn_by = 'x', withdrawn_reason = 'x'`,
  )
  await pool.query('delete from mail_delivery')
  const scenarioId = await publish('Three')
  const rows = await mailRows(scenarioId)
  assert.deepEqual(rows, [['manager@example.com', 'Your answer is awaited: target of “Three”']])
  const place = async () => {
    const [node] = (await viewOf(manager, scenarioId)).nodes
    assert.ok(node !== undefined)
    return { scenarioId, member: node.member, version: node.version }
  }
  const note = 'Two key accounts left'
  await answerTarget(at(manager, morning('2026-12-12')), { ...(await place()), kind: 'dispute', note })
  await remind(morning('2026-12-15'))
  const decision = ['director@example.com', 'Your decision is awaited: target of “Three”']
  assert.deepEqual(
    (await mails()).slice(1).map(({ address, subject }) => [address, subject]),
    [decision],
  )
  const reminded = async () =>
    (
      await pool.query(
        `select 1 from cascade_entry where scenario_id = $1 and kind = 'reminded' and member = $2`,
        [scenarioId, (await place()).member],
      )
    ).rowCount
  assert.equal(await reminded(), 2, 'both reminders stand in the ledger of the node')
  // By hand it goes to the same.
  const event = { scenarioId, members: [(await place()).member], remindedAt: morning('2026-12-16') }
  await mailReminders(opened.database, fixedClock(morning('2026-12-16')), mailer)(manager.workspaceId, event)
  assert.deepEqual((await mails()).at(-1), { address: decision[0], subject: decision[1] })
  const own = (await viewOf(director, scenarioId)).nodes.find(({ state }) => state === 'disputed')?.own ?? 0
  const settled = { ...(await place()), amount: own - 100, note: 'as said' }
  await settleTarget(at(director, morning('2026-12-16')), settled)
  const count = (await mails()).length
  await remind(morning('2026-12-21'))
  assert.deepEqual([await reminded(), (await mails()).length], [2, count], 'settled, nobody waits for it')
})

test('what the schedule has mailed is not mailed again when its event is heard, and the trail names the schedule', async () => {
  const { pool } = opened.database
  const before = (await mails()).length
  const { rows } = await pool.query(
    `select payload from outbox_event where name = 'targets.answerReminded' and payload->>'mailed' = 'true'`,
  )
  assert.ok(rows.length > 0)
  const hear = mailReminders(opened.database, fixedClock(morning('2026-12-29')), mailer)
  for (const { payload } of rows) await hear(director.workspaceId, payload)
  assert.equal((await mails()).length, before)
  const { rows: trail } = await pool.query(
    `select distinct by_name from cascade_entry where kind = 'reminded' order by by_name`,
  )
  assert.ok(trail.some(({ by_name: name }) => name === 'schedule'))
})
