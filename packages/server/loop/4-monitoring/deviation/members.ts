import type { GapWithin } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { BridgeDeal } from './bridge-deal.store.ts'

export type Dimension = GapWithin['dimension']
type Bilingual = { readonly zh: string; readonly en: string }

/** The member of a lost deal along what is said of its loss; null where nothing is. */
export function memberKeyOf(dimension: Dimension, deal: BridgeDeal): string | null {
  if (dimension === 'competitor') return deal.competitor
  const id = dimension === 'lossReason' ? deal.lossReasonId : dimension === 'stage' ? deal.stageId : null
  return id === null ? null : String(id)
}

const TABLES = {
  orgUnit: ['org_unit', 'org_unit_id'],
  product: ['product', 'product_id'],
  lossReason: ['loss_reason', 'loss_reason_id'],
  stage: ['pipeline_stage', 'pipeline_stage_id'],
} as const

/** Names of some members. */
export async function namesOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  dimension: Dimension,
  keys: readonly string[],
): Promise<(key: string) => Bilingual> {
  if (dimension === 'competitor') return (key) => ({ zh: key, en: key })
  const [table, id] = TABLES[dimension]
  const { rows } = await sql<{ key: string; zh: string; en: string | null }>`
    select n.${sql.ref(id)}::text as key, n.name_zh as zh, n.name_en as en from ${sql.table(table)} n
    where n.workspace_id = ${workspaceId} and n.${sql.ref(id)} = any(${keys.map(Number)}::bigint[])`.execute(
    tx,
  )
  const names = new Map(rows.map(({ key, zh, en }) => [key, { zh, en: en ?? zh }]))
  return (key) => names.get(key) ?? { zh: key, en: key }
}
