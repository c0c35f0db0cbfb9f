import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { findResponses } from './find-responses.ts'
import { finishMeasure } from './finish-measure.ts'
import { addMeasure, saveMeasure } from './save-measure.ts'
import { createResponse, saveResponse } from './save-response.ts'
import { moveBudget, proposeTargets, reassignPerson } from './take-steps.ts'

const { monitoring } = procedures

/** Responses to deviations: task force, measures, steps, and what came of them. */
export const responseHandlers = {
  findResponses: monitoring.findResponses.handler(({ input, context }) =>
    findResponses(callerOf(context), input),
  ),
  finishMeasure: monitoring.finishMeasure.handler(({ input, context }) =>
    finishMeasure(callerOf(context), input),
  ),
  createResponse: monitoring.createResponse.handler(({ input, context }) =>
    createResponse(callerOf(context), input),
  ),
  saveResponse: monitoring.saveResponse.handler(({ input, context }) =>
    saveResponse(callerOf(context), input),
  ),
  addMeasure: monitoring.addMeasure.handler(({ input, context }) => addMeasure(callerOf(context), input)),
  saveMeasure: monitoring.saveMeasure.handler(({ input, context }) => saveMeasure(callerOf(context), input)),
  moveBudget: monitoring.moveBudget.handler(({ input, context }) => moveBudget(callerOf(context), input)),
  reassignPerson: monitoring.reassignPerson.handler(({ input, context }) =>
    reassignPerson(callerOf(context), input),
  ),
  proposeTargets: monitoring.proposeTargets.handler(({ input, context }) =>
    proposeTargets(callerOf(context), input),
  ),
}
