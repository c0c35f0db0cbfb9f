import { cutChunks, decodeChunk, encodeChunk } from '@salesloom/engine/allocation'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { ScenarioRow } from '../scenario.store.ts'

/**
 * What the chunks of a measure hold: `start` the cells before the first operation, `target` those of the newest
 * checkpoint, `base` the actual of the base year and `weight` what the start was spread by, both in ledger units
 * (ten-thousandths).
 */
export type ChunkRole = 'start' | 'target' | 'base' | 'weight'

/** Writes all cells of a measure. */
export async function putCells(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  role: ChunkRole,
  measure: string,
  values: Float64Array,
): Promise<void> {
  for (const [number, chunk] of cutChunks(values).entries()) {
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

/** Reads all cells of a measure, null where none were written; a damaged chunk is an error and never a number. */
export async function getCells(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { scenarioId, cellCount }: Pick<ScenarioRow, 'scenarioId' | 'cellCount'>,
  role: ChunkRole,
  measure: string,
): Promise<Float64Array | null> {
  const rows = await tx
    .selectFrom('scenario_chunk')
    .select('data')
    .where('workspace_id', '=', workspaceId)
    .where('scenario_id', '=', scenarioId)
    .where('measure', '=', `${role}:${measure}`)
    .orderBy('chunk_number')
    .execute()
  if (rows.length === 0 && cellCount > 0) return null
  const values = new Float64Array(cellCount)
  let read = 0
  for (const row of rows) {
    const chunk = decodeChunk(row.data)
    if (!chunk.ok) throw new Error(`scenario ${scenarioId}, ${role} of ${measure}: chunk is ${chunk.reason}`)
    values.set(chunk.value.values, chunk.value.first)
    read += chunk.value.values.length
  }
  if (read !== cellCount)
    throw new Error(`scenario ${scenarioId}, ${role} of ${measure}: ${read} of ${cellCount} cells are there`)
  return values
}
