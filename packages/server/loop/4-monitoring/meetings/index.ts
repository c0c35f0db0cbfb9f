import type { Locale } from '@salesloom/contract'
import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { localeOf } from '../../../platform/http/wire-errors.ts'
import { ruleNameIn } from '../alerts/index.ts'
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

export type { PackSources } from './pack-figures.ts'

const { monitoring } = procedures

type Pack = Awaited<ReturnType<typeof getMeetingPack>>

/** A pack with the rules of its alerts named in a reader’s language; what was kept at closing has one name for all. */
function withRuleNames({ figures, ...pack }: Pack, locale: Locale): Pack {
  if (figures === null) return { ...pack, figures }
  const alerts = figures.alerts.map((alert) => ({ ...alert, rule: ruleNameIn(alert.rule, locale) }))
  return { ...pack, figures: { ...figures, alerts } }
}

/** Review meetings. */
export function meetingHandlers(sources: PackSources) {
  return {
    findMeetings: monitoring.findMeetings.handler(({ context }) => findMeetings(callerOf(context))),
    setMeetingSeries: monitoring.setMeetingSeries.handler(({ input, context }) =>
      setMeetingSeries(callerOf(context), input),
    ),
    endMeetingSeries: monitoring.endMeetingSeries.handler(({ input, context }) =>
      endMeetingSeries(callerOf(context), input),
    ),
    openMeeting: monitoring.openMeeting.handler(({ input, context }) =>
      openMeeting(callerOf(context), input),
    ),
    removeMeeting: monitoring.removeMeeting.handler(({ input, context }) =>
      removeMeeting(callerOf(context), input),
    ),
    findColleagues: monitoring.findColleagues.handler(({ context }) => findColleagues(callerOf(context))),
    getMeeting: monitoring.getMeeting.handler(({ input, context }) => getMeeting(callerOf(context), input)),
    getMeetingPack: monitoring.getMeetingPack.handler(async ({ input, context }) =>
      withRuleNames(await getMeetingPack(sources, callerOf(context), input), localeOf(context.headers)),
    ),
    saveMinutes: monitoring.saveMinutes.handler(({ input, context }) =>
      saveMinutes(callerOf(context), input),
    ),
    runAgendaItem: monitoring.runAgendaItem.handler(({ input, context }) =>
      runAgendaItem(callerOf(context), input),
    ),
    recordDecision: monitoring.recordDecision.handler(({ input, context }) =>
      recordDecision(callerOf(context), input),
    ),
    addActionItem: monitoring.addActionItem.handler(({ input, context }) =>
      addActionItem(callerOf(context), input),
    ),
    finishActionItem: monitoring.finishActionItem.handler(({ input, context }) =>
      finishActionItem(callerOf(context), input),
    ),
    findOwnActions: monitoring.findOwnActions.handler(({ context }) => findOwnActions(callerOf(context))),
    raiseIssue: monitoring.raiseIssue.handler(({ input, context }) => raiseIssue(callerOf(context), input)),
    settleIssue: monitoring.settleIssue.handler(({ input, context }) =>
      settleIssue(callerOf(context), input),
    ),
    closeMeeting: monitoring.closeMeeting.handler(({ input, context }) =>
      closeMeeting(sources, callerOf(context), input),
    ),
  }
}
