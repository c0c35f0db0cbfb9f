import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import { attainment } from '../6-review/index.ts'
import { funnelDeal, MOVEMENT_NAMES } from './funnel.ts'
import { stuckReason } from './health.ts'

/** What an item of an agenda is about: a section of the pack, or anything else. */
export const AGENDA_SECTIONS = ['actions', 'attainment', 'pipeline', 'stuck', 'issues', 'other'] as const

const said = z.string().trim().min(1).max(2000)
const person = z.object({ personId: id, name: bilingual })
const unit = z.object({ orgUnitId: id, name: bilingual })
const moment = z.iso.datetime()

const agendaTemplate = z.object({
  title: z.string().trim().max(200).describe('empty: called like its section'),
  section: z.enum(AGENDA_SECTIONS),
  minutes: z.number().int().min(1).max(480).describe('its time box'),
})
const participant = z.object({
  personId: id,
  isGuest: z.boolean().describe('of another department: sees agenda, minutes and their own actions alone'),
})
const seriesTerms = z.object({
  name: z.string().trim().min(1).max(200),
  orgUnitId: id,
  weekday: z.number().int().min(1).max(7).describe('1 = Monday'),
  startsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  participants: z.array(participant).max(60),
  agenda: z.array(agendaTemplate).min(1).max(20),
})
export type SeriesTerms = z.infer<typeof seriesTerms>

const actionItem = z.object({
  actionItemId: id,
  meetingId: id,
  meetingDay: civilDate,
  seriesName: z.string(),
  decisionId: id.nullable(),
  issueId: id.nullable(),
  text: z.string(),
  owner: person,
  due: civilDate,
  state: z.enum(['open', 'done']),
  isOverdue: z.boolean(),
  isOwn: z.boolean(),
  doneAt: moment.nullable(),
})

/** What an issue is about, and what it opens. */
const issueAbout = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deal'), opportunityId: id }),
  z.object({ kind: z.literal('unit'), orgUnitId: id }),
  z.object({ kind: z.literal('person'), personId: id }),
])
export type IssueAbout = z.infer<typeof issueAbout>

const issue = z.object({
  issueId: id,
  about: issueAbout,
  name: bilingual,
  raisedOn: civilDate.describe('day of the meeting'),
  raisedBy: z.string(),
  state: z.enum(['open', 'settled']),
})

/** An alert in a pack: the rule that fired and where. */
const packAlert = z.object({
  alertId: id,
  rule: z.string(),
  cause: bilingual,
  severity: z.enum(['critical', 'warning', 'info']),
  firedOn: civilDate,
})
export type PackAlert = z.infer<typeof packAlert>

const packAttainment = z.object({
  scenarioId: id,
  fiscalYear: z.number().int(),
  asOf: civilDate,
  rows: z.array(
    attainment.extend({
      name: bilingual,
      about: z.union([
        z.object({ kind: z.literal('unit'), orgUnitId: id }),
        z.object({ kind: z.literal('person'), personId: id }),
      ]),
      level: z.number().int().describe('0: the unit itself, 1: units and people right below'),
    }),
  ),
  trend: z.array(z.object({ month: z.string(), target: minorUnits, actual: minorUnits })),
})

const packFigures = z.object({
  isWholeUnit: z.boolean().describe('false: the reader’s own part of the unit alone'),
  attainment: packAttainment.nullable().describe('null without an approved plan that holds the unit'),
  bridge: z.object({
    from: civilDate,
    to: civilDate,
    dueFrom: civilDate,
    dueTo: civilDate,
    start: minorUnits,
    end: minorUnits,
    movements: z.array(
      z.object({ movement: z.enum(MOVEMENT_NAMES), deals: z.number().int(), amount: minorUnits }),
    ),
  }),
  stuck: z.object({
    total: z.number().int(),
    amount: minorUnits,
    deals: z.array(
      funnelDeal.extend({ reasons: z.array(stuckReason).min(1), nextStep: z.string().nullable() }),
    ),
  }),
  alerts: z.array(packAlert),
})
export type PackFigures = z.infer<typeof packFigures>

const meetingId = z.object({ meetingId: id })
const versioned = meetingId.extend({ version: z.number().int().min(1) })

const post = (name: string) =>
  ({ method: 'POST', path: `/monitoring/${name}`, tags: ['monitoring'] }) as const
const join = () => procedure('meetings.join', 'subtree')

export const meetingProcedures = {
  /** Series of review meetings that the caller takes part in or oversees, each with its next day and last meetings. */
  findMeetings: join()
    .route({ method: 'GET', path: '/monitoring/meetings', tags: ['monitoring'] })
    .output(
      z.array(
        seriesTerms.omit({ orgUnitId: true, participants: true }).extend({
          seriesId: id,
          version: z.number().int(),
          unit,
          participants: z.array(person.extend({ isGuest: z.boolean() })),
          mayLead: z.boolean(),
          endedOn: civilDate.nullable().describe('null: it goes on'),
          next: z
            .object({ day: civilDate, meetingId: id.nullable() })
            .nullable()
            .describe('null once it ended'),
          meetings: z.array(
            z.object({
              meetingId: id,
              day: civilDate,
              state: z.enum(['open', 'closed']),
              decisions: z.number().int(),
              openActions: z.number().int().describe('of those that the caller may see'),
            }),
          ),
        }),
      ),
    ),

  /** Makes a series of meetings, or changes one over the version that it was read at. */
  setMeetingSeries: procedure('meetings.lead', 'subtree')
    .route({ method: 'PUT', path: '/monitoring/meeting-series', tags: ['monitoring'] })
    .input(
      seriesTerms.extend({
        seriesId: id.nullable().describe('null: a new one'),
        version: z.number().int().min(0).describe('0 for a new one'),
      }),
    )
    .output(z.object({ seriesId: id, version: z.number().int() })),

  /**
   * Ends a series, or lets it go on: none of its meetings is opened any more, and those in which nothing was written go. What was
   * held stays to be read.
   */
  endMeetingSeries: procedure('meetings.lead', 'subtree')
    .route({ method: 'PUT', path: '/monitoring/meeting-series-end', tags: ['monitoring'] })
    .input(z.object({ seriesId: id, version: z.number().int().min(1), ended: z.boolean() }))
    .output(
      z.object({
        seriesId: id,
        version: z.number().int(),
        removed: z.array(civilDate).describe('days of the meetings that went'),
      }),
    ),

  /** Opens the meeting of a series on a day, with the agenda of the series; the same one each time. */
  openMeeting: join()
    .route(post('meetings'))
    .input(z.object({ seriesId: id, day: civilDate }))
    .output(meetingId),

  /** Takes away a meeting in which nothing was written, such as one that was opened on a wrong day. */
  removeMeeting: procedure('meetings.lead', 'subtree')
    .route({ method: 'DELETE', path: '/monitoring/meetings/{meetingId}', tags: ['monitoring'] })
    .input(meetingId)
    .output(z.object({})),

  /** Everybody who holds a position today, by name and unit: guests and task forces come from other departments too. */
  findColleagues: procedure('meetings.lead', 'workspace')
    .route({ method: 'GET', path: '/monitoring/colleagues', tags: ['monitoring'] })
    .output(z.array(person.extend({ unit: bilingual }))),

  /** A meeting with agenda, minutes, decisions, actions and the series’ issues, as far as the caller may see them. */
  getMeeting: join()
    .route(post('meeting'))
    .input(meetingId)
    .output(
      z.object({
        meetingId: id,
        seriesId: id,
        name: z.string(),
        unit,
        day: civilDate,
        startsAt: z.string(),
        state: z.enum(['open', 'closed']),
        version: z.number().int(),
        minutes: z.string(),
        savedBy: z.string(),
        savedAt: moment,
        closedBy: z.string().nullable(),
        closedAt: moment.nullable(),
        mayLead: z.boolean(),
        mayWrite: z.boolean(),
        isGuest: z.boolean(),
        participants: z.array(person.extend({ isGuest: z.boolean() })),
        agenda: z.array(
          agendaTemplate.extend({
            ordinal: z.number().int(),
            spentSeconds: z.number().int(),
            startedAt: moment.nullable().describe('running since'),
          }),
        ),
        decisions: z.array(
          z.object({ decisionId: id, text: z.string(), decidedBy: z.string(), decidedAt: moment }),
        ),
        actions: z.array(actionItem).describe('agreed in this meeting'),
        issues: z.array(issue),
      }),
    ),

  /** What the meeting looks at, in the caller’s own view; as it was seen once the meeting is closed. */
  getMeetingPack: join()
    .route(post('meeting-pack'))
    .input(meetingId)
    .output(
      z.object({
        isFrozen: z.boolean(),
        figures: packFigures
          .nullable()
          .describe('null for guests, and where no figures were kept for the caller’s view'),
        lastDay: civilDate.nullable().describe('of the meeting before'),
        actions: z.array(actionItem).describe('of the meeting before, and older ones still open'),
      }),
    ),

  /** Writes the minutes over the version that they were read at. */
  saveMinutes: join()
    .route({ method: 'PUT', path: '/monitoring/meeting-minutes', tags: ['monitoring'] })
    .input(versioned.extend({ minutes: z.string().max(50_000) }))
    .output(z.object({ version: z.number().int() })),

  /** Starts the clock of an item of the agenda and stops the one before; null stops all. */
  runAgendaItem: join()
    .route(post('meeting-clock'))
    .input(meetingId.extend({ ordinal: z.number().int().min(1).nullable() }))
    .output(z.object({})),

  recordDecision: join()
    .route(post('meeting-decisions'))
    .input(meetingId.extend({ text: said }))
    .output(z.object({ decisionId: id })),

  /** Gives somebody something to do until a day, from a meeting, one of its decisions or an issue. */
  addActionItem: join()
    .route(post('action-items'))
    .input(
      meetingId.extend({
        decisionId: id.optional(),
        issueId: id.optional(),
        text: said,
        ownerId: id,
        due: civilDate,
      }),
    )
    .output(z.object({ actionItemId: id })),

  /** Says that an action is done, or that it is not; its owner or who leads the meeting. */
  finishActionItem: join()
    .route({ method: 'PUT', path: '/monitoring/action-item-state', tags: ['monitoring'] })
    .input(z.object({ actionItemId: id, done: z.boolean() }))
    .output(z.object({})),

  /** What the caller has to do from meetings, the earliest day first. */
  findOwnActions: procedure('meetings.join', 'own')
    .route({ method: 'GET', path: '/monitoring/own-actions', tags: ['monitoring'] })
    .output(z.array(actionItem)),

  /** Puts a deal, a unit or a person on the list of issues; one that is on it already stays. */
  raiseIssue: join()
    .route(post('meeting-issues'))
    .input(meetingId.extend({ about: issueAbout }))
    .output(z.object({ issueId: id })),

  /** Takes an issue off the list. */
  settleIssue: join()
    .route({ method: 'PUT', path: '/monitoring/meeting-issue-state', tags: ['monitoring'] })
    .input(meetingId.extend({ issueId: id }))
    .output(z.object({})),

  /** Closes a meeting: the pack is kept as each participant saw it, and minutes stay as they are. */
  closeMeeting: procedure('meetings.lead', 'subtree')
    .route(post('meeting-end'))
    .input(versioned)
    .output(z.object({ version: z.number().int() })),
}
