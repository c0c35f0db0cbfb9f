import { withoutLinkChecks } from '../../foundation/facts/index.ts'
import { recomputeDays, recomputeFacts } from '../../foundation/rollups/index.ts'
import { type Clock, civilToday } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { StartFailure } from '../../platform/failure.ts'
import { ownerTransaction } from '../files/owner-transaction.ts'
import { noteImport, putWorkspace } from '../files/put-records.ts'
import { generateSample, SEED } from './generate.ts'
import { TABLES } from './tables.ts'
import { SOURCE, TableWriter } from './write-tables.ts'

export { generateSample, LARGEST_SCALE, SEED } from './generate.ts'

export const SAMPLE_CODE = 'hengyue'
const TIME_ZONE = 'Asia/Shanghai'

export type SampleResult = {
  readonly workspaceId: number
  readonly day: string
  readonly orders: number
  readonly lines: number
}

export type LoadOptions = {
  readonly clock: Clock
  /** the civil day that the history ends on; today where none is given */
  readonly day?: string
  readonly scale?: number
  readonly workspaceCode?: string
  readonly onProgress?: (orders: number) => void
  readonly signal?: AbortSignal
}

async function refuseTaken(database: Database, code: string): Promise<void> {
  const { rows } = await database.pool.query('select 1 from workspace where code = $1', [code])
  if (rows.length > 0)
    throw new StartFailure(`There is a workspace “${code}” already; choose another with --workspace.`)
}

/** Writes the sample company into a workspace of its own, all of it or nothing, in bounded memory at any scale. */
export async function loadSampleCompany(database: Database, options: LoadOptions): Promise<SampleResult> {
  const { clock, scale = 1, workspaceCode = SAMPLE_CODE, onProgress, signal } = options
  const day = options.day ?? civilToday(clock, TIME_ZONE)
  await refuseTaken(database, workspaceCode)
  const result = await ownerTransaction(database, async (client) => {
    const workspaceId = await putWorkspace(client, {
      code: workspaceCode,
      nameZh: '恒岳工业 (示例)',
      nameEn: 'Hengyue Industrial (sample)',
      currency: 'CNY',
      currencyDigits: 2,
      timeZone: TIME_ZONE,
      invented: ['company'],
      channels: [
        { code: 'direct', nameZh: '直销', nameEn: 'Direct sales' },
        { code: 'partner', nameZh: '渠道分销', nameEn: 'Distribution' },
      ],
    })
    const days = new Set<string>()
    const counts = { orders: 0, lines: 0 }
    const writer = new TableWriter(client, workspaceId)
    await withoutLinkChecks(client, workspaceId, async () => {
      try {
        for (const batch of generateSample({ seed: SEED, day, scale })) {
          signal?.throwIfAborted()
          for (const order of batch.get('sales_order') ?? []) days.add(String(order['order_date']))
          counts.orders += batch.get('sales_order')?.length ?? 0
          counts.lines += batch.get('order_line')?.length ?? 0
          await writer.add(batch)
          onProgress?.(counts.orders)
        }
        await writer.end()
      } finally {
        await writer.settled()
      }
      await recomputeDays(client, workspaceId, [...days])
      await recomputeFacts(client, workspaceId)
    })
    await noteImport(client, workspaceId, SOURCE, counts, clock.now())
    return { workspaceId, day, ...counts }
  })
  await database.pool.query(`analyze ${['sales_daily', ...Object.keys(TABLES)].join(', ')}`)
  return result
}
