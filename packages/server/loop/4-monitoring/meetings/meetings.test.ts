import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PackFigures, Role } from '@salesloom/contract'
import { AppError } from '../../../platform/app-error.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext, Visibility } from '../../../platform/http/call-context.ts'
import { openSmallWorkspace, type SmallWorkspace } from '../../../testing/small-workspace.ts'
import { bridgePipeline } from '../funnel/bridge-pipeline.ts'
import { CONTACT, putDeal, QUOTE } from '../worked-deals.ts'
import { addActionItem, findOwnActions, finishActionItem } from './action-items.ts'
import { closeMeeting } from './close-meeting.ts'
import { endMeetingSeries } from './end-meeting-series.ts'
import { findColleagues } from './find-colleagues.ts'
import { findMeetings } from './find-meetings.ts'
import { getMeeting } from './get-meeting.ts'
import { getMeetingPack } from './get-meeting-pack.ts'
import { raiseIssue, settleIssue } from './issues.ts'
import { openMeeting } from './open-meeting.ts'
import type { PackSources } from './pack-figures.ts'
import { recordDecision } from './record-decision.ts'
import { removeMeeting } from './remove-meeting.ts'
import { runAgendaItem } from './run-agenda-item.ts'
import { saveMinutes } from './save-minutes.ts'
import { setMeetingSeries } from './set-meeting-series.ts'

/** The plan of the small workspace has no attainment; which context asks is what matters here. */
const asked: string[] = []
const SOURCES: PackSources = {
  attainmentOfUnit: async ({ actor }) => {
    asked.push(actor.name)
    return null
  },
  alertsOfUnit: async () => [],
}

const [MONDAY, NEXT] = ['2025-12-29', '2026-01-05']
const [EAST, WEST, ANNA, BEN] = [2, 3, 1, 2]
const DIRECTOR: Visibility = { whole: true }
const only = (personId: number): Visibility => ({ whole: false, orgUnitIds: [], personIds: [personId] })

let small: SmallWorkspace
let director: CallContext
let lead: CallContext
let anna: CallContext
let ben: CallContext
let guest: CallContext
let seriesId: number
let first: number

const as = (name: string, role: Role, personId: number | null, visibility: Visibility): CallContext => ({
  ...small.analyst,
  actor: { userId: name, name, role, personId, standingInFor: null },
  visibility,
  fields: [],
})
const on = (context: CallContext, day: string): CallContext => ({
  ...context,
  clock: fixedClock(`${day}T08:00:00Z`),
})
const packOf = (context: CallContext, meetingId: number) => getMeetingPack(SOURCES, context, { meetingId })
async function figuresOf(context: CallContext, meetingId: number): Promise<PackFigures> {
  const { figures } = await packOf(context, meetingId)
  assert.ok(figures !== null)
  return figures
}
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof AppError, String(error))
  return error.code
}

/** Two deals in the west: one of Ben's, one of Anna's since she moved there. Vera is of another department. */
before(async () => {
  small = await openSmallWorkspace()
  await small.opened.database.pool.query(`
    insert into person (workspace_id, person_id, code, name_zh, name_en) values (1, 3, 'vera', '薇拉', 'Vera'), (1, 4, 'wei', '魏', 'Wei');
    insert into position (workspace_id, person_id, org_unit_id, leads, valid_from) values (1, 4, 3, true, '2020-01-01');
    insert into membership (workspace_id, user_id, email, display_name, role, person_id) values
      (1, 'wei', 'wei@x', 'wei', 'manager', 4), (1, 'anna', 'anna@x', 'anna', 'representative', 1),
      (1, 'ben', 'ben@x', 'ben', 'representative', 2), (1, 'vera', 'vera@x', 'vera', 'representative', 3)`)
  director = as('director', 'director', null, DIRECTOR)
  lead = as('wei', 'manager', 4, { whole: false, orgUnitIds: [WEST], personIds: [4] })
  ;[anna, ben] = [as('anna', 'representative', ANNA, only(ANNA)), as('ben', 'representative', BEN, only(BEN))]
  guest = as('vera', 'representative', 3, only(3))
  await putDeal(small, { of: 'ben', amount: '5000.00', steps: [[CONTACT, '2025-11-01']] }, [
    ['2025-11-01', '2025-12-31', '5000.00'],
  ])
  const more = { org_unit_id: WEST, region_id: 3, customer_id: 2, product_id: 3 }
  await putDeal(small, { of: 'anna', amount: '700.00', steps: [[CONTACT, '2025-12-28']], more }, [
    ['2025-12-28', '2025-12-30', '700.00'],
  ])
  const series = await setMeetingSeries(on(lead, MONDAY), {
    ...{ seriesId: null, version: 0, name: 'West weekly', orgUnitId: WEST, weekday: 1, startsAt: '09:30' },
    participants: [
      { personId: ANNA, isGuest: false },
      { personId: BEN, isGuest: false },
      { personId: 3, isGuest: true },
    ],
    agenda: [
      { title: '', section: 'actions', minutes: 10 },
      { title: 'Figures', section: 'pipeline', minutes: 15 },
    ],
  })
  seriesId = series.seriesId
  first = (await openMeeting(on(ben, MONDAY), { seriesId, day: MONDAY })).meetingId
})
after(() => small.opened.close())

test('a meeting opens once, whoever comes first, with the agenda of the series', async () => {
  assert.deepEqual(await openMeeting(lead, { seriesId, day: MONDAY }), { meetingId: first })
  const { agenda, mayLead, mayWrite } = await getMeeting(lead, { meetingId: first })
  assert.deepEqual(
    agenda.map(({ ordinal, section, minutes }) => [ordinal, section, minutes]),
    [
      [1, 'actions', 10],
      [2, 'pipeline', 15],
    ],
  )
  assert.deepEqual([mayLead, mayWrite], [true, true])
  const [listed] = await findMeetings(on(ben, MONDAY))
  assert.deepEqual(listed?.next, { day: MONDAY, meetingId: first })
  assert.equal((await findMeetings(on(ben, '2025-12-30')))[0]?.next?.day, NEXT)
})

test('the clock of an item runs until the next one starts', async () => {
  const at = (time: string) => ({ ...lead, clock: fixedClock(`${MONDAY}T${time}Z`) })
  await runAgendaItem(at('01:30:00'), { meetingId: first, ordinal: 1 })
  await runAgendaItem(at('01:40:30'), { meetingId: first, ordinal: 2 })
  await runAgendaItem(at('01:41:00'), { meetingId: first, ordinal: null })
  const { agenda } = await getMeeting(lead, { meetingId: first })
  assert.deepEqual(
    agenda.map(({ spentSeconds, startedAt }) => [spentSeconds, startedAt]),
    [
      [630, null],
      [30, null],
    ],
  )
  assert.equal(await refusal(runAgendaItem(lead, { meetingId: first, ordinal: 9 })), 'notFound')
})

test('the bridge of the pack sums exactly and is the funnel page’s', async () => {
  for (const caller of [lead, anna, ben].map((one) => on(one, MONDAY))) {
    const { bridge } = await figuresOf(caller, first)
    const moved = bridge.movements.reduce((sum, { amount }) => sum + amount, 0)
    assert.equal(bridge.start + moved, bridge.end)
    const { from: start, to: end, dueFrom, dueTo } = bridge
    const asked = { orgUnitId: WEST, start, end, dueFrom, dueTo }
    const page = await bridgePipeline(caller, asked)
    assert.deepEqual([bridge.start, bridge.end, bridge.movements], [page.start, page.end, page.movements])
  }
  const { bridge } = await figuresOf(on(lead, MONDAY), first)
  assert.deepEqual([bridge.from, bridge.start, bridge.end], ['2025-12-22', 500_000, 570_000])
})

test('everybody looks at their own view: no figure of a colleague, and none at all for a guest', async () => {
  const monday = (one: CallContext) => on(one, MONDAY)
  assert.deepEqual((await figuresOf(monday(anna), first)).bridge.end, 70_000)
  assert.deepEqual((await figuresOf(monday(ben), first)).bridge.end, 500_000)
  const all = await figuresOf(monday(lead), first)
  assert.deepEqual(
    all.stuck.deals.map(({ name }) => name),
    ['deal of ben for 5000.00', 'deal of anna for 700.00'],
  )
  const told = JSON.stringify(await packOf(monday(anna), first))
  assert.ok(told.includes('deal of anna') && !told.includes('deal of ben') && !told.includes('500000'))
  assert.equal((await packOf(monday(guest), first)).figures, null)
  const outsider = as('eve', 'representative', 99, only(99))
  assert.equal(await refusal(packOf(outsider, first)), 'notFound')
  assert.equal(await refusal(getMeeting(outsider, { meetingId: first })), 'notFound')
  assert.equal(await refusal(openMeeting(outsider, { seriesId, day: NEXT })), 'notFound')
  assert.deepEqual(await findMeetings(outsider), [])
})

test('two people write the minutes: the second is told and nothing is lost', async () => {
  assert.deepEqual(await saveMinutes(ben, { meetingId: first, version: 1, minutes: 'by ben' }), {
    version: 2,
  })
  const late = saveMinutes(anna, { meetingId: first, version: 1, minutes: 'by anna' })
  assert.equal(await refusal(late), 'versionConflict')
  const { minutes, version, savedBy } = await getMeeting(anna, { meetingId: first })
  assert.deepEqual([minutes, version, savedBy], ['by ben', 2, 'ben'])
  const asGuest = saveMinutes(guest, { meetingId: first, version: 2, minutes: 'by vera' })
  assert.equal(await refusal(asGuest), 'meetingGuest')
})

test('an issue is about what the caller sees, is on the list once, and is shown to those who see it', async () => {
  const { stuck } = await figuresOf(on(lead, MONDAY), first)
  const about = { kind: 'deal', opportunityId: stuck.deals[0]?.opportunityId ?? 0 } as const
  assert.equal(await refusal(raiseIssue(anna, { meetingId: first, about })), 'notFound')
  const raised = await raiseIssue(lead, { meetingId: first, about })
  assert.deepEqual(await raiseIssue(ben, { meetingId: first, about }), raised)
  await raiseIssue(lead, { meetingId: first, about: { kind: 'unit', orgUnitId: WEST } })
  const namesOf = async (context: CallContext) =>
    (await getMeeting(context, { meetingId: first })).issues.map(({ name }) => name.en)
  assert.deepEqual(await namesOf(lead), ['deal of ben for 5000.00', 'West'])
  assert.deepEqual(await namesOf(ben), ['deal of ben for 5000.00'])
  assert.deepEqual([await namesOf(anna), await namesOf(guest)], [[], []])
  assert.equal(
    await refusal(raiseIssue(lead, { meetingId: first, about: { kind: 'unit', orgUnitId: EAST } })),
    'notFound',
  )
  assert.equal(await refusal(settleIssue(anna, { meetingId: first, issueId: raised.issueId })), 'notFound')
  await settleIssue(ben, { meetingId: first, issueId: raised.issueId })
  assert.equal((await getMeeting(lead, { meetingId: first })).issues.at(-1)?.state, 'settled')
})

test('decisions become actions with owner and day, and the next pack opens with them', async () => {
  const { decisionId } = await recordDecision(lead, { meetingId: first, text: 'Visit C2 together' })
  const add = (ownerId: number, text: string, due: string) =>
    addActionItem(lead, { meetingId: first, decisionId, text, ownerId, due })
  const late = await add(BEN, 'Arrange the visit', '2026-01-02')
  const done = await add(ANNA, 'Bring the drawings', '2026-01-09')
  await add(3, 'Check the contract', '2026-01-10')
  assert.equal(await refusal(add(BEN, 'too early', '2025-12-01')), 'invalidInput')
  assert.equal(
    await refusal(finishActionItem(ben, { actionItemId: done.actionItemId, done: true })),
    'actionOfOther',
  )
  assert.equal(
    await refusal(finishActionItem(guest, { actionItemId: late.actionItemId, done: true })),
    'notFound',
  )
  await closeMeeting(SOURCES, on(lead, MONDAY), { meetingId: first, version: 2 })
  const [mine] = await findOwnActions(on(anna, NEXT))
  assert.deepEqual([mine?.text, mine?.due, mine?.isOwn], ['Bring the drawings', '2026-01-09', true])
  await finishActionItem(on(anna, NEXT), { actionItemId: done.actionItemId, done: true })
  const { meetingId } = await openMeeting(on(lead, NEXT), { seriesId, day: NEXT })
  const { actions, lastDay } = await packOf(on(lead, NEXT), meetingId)
  assert.equal(lastDay, MONDAY)
  assert.deepEqual(
    actions.map((item) => [
      item.text,
      item.owner.name.en,
      item.due,
      item.state,
      item.isOverdue,
      item.decisionId,
    ]),
    [
      ['Arrange the visit', 'Ben', '2026-01-02', 'open', true, decisionId],
      ['Check the contract', 'Vera', '2026-01-10', 'open', false, decisionId],
      ['Bring the drawings', 'Anna', '2026-01-09', 'done', false, decisionId],
    ],
  )
  const ofGuest = await packOf(on(guest, NEXT), meetingId)
  assert.deepEqual(
    ofGuest.actions.map(({ text }) => text),
    ['Check the contract'],
  )
  const { bridge } = await figuresOf(on(lead, NEXT), meetingId)
  assert.equal(bridge.from, MONDAY, 'it begins where the figures of the meeting before ended')
})

test('figures of a closed meeting stay as each of its people saw them', async () => {
  const before = await Promise.all([lead, anna, ben].map((one) => figuresOf(on(one, NEXT), first)))
  assert.deepEqual(
    before.map(({ bridge, isWholeUnit }) => [bridge.end, isWholeUnit]),
    [
      [570_000, true],
      [70_000, false],
      [500_000, false],
    ],
  )
  assert.ok(['wei', 'anna', 'ben'].every((name) => asked.includes(name)) && !asked.includes('vera'))
  await putDeal(small, { of: 'ben', amount: '9000.00', steps: [[QUOTE, MONDAY]] }, [
    [MONDAY, '2025-12-31', '9000.00'],
  ])
  const now = await Promise.all([lead, anna, ben].map((one) => figuresOf(on(one, NEXT), first)))
  assert.deepEqual(now, before)
  assert.equal((await packOf(guest, first)).figures, null)
  // Nobody with the director's view took part; and who no longer sees what was kept is not told of it again.
  assert.equal((await packOf(director, first)).figures, null)
  const demoted = as('wei', 'representative', 4, only(4))
  assert.equal(await refusal(packOf(demoted, first)), 'notFound')
  assert.equal(
    await refusal(saveMinutes(lead, { meetingId: first, version: 3, minutes: 'later' })),
    'meetingClosed',
  )
  assert.equal(await refusal(closeMeeting(SOURCES, lead, { meetingId: first, version: 3 })), 'meetingClosed')
})

test('a meeting of a wrong day goes while nothing is written in it, and its series opens it anew', async () => {
  const open = async () => (await openMeeting(on(lead, NEXT), { seriesId, day: '2026-01-07' })).meetingId
  const wrong = await open()
  assert.equal(await refusal(removeMeeting(ben, { meetingId: wrong })), 'outsideSubtree')
  assert.equal(await refusal(removeMeeting(guest, { meetingId: wrong })), 'meetingGuest')
  await removeMeeting(lead, { meetingId: wrong })
  assert.equal(await refusal(getMeeting(lead, { meetingId: wrong })), 'notFound')
  const written = [
    (meetingId: number) => saveMinutes(lead, { meetingId, version: 1, minutes: 'said' }),
    (meetingId: number) => recordDecision(lead, { meetingId, text: 'decided' }),
    (meetingId: number) => addActionItem(lead, { meetingId, text: 'do', ownerId: BEN, due: '2026-01-09' }),
    (meetingId: number) => raiseIssue(lead, { meetingId, about: { kind: 'person', personId: 4 } }),
  ]
  for (const write of written) {
    const meetingId = await open()
    await write(meetingId)
    assert.equal(await refusal(removeMeeting(lead, { meetingId })), 'meetingWritten')
    await small.opened.database.pool.query(`
      delete from meeting_decision where meeting_id = ${meetingId}; delete from action_item where meeting_id = ${meetingId};
      delete from meeting_issue where meeting_id = ${meetingId};
      update meeting set minutes = '' where meeting_id = ${meetingId}`)
    await removeMeeting(lead, { meetingId })
  }
  assert.equal(await refusal(removeMeeting(lead, { meetingId: first })), 'meetingClosed')
})

test('a series ends with the meetings in which nothing was written, keeps what was held, and goes on again', async () => {
  const list = async () => (await findMeetings(on(lead, NEXT))).find((one) => one.seriesId === seriesId)!
  const { version, meetings } = await list()
  const { meetingId: empty } = await openMeeting(on(lead, NEXT), { seriesId, day: '2026-01-12' })
  const { meetingId: written } = await openMeeting(on(lead, NEXT), { seriesId, day: '2026-01-19' })
  await recordDecision(lead, { meetingId: written, text: 'stays' })
  const end = (by: CallContext, at: number, ended = true) =>
    endMeetingSeries(on(by, NEXT), { seriesId, version: at, ended })
  assert.equal(await refusal(end(ben, version)), 'outsideSubtree')
  assert.equal(await refusal(end(guest, version)), 'outsideSubtree')
  assert.equal(await refusal(end(as('out', 'manager', 4, only(4)), version)), 'notFound')
  assert.equal(await refusal(end(lead, version + 1)), 'versionConflict')
  const ended = await end(lead, version)
  assert.ok(ended.removed.includes('2026-01-12') && !ended.removed.includes('2026-01-19'))
  assert.equal(await refusal(getMeeting(lead, { meetingId: empty })), 'notFound')
  assert.equal((await getMeeting(lead, { meetingId: written })).decisions.length, 1)
  const after = await list()
  assert.deepEqual([after.endedOn, after.next], [NEXT, null])
  const kept = new Set(after.meetings.map(({ meetingId }) => meetingId))
  const closed = meetings.filter(({ state }) => state === 'closed')
  assert.ok(closed.length > 0 && closed.every(({ meetingId }) => kept.has(meetingId)))
  assert.equal(
    await refusal(openMeeting(on(lead, NEXT), { seriesId, day: '2026-02-02' })),
    'meetingSeriesEnded',
  )
  // What is open and written goes on to its end, and who takes part still reads it.
  assert.equal((await openMeeting(on(ben, NEXT), { seriesId, day: '2026-01-19' })).meetingId, written)
  await end(lead, ended.version, false)
  const again = await list()
  assert.deepEqual([again.endedOn, again.next?.day], [null, '2026-01-19'])
  await small.opened.database.pool.query(`
    delete from meeting_decision where meeting_id = ${written}; delete from meeting_agenda_item where meeting_id = ${written};
    delete from meeting where meeting_id = ${written}`)
})

test('guests are chosen among everybody who holds a position today', async () => {
  const names = async (day: string) => (await findColleagues(on(lead, day))).map(({ name }) => name.en)
  const today = await names(NEXT)
  assert.ok(today.includes('Wei') && !today.includes('Vera'), 'Vera holds no position')
  assert.ok(!(await names('2019-12-31')).includes('Wei'))
})

test('a series is led by who sees its unit, and is not written over unseen', async () => {
  const [{ version, ...listed } = { version: 0 }] = (await findMeetings(lead)) as { version: number }[]
  assert.ok('name' in listed)
  const terms = {
    ...{ seriesId, name: 'West', orgUnitId: WEST, weekday: 2, startsAt: '10:00', participants: [] },
    agenda: [{ title: '', section: 'stuck' as const, minutes: 5 }],
  }
  assert.equal(await refusal(setMeetingSeries(lead, { ...terms, version: version + 1 })), 'versionConflict')
  assert.equal(
    await refusal(setMeetingSeries(lead, { ...terms, version, orgUnitId: EAST })),
    'outsideSubtree',
  )
  const twice = [1, 1].map((personId) => ({ personId, isGuest: false }))
  assert.equal(
    await refusal(setMeetingSeries(lead, { ...terms, version, participants: twice })),
    'invalidInput',
  )
  assert.deepEqual(await setMeetingSeries(lead, { ...terms, version }), { seriesId, version: version + 1 })
  assert.deepEqual(await findMeetings(anna), [], 'who is no longer invited sees it no longer')
  const { rows } = await small.opened.database.pool.query<{ action: string }>(
    `select distinct action from audit_entry where action like 'monitoring.%' order by 1`,
  )
  assert.deepEqual(
    rows.map(({ action }) => action.slice('monitoring.'.length)),
    [
      'addActionItem',
      'closeMeeting',
      'endMeetingSeries',
      'finishActionItem',
      'openMeeting',
      'raiseIssue',
      'recordDecision',
      'removeMeeting',
      'resumeMeetingSeries',
      'runAgendaItem',
      'saveMinutes',
      'setMeetingSeries',
      'settleIssue',
    ],
  )
})
