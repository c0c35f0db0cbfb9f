import type { Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { type Prepared, valueAfter } from './prepared.ts'
import { type EntryFailure, failure } from './read-values.ts'

/** Whether an entry gives a standing stage another meaning for the deals that are in it. */
function turns({ before, columns }: Prepared): boolean {
  if (before === null) return false
  const other = (column: string) =>
    columns.has(column) && String(columns.get(column)) !== String(before[column])
  return other('outcome') || other('pipeline_id')
}

/**
 * Stages in which deals stand or stood keep their outcome and their pipeline: otherwise these deals would be won, lost or
 * open in one figure and not in another.
 */
export async function stagesInUse(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  entries: readonly Prepared[],
): Promise<EntryFailure[]> {
  const turned = kind.name === 'stage' ? entries.filter(turns) : []
  if (turned.length === 0) return []
  const ids = turned.map(({ id }) => id as number)
  const { rows } = await sql<{ id: number; count: number }>`
    select d.stage_id as id, count(distinct d.opportunity_id)::int as count
    from (
      select stage_id, opportunity_id from opportunity
      where workspace_id = ${workspaceId} and stage_id = any(${ids}::bigint[])
      union all
      select stage_id, opportunity_id from stage_event
      where workspace_id = ${workspaceId} and stage_id = any(${ids}::bigint[])) d
    group by d.stage_id`.execute(tx)
  const counts = new Map(rows.map(({ id, count }) => [Number(id), count]))
  return turned.flatMap((entry) => {
    const count = counts.get(entry.id as number)
    const name = String(valueAfter(entry, 'name_zh'))
    const names = { nameZh: name, nameEn: String(valueAfter(entry, 'name_en') ?? name) }
    return count === undefined ? [] : [failure(entry.index, 'stage', name, 'stageInUse', { ...names, count })]
  })
}
