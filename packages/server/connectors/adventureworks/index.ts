import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  type LoadResult,
  loadOrders,
  type SourceOrder,
  withoutLinkChecks,
} from '../../foundation/facts/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { StartFailure } from '../../platform/failure.ts'
import { ownerTransaction } from '../files/owner-transaction.ts'
import { noteImport, putWorkspace } from '../files/put-records.ts'
import { loadQuotas } from './load-quotas.ts'
import { loadRecords } from './load-records.ts'
import { ORDER_FILES, readOrders } from './read-orders.ts'

export type ImportProgress = { readonly step: string; readonly done: number; readonly total: number | null }

export type ImportOptions = {
  readonly workspaceCode: string
  readonly clock: Clock
  readonly onProgress?: (progress: ImportProgress) => Promise<void>
  readonly signal?: AbortSignal
}

export type ImportResult = LoadResult & {
  readonly workspaceId: number
  readonly quotas: number
  readonly resellerLines: number
  readonly internetLines: number
}

/** Average length of a row, for saying how far the import is; the exact count is known at the end. */
const BYTES_PER_ROW = 200

const REQUIRED = [
  'DimSalesTerritory.csv',
  'DimProduct.csv',
  'DimProductCategory.csv',
  'DimProductSubcategory.csv',
  'DimReseller.csv',
  'DimCustomer.csv',
  'DimGeography.csv',
  'FactResellerSales.csv',
  'FactInternetSales.csv',
  'FactSalesQuota.csv',
  'derived_salespeople.csv',
  'derived_store_locations.csv',
]

function checkFolder(folder: string): void {
  if (!existsSync(folder)) throw new StartFailure(`There is no folder ${folder}.`)
  const missing = REQUIRED.filter((file) => !existsSync(join(folder, file)))
  if (missing.length > 0) throw new StartFailure(`The folder ${folder} has no ${missing.join(', ')}.`)
}

/**
 * Makes a workspace of the AdventureWorks warehouse: territories, teams, products, customers, 121,253 order lines
 * and 163 quotas, in one transaction. Internet orders have no salesperson and are a channel of their own. Importing
 * again changes nothing unless the files changed.
 */
export async function importAdventureWorks(
  database: Database,
  folder: string,
  options: ImportOptions,
): Promise<ImportResult> {
  checkFolder(folder)
  const { clock, signal, onProgress = async () => {} } = options
  const total = Math.round(
    ORDER_FILES.reduce((sum, { file }) => sum + statSync(join(folder, file)).size, 0) / BYTES_PER_ROW,
  )
  const result = await ownerTransaction(database, async (client) => {
    await onProgress({ step: 'records', done: 0, total })
    const workspaceId = await putWorkspace(client, {
      code: options.workspaceCode,
      nameZh: 'AdventureWorks 自行车',
      nameEn: 'AdventureWorks Cycles',
      currency: 'USD',
      currencyDigits: 2,
      timeZone: 'America/Los_Angeles',
      invented: [],
      channels: [
        { code: 'reseller', nameZh: '经销商', nameEn: 'Resellers' },
        { code: 'internet', nameZh: '互联网直销', nameEn: 'Internet' },
      ],
    })
    const links = await withoutLinkChecks(client, workspaceId, () => loadRecords(client, workspaceId, folder))
    const lines = { reseller: 0, internet: 0 }
    async function* bothFiles(): AsyncGenerator<readonly SourceOrder[]> {
      for (const source of ORDER_FILES) {
        const onRows = async (rows: number) => {
          lines[source.channel] = rows
          const done = lines.reseller + lines.internet
          await onProgress({ step: source.channel, done, total: Math.max(total, done) })
        }
        yield* readOrders(folder, source, links, onRows, signal)
      }
      await onProgress({ step: 'rollups', done: total, total })
    }
    const loaded = await loadOrders(client, workspaceId, 'adventureworks', bothFiles())
    const quotas = await loadQuotas(client, workspaceId, folder, links.people)
    const summary = { ...loaded, quotas, resellerLines: lines.reseller, internetLines: lines.internet }
    signal?.throwIfAborted()
    if (loaded.newOrders + loaded.changedOrders > 0)
      await noteImport(client, workspaceId, 'adventureworks', summary, clock.now())
    return { ...summary, workspaceId }
  })
  return result
}
