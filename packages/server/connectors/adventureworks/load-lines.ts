import { join } from 'node:path'
import type { OrderLoader, SourceLine, SourceOrder } from '../../foundation/facts/index.ts'
import { RowFailure, readTable } from '../files/read-table.ts'
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

const DECIMAL = /^-?\d{1,15}(\.\d{1,4})?$/
const DATE = /^\d{4}-\d{2}-\d{2}/

type Draft = Omit<SourceOrder, 'lines'> & { lines: SourceLine[] }

/** Reads the rows of one file into orders. Each value is checked where it stands; links must exist. */
class OrderReader {
  private readonly source: OrderFile
  private readonly links: Links
  private rowNumber = 0

  constructor(source: OrderFile, links: Links) {
    this.source = source
    this.links = links
  }

  private fail(column: string, value: string, expected: string): never {
    throw new RowFailure(this.source.file, this.rowNumber, column, value, expected)
  }

  private decimal(column: string, value: string): string {
    return DECIMAL.test(value)
      ? value
      : this.fail(column, value, 'an amount with at most four decimal places')
  }

  private link(ids: ReadonlyMap<string, number>, column: string, key: string): number {
    return ids.get(key) ?? this.fail(column, key, 'a key that its table has')
  }

  head(values: readonly string[], rowNumber: number): Draft {
    this.rowNumber = rowNumber
    const [number = '', , , , , , , , , date = '', territory = '', customer = '', employee = ''] = values
    if (!DATE.test(date)) this.fail('OrderDate', date, 'a date such as 2013-11-29')
    const customers = this.source.channel === 'reseller' ? this.links.resellers : this.links.customers
    const person =
      this.source.personColumn === null
        ? null
        : this.link(this.links.people, this.source.personColumn, employee)
    return {
      externalId: number,
      orderDate: date.slice(0, 10),
      channel: this.source.channel,
      customerId: this.link(customers, this.source.customerColumn, customer),
      personId: person,
      orgUnitId: this.links.units.get(employee) ?? null,
      regionId: this.link(this.links.territories, 'SalesTerritoryKey', territory),
      lines: [],
    }
  }

  line(values: readonly string[], rowNumber: number): SourceLine {
    this.rowNumber = rowNumber
    const [
      ,
      number = '',
      product = '',
      quantity = '',
      price = '',
      extended = '',
      discount = '',
      cost = '',
      amount = '',
    ] = values
    if (!/^\d{1,6}$/.test(number)) this.fail('SalesOrderLineNumber', number, 'a line number')
    return {
      lineNumber: Number(number),
      productId: this.link(this.links.products, 'ProductKey', product),
      quantity: this.decimal('OrderQuantity', quantity),
      unitPrice: this.decimal('UnitPrice', price),
      discountRate: this.decimal('UnitPriceDiscountPct', discount),
      listAmount: this.decimal('ExtendedAmount', extended),
      amount: this.decimal('SalesAmount', amount),
      cost: this.decimal('TotalProductCost', cost),
    }
  }
}

/** Streams one order file into the loader; lines of an order stand together in the source. */
export async function loadLines(
  folder: string,
  source: OrderFile,
  links: Links,
  loader: OrderLoader,
  onRow: (rows: number) => Promise<void>,
  signal?: AbortSignal,
): Promise<number> {
  const reader = new OrderReader(source, links)
  const columns = [
    ...COLUMNS,
    source.customerColumn,
    ...(source.personColumn === null ? [] : [source.personColumn]),
  ]
  let draft: Draft | null = null
  let rows = 0
  for await (const { values, rowNumber } of readTable(join(folder, source.file), columns, signal)) {
    if (draft === null || draft.externalId !== values[0]) {
      if (draft !== null) await loader.add(draft)
      draft = reader.head(values, rowNumber)
    }
    draft.lines.push(reader.line(values, rowNumber))
    if (++rows % 5_000 === 0) await onRow(rows)
  }
  if (draft !== null) await loader.add(draft)
  await onRow(rows)
  return rows
}
