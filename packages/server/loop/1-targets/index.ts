import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { approveScenario, submitScenario } from './approve-scenario.ts'
import { explainCell } from './explain-cell.ts'
import { findScenarios } from './find-scenarios.ts'
import { getTargetGrid } from './get-target-grid.ts'
import { previewTarget } from './preview-target.ts'
import { setTarget } from './set-target.ts'
import { spreadTarget } from './spread-target.ts'
import { undoOperation } from './undo-operation.ts'

export { approveScenario, submitScenario } from './approve-scenario.ts'
export { findScenarios, summarise } from './find-scenarios.ts'
export { getTargetGrid, outlineAxis, rowAddress } from './get-target-grid.ts'
export { loadMemberNames } from './member-names.ts'
export { saleRegion } from './plan-dimensions.ts'
export { monthsAt, visibleCombinations } from './plan-view.ts'
export { findScenarioRows, getCells, getScenarioRow, type ScenarioRow } from './scenario.store.ts'
export { setTarget } from './set-target.ts'
export { spreadTarget } from './spread-target.ts'

/** Part 1: set targets and break them down. */
export const targets = {
  findScenarios: procedures.targets.findScenarios.handler(({ context }) => findScenarios(callerOf(context))),
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
}
