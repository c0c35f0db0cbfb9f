import { join } from 'node:path'
import type { SourceLine, SourceOrder } from '../../foundation/facts/index.ts'
import { type RowReader, streamTable } from '../files/row-reader.ts'
import type { Links } from './load-records.ts'

/** What differs between the two order files. */
export type OrderFile = {
  readonly file: string
  readonly channel: 'reseller' | 'internet'
  readonly customerColumn: string
  readonly personColumn: string | null
}

export const ORDER_FILES: readonly OrderFile[] = [
  {
    file: 'FactResellerSales.csv',
    channel: 'reseller',
    customerColumn: 'ResellerKey',
    personColumn: 'EmployeeKey',
  },
  { file: 'FactInternetSales.csv', channel: 'internet', customerColumn: 'CustomerKey', personColumn: null },
]

const COLUMNS = [
  'SalesOrderNumber',
  'SalesOrderLineNumber',
  'ProductKey',
  'OrderQuantity',
  'UnitPrice',
  'ExtendedAmount',
  'UnitPriceDiscountPct',
  'TotalProductCost',
  'SalesAmount',
  'OrderDate',
  'SalesTerritoryKey',
]

type Draft = Omit<SourceOrder, 'lines'> & { lines: SourceLine[] }

function columnsOf({ customerColumn, personColumn }: OrderFile): string[] {
  return [...COLUMNS, customerColumn, ...(personColumn === null ? [] : [personColumn])]
}

function readHead(row: RowReader, source: OrderFile, links: Links): Draft {
  const { customerColumn, personColumn, channel } = source
  return {
    externalId: row.text('SalesOrderNumber'),
    orderDate: row.date('OrderDate'),
    channel,
    customerId: row.link(channel === 'reseller' ? links.resellers : links.customers, customerColumn),
    personId: personColumn === null ? null : row.link(links.people, personColumn),
    orgUnitId: personColumn === null ? null : row.link(links.units, personColumn),
    regionId: row.link(links.territories, 'SalesTerritoryKey'),
    lines: [],
  }
}

function readLine(row: RowReader, links: Links): SourceLine {
  return {
    lineNumber: row.whole('SalesOrderLineNumber'),
    productId: row.link(links.products, 'ProductKey'),
    quantity: row.decimal('OrderQuantity'),
    unitPrice: row.decimal('UnitPrice'),
    discountRate: row.share('UnitPriceDiscountPct'),
    listAmount: row.decimal('ExtendedAmount'),
    amount: row.decimal('SalesAmount'),
    cost: row.decimal('TotalProductCost'),
  }
}

/** A line belongs to the order above it when it has its number; a number seen twice in one order is a mistake. */
function addLine(draft: Draft, row: RowReader, links: Links): void {
  const line = readLine(row, links)
  if (draft.lines.some((other) => other.lineNumber === line.lineNumber))
    row.fail('SalesOrderLineNumber', `unique in order ${draft.externalId}`)
  draft.lines.push(line)
}

/**
 * Streams one order file as orders; lines of an order stand together in the source.
 * @param onRows told how many rows of the file are read
 */
export async function* readOrders(
  folder: string,
  source: OrderFile,
  links: Links,
  onRows: (rows: number) => Promise<void>,
  signal?: AbortSignal,
): AsyncGenerator<readonly SourceOrder[]> {
  let draft: Draft | null = null
  let count = 0
  for await (const { rows, reader } of streamTable(join(folder, source.file), columnsOf(source), signal)) {
    const complete: SourceOrder[] = []
    for (const values of rows) {
      const row = reader.on(values)
      if (draft === null || draft.externalId !== row.raw('SalesOrderNumber')) {
        if (draft !== null) complete.push(draft)
        draft = readHead(row, source, links)
      }
      addLine(draft, row, links)
    }
    count += rows.length
    await onRows(count)
    yield complete
  }
  if (draft !== null) yield [draft]
}
