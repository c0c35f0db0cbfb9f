import {
  type Chunk,
  cutChunks,
  decodeChunk,
  encodeChunk,
  type UnitFigures,
} from '@salesloom/engine/allocation'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { ScenarioRow } from '../scenario.store.ts'

/**
 * What the chunks of a measure hold: `start` the cells before the first operation, `target` those of the newest
 * checkpoint, `base` the actual of the base year and `weight` what the start was spread by, both in ledger units
 * (ten-thousandths). `unitBase` are no cells: the rows of what units sold in the base year beyond their people.
 */
export type ChunkRole = 'start' | 'target' | 'base' | 'weight' | 'unitBase'

/** Writes all cells of a measure, in one chunk at least: that there is nothing is known too. */
export async function putCells(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  role: ChunkRole,
  measure: string,
  values: Float64Array,
): Promise<void> {
  const chunks = values.length === 0 ? [{ first: 0, values }] : cutChunks(values)
  for (const [number, chunk] of chunks.entries()) {
    const data = Buffer.from(encodeChunk(chunk))
    await tx
      .insertInto('scenario_chunk')
      .values({
        workspace_id: workspaceId,
        scenario_id: scenarioId,
        measure: `${role}:${measure}`,
        chunk_number: number,
        format_version: 1,
        data,
      })
      .onConflict((c) =>
        c
          .columns(['workspace_id', 'scenario_id', 'measure', 'chunk_number'])
          .doUpdateSet({ data, format_version: 1 }),
      )
      .execute()
  }
}

/** The chunks of a measure in their order; a damaged one is an error and never a number. */
async function findChunks(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  role: ChunkRole,
  measure: string,
): Promise<Chunk[]> {
  const rows = await tx
    .selectFrom('scenario_chunk')
    .select('data')
    .where('workspace_id', '=', workspaceId)
    .where('scenario_id', '=', scenarioId)
    .where('measure', '=', `${role}:${measure}`)
    .orderBy('chunk_number')
    .execute()
  return rows.map(({ data }) => {
    const chunk = decodeChunk(data)
    if (!chunk.ok) throw new Error(`scenario ${scenarioId}, ${role} of ${measure}: chunk is ${chunk.reason}`)
    return chunk.value
  })
}

/** Reads all cells of a measure, null where none were written. */
export async function getCells(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { scenarioId, cellCount }: Pick<ScenarioRow, 'scenarioId' | 'cellCount'>,
  role: Exclude<ChunkRole, 'unitBase'>,
  measure: string,
): Promise<Float64Array | null> {
  const chunks = await findChunks(tx, workspaceId, scenarioId, role, measure)
  if (chunks.length === 0 && cellCount > 0) return null
  const values = new Float64Array(cellCount)
  let read = 0
  for (const chunk of chunks) {
    values.set(chunk.values, chunk.first)
    read += chunk.values.length
  }
  if (read !== cellCount)
    throw new Error(`scenario ${scenarioId}, ${role} of ${measure}: ${read} of ${cellCount} cells are there`)
  return values
}

/** What units sold in the base year beyond their people, null where a plan was made before that was kept. */
export async function getUnitBase(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  measure: string,
): Promise<UnitFigures | null> {
  const chunks = await findChunks(tx, workspaceId, scenarioId, 'unitBase', measure)
  if (chunks.length === 0) return null
  const figures = new Float64Array(chunks.reduce((sum, { values }) => sum + values.length, 0))
  for (const { first, values } of chunks) figures.set(values, first)
  return figures
}
