import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { acceptProposal, rejectProposal } from './accept-proposal.ts'
import { findProposals, findRuns } from './find-proposals.ts'
import {
  answerMarketPrompt,
  findMarketEvents,
  getMarketPrompt,
  recordMarketEvent,
  removeMarketEvent,
} from './market-events.ts'
import { runCalibration } from './run-calibration.ts'

export { askMarket } from './ask-market.ts'
export { findResponseProposals, plansOfMonth, proposeFromResponse } from './propose-response.ts'
export { calibrationJob, startCalibrationSchedule } from './schedule-runs.ts'

const { calibration: part } = procedures

/** Calibration of approved plans: runs, proposals, market events. */
export const calibration = {
  runCalibration: part.runCalibration.handler(({ input, context }) =>
    runCalibration(callerOf(context), input),
  ),
  findRuns: part.findRuns.handler(({ context }) => findRuns(callerOf(context))),
  findProposals: part.findProposals.handler(({ input, context }) => findProposals(callerOf(context), input)),
  acceptProposal: part.acceptProposal.handler(({ input, context }) =>
    acceptProposal(callerOf(context), input),
  ),
  rejectProposal: part.rejectProposal.handler(({ input, context }) =>
    rejectProposal(callerOf(context), input),
  ),
  findMarketEvents: part.findMarketEvents.handler(({ context }) => findMarketEvents(callerOf(context))),
  recordMarketEvent: part.recordMarketEvent.handler(({ input, context }) =>
    recordMarketEvent(callerOf(context), input),
  ),
  removeMarketEvent: part.removeMarketEvent.handler(({ input, context }) =>
    removeMarketEvent(callerOf(context), input),
  ),
  getMarketPrompt: part.getMarketPrompt.handler(({ context }) => getMarketPrompt(callerOf(context))),
  answerMarketPrompt: part.answerMarketPrompt.handler(({ input, context }) =>
    answerMarketPrompt(callerOf(context), input),
  ),
}
