export {
  blendWeights,
  type MemberFactors,
  reshapeMonths,
  type WeightPart,
  weightsOfMembers,
} from './blend-weights.ts'
export { roundToTotal, spreadWithin, unbounded } from './bounded-spread.ts'
export { changedByPercent } from './change-by-percent.ts'
export { CHUNK_CELLS, CHUNK_FORMAT, type Chunk, cutChunks, decodeChunk, encodeChunk } from './chunk.ts'
export { completeSeason } from './complete-season.ts'
export {
  addressOf,
  buildCube,
  type CellAddress,
  type Cube,
  type CubeCell,
  cellsBelow,
  leafPositions,
  sameAddress,
} from './cube.ts'
export {
  childPositions,
  coveredRange,
  cutDimension,
  type Dimension,
  isLeafMember,
  type MemberInput,
  positionOf,
} from './dimension.ts'
export { addressOfSelection, cellsAt, monthsBelow, overlap, planDimensions } from './local-cube.ts'
export { alignCells, combinationIndex, combinationKeys, mergeShape } from './merge-shape.ts'
export { type OutlineAxis, type OutlineRow, outlinePlan, quarterMonths, sumRow } from './outline.ts'
export {
  cellCount,
  combinationCount,
  type PlanShape,
  type Selection,
  selectCells,
  selectMonths,
  shapePlan,
  sumCells,
} from './plan.ts'
export {
  type CodeAction,
  combine,
  type HoldAction,
  type PlanningCode,
  parsePlanningCode,
} from './planning-code.ts'
export { spreadInProportion } from './proportion.ts'
export { applyRatioOperation, weightedMean } from './ratio-spread.ts'
export { cellsOfRuns, countRuns, joinRuns, type Runs, selectRuns } from './select-runs.ts'
export {
  applyChange,
  type CellChange,
  spreadProportional,
  totalsOf,
  undoChange,
} from './spread.ts'
export { type PlanConstraints, type PlanSpread, spreadCells } from './spread-cells.ts'
export { applyOperation, type SpreadOutcome, type SpreadRefusal, spreadCube } from './spread-cube.ts'
export { operationOfCode, type SpreadMethod, type SpreadOperation } from './spread-operation.ts'
export { type RatioCells, spreadRatioCells } from './spread-ratio-cells.ts'
export { type Blocked, openState, type Release, type SpreadState } from './spread-state.ts'
export {
  type FallbackRule,
  type FallbackWeight,
  type HistoryCell,
  type PlanPerson,
  type TargetFromHistory,
  type TargetRequest,
  targetFromHistory,
} from './target-from-history.ts'
export { timeDimension } from './time-dimension.ts'
export { type UnitFigure, type UnitFigures, unitFigures, unitFiguresIn } from './unit-figures.ts'
export { withoutBox } from './without-box.ts'
export { type AmountReader, readOperation, unitsOf, type WriteContext, writeCell } from './write-cell.ts'
