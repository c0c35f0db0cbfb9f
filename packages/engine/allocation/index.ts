export { CHUNK_CELLS, CHUNK_FORMAT, type Chunk, cutChunks, decodeChunk, encodeChunk } from './chunk.ts'
export { cutDimension, type Dimension, isLeafMember, type MemberInput, positionOf } from './dimension.ts'
export { alignCells, combinationIndex, combinationKeys, mergeShape } from './merge-shape.ts'
export { type OutlineAxis, type OutlineRow, outlinePlan, quarterMonths, sumRow } from './outline.ts'
export {
  cellCount,
  combinationCount,
  type PlanShape,
  type Selection,
  selectCells,
  shapePlan,
  sumCells,
} from './plan.ts'
export { type CodeAction, type PlanningCode, parsePlanningCode } from './planning-code.ts'
export {
  applyChange,
  type CellChange,
  spreadEqual,
  spreadProportional,
  totalsOf,
  undoChange,
} from './spread.ts'
export {
  type FallbackRule,
  type FallbackWeight,
  type HistoryCell,
  type PlanPerson,
  type TargetFromHistory,
  type TargetRequest,
  targetFromHistory,
} from './target-from-history.ts'
export { changedByPercent, writeCell } from './write-cell.ts'
