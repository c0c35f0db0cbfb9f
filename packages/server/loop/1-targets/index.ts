import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { activityHandlers } from './activity/index.ts'
import { approveScenario, submitScenario } from './approve-scenario.ts'
import { branchScenario, succeedScenario } from './branch-scenario.ts'
import { cascadeHandlers } from './cascade/index.ts'
import { lockScenario, renameScenario, returnScenario } from './change-scenario.ts'
import { compareQuotas } from './compare-quotas.ts'
import { compareScenarios } from './compare-scenarios.ts'
import { explainCell } from './explain-cell.ts'
import { readPlanFile } from './files/read-plan-file.ts'
import { findHolds } from './find-holds.ts'
import { findPlanOperations } from './find-plan-operations.ts'
import { findScenarios } from './find-scenarios.ts'
import { fitMargins } from './fit-margins.ts'
import { getPlan } from './get-plan.ts'
import { getPlanRows } from './get-plan-rows.ts'
import { getTargetGrid } from './get-target-grid.ts'
import { previewEdits } from './preview-edits.ts'
import { previewTarget } from './preview-target.ts'
import { setBounds } from './set-bounds.ts'
import { findPlannable, setTarget } from './set-target.ts'
import { editCells, spreadTarget } from './spread-target.ts'
import { redoOperation, undoOperation } from './undo-operation.ts'

export { approveScenario, submitScenario } from './approve-scenario.ts'
export {
  calibration,
  calibrationJob,
  findResponseProposals,
  plansOfMonth,
  proposeFromResponse,
  startCalibrationSchedule,
} from './calibration/index.ts'
export { mailReminders } from './cascade/mail-reminders.ts'
export { mailWithdrawal } from './cascade/mail-withdrawal.ts'
export { republishReceived } from './cascade/publish-received.ts'
export { startReminderSchedule } from './cascade/remind-due.ts'
export { openSeenPlan } from './cascade/seen-plan.ts'
export { keepCheckpoint } from './decomposition/keep-checkpoint.ts'
export { type OpenPlan, openPlan } from './decomposition/open-plan.ts'
export { planTable, quotaTable } from './files/plan-table.ts'
export { findScenarios, summarise } from './find-scenarios.ts'
export { getTargetGrid, outlineAxis, rowAddress } from './get-target-grid.ts'
export { festivalOf, outlookOf } from './goals/goal-outlook.ts'
export { courseOf, measure as measureGoal } from './goals/measure-goal.ts'
export { loadMemberNames } from './member-names.ts'
export { planHistory } from './plan-history.ts'
export { checkAxes, monthsAt, visibleCombinations } from './plan-view.ts'
export { findScenarioRows, getScenarioRow, type ScenarioRow } from './scenario.store.ts'
export { getSeenScenario } from './seen-scenario.ts'
export { setTarget } from './set-target.ts'
export { spreadTarget } from './spread-target.ts'

/** Part 1: set targets and break them down. */
export const targets = {
  findScenarios: procedures.targets.findScenarios.handler(({ context }) => findScenarios(callerOf(context))),
  findPlannable: procedures.targets.findPlannable.handler(({ context }) => findPlannable(callerOf(context))),
  previewTarget: procedures.targets.previewTarget.handler(({ input, context }) =>
    previewTarget(callerOf(context), input),
  ),
  setTarget: procedures.targets.setTarget.handler(({ input, context }) =>
    setTarget(callerOf(context), input),
  ),
  getTargetGrid: procedures.targets.getTargetGrid.handler(({ input, context }) =>
    getTargetGrid(callerOf(context), input),
  ),
  explainCell: procedures.targets.explainCell.handler(({ input, context }) =>
    explainCell(callerOf(context), input),
  ),
  spreadTarget: procedures.targets.spreadTarget.handler(({ input, context }) =>
    spreadTarget(callerOf(context), input),
  ),
  undoOperation: procedures.targets.undoOperation.handler(({ input, context }) =>
    undoOperation(callerOf(context), input),
  ),
  submitScenario: procedures.targets.submitScenario.handler(({ input, context }) =>
    submitScenario(callerOf(context), input),
  ),
  approveScenario: procedures.targets.approveScenario.handler(({ input, context }) =>
    approveScenario(callerOf(context), input),
  ),
  getPlan: procedures.targets.getPlan.handler(({ input, context }) => getPlan(callerOf(context), input)),
  getPlanRows: procedures.targets.getPlanRows.handler(({ input, context }) =>
    getPlanRows(callerOf(context), input),
  ),
  previewEdits: procedures.targets.previewEdits.handler(({ input, context }) =>
    previewEdits(callerOf(context), input),
  ),
  editCells: procedures.targets.editCells.handler(({ input, context }) =>
    editCells(callerOf(context), input),
  ),
  setBounds: procedures.targets.setBounds.handler(({ input, context }) =>
    setBounds(callerOf(context), input),
  ),
  findHolds: procedures.targets.findHolds.handler(({ input, context }) =>
    findHolds(callerOf(context), input),
  ),
  fitMargins: procedures.targets.fitMargins.handler(({ input, context }) =>
    fitMargins(callerOf(context), input),
  ),
  redoOperation: procedures.targets.redoOperation.handler(({ input, context }) =>
    redoOperation(callerOf(context), input),
  ),
  findOperations: procedures.targets.findOperations.handler(({ input, context }) =>
    findPlanOperations(callerOf(context), input),
  ),
  branchScenario: procedures.targets.branchScenario.handler(({ input, context }) =>
    branchScenario(callerOf(context), input),
  ),
  succeedScenario: procedures.targets.succeedScenario.handler(({ input, context }) =>
    succeedScenario(callerOf(context), input),
  ),
  renameScenario: procedures.targets.renameScenario.handler(({ input, context }) =>
    renameScenario(callerOf(context), input),
  ),
  lockScenario: procedures.targets.lockScenario.handler(({ input, context }) =>
    lockScenario(callerOf(context), input),
  ),
  returnScenario: procedures.targets.returnScenario.handler(({ input, context }) =>
    returnScenario(callerOf(context), input),
  ),
  readPlanFile: procedures.targets.readPlanFile.handler(({ input, context }) =>
    readPlanFile(callerOf(context), input),
  ),
  compareQuotas: procedures.targets.compareQuotas.handler(({ input, context }) =>
    compareQuotas(callerOf(context), input),
  ),
  compareScenarios: procedures.targets.compareScenarios.handler(({ input, context }) =>
    compareScenarios(callerOf(context), input),
  ),
  ...cascadeHandlers,
  ...activityHandlers,
}
