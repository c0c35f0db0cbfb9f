import {
  CUSTOMER,
  cost,
  type FactSource,
  flag,
  money,
  plain,
  source,
  text,
  WHERE,
  WHO,
  WORDS,
} from './source.ts'

/** Columns that every credited entry has, with its customer's type. */
function entryColumns(id: string, title: string): string {
  return `d.workspace_id, d.${id} as id, ${title} as title, d.day, d.person_id, d.org_unit_id, d.region_id`
}
const BUYER = 'd.customer_id, c.customer_type_id, d.customer_id as customer'
const LIVE = 'd.workspace_id = $1 and d.removed_at is null'
const dims = [...WHERE, 'product', ...WHO] as const

/** What the ledger says: contracts, shipments, returns, invoices and payments. */
export const LEDGER_SOURCES: readonly FactSource[] = [
  source({
    name: 'contract',
    label: text('合同', '合約', 'contracts'),
    query: `select ${entryColumns('contract_id', 'd.number')}, d.until_day, d.currency, d.product_id, ${BUYER},
        d.amount, d.tax_amount, exists (select 1 from contract n where n.workspace_id = $1
          and n.renews_id = d.contract_id and n.removed_at is null) as renewed
      from contract d ${CUSTOMER} where ${LIVE}`,
    days: { day: text('签约日期', '簽約日期', 'signed'), untilDay: text('到期日期', '到期日期', 'ends') },
    amounts: { amount: money(WORDS.amount), taxAmount: money(WORDS.tax) },
    keys: { customer: WORDS.customer },
    fields: { renewed: flag(text('已续签', '已續簽', 'renewed')) },
    dimensions: dims,
    rolled: { amounts: ['amount', 'taxAmount'], status: null },
  }),
  source({
    name: 'shipment',
    label: text('发货', '出貨', 'shipments'),
    query: `select ${entryColumns('shipment_id', 'd.number')}, d.currency, d.product_id, ${BUYER},
        d.order_id as "order", d.amount, d.tax_amount, d.cost, d.quantity
      from shipment d ${CUSTOMER} where ${LIVE}`,
    days: { day: text('发货日期', '出貨日期', 'shipped') },
    amounts: {
      amount: money(WORDS.amount),
      taxAmount: money(WORDS.tax),
      cost: cost(WORDS.cost),
      quantity: plain(WORDS.quantity),
    },
    keys: { customer: WORDS.customer, order: WORDS.order },
    dimensions: dims,
    rolled: { amounts: ['amount', 'taxAmount', 'cost', 'quantity'], status: null },
  }),
  source({
    name: 'salesReturn',
    label: text('退货', '退貨', 'returns'),
    query: `select ${entryColumns('sales_return_id', 'd.number')}, d.currency, d.product_id, ${BUYER},
        (select o.channel from sales_order o where o.workspace_id = $1 and o.order_id = d.order_id) as channel,
        d.order_id as "order", d.amount, d.cost, d.quantity
      from sales_return d ${CUSTOMER} where ${LIVE}`,
    days: { day: text('退货日期', '退貨日期', 'returned') },
    amounts: { amount: money(WORDS.amount), cost: cost(WORDS.cost), quantity: plain(WORDS.quantity) },
    keys: { customer: WORDS.customer, order: WORDS.order },
    dimensions: [...dims, 'channel'],
    rolled: { amounts: ['amount', 'cost', 'quantity'], status: null },
  }),
  source({
    name: 'invoice',
    label: text('发票', '發票', 'invoices'),
    query: `select ${entryColumns('invoice_id', 'd.number')}, d.due_on, d.currency, ${BUYER}, d.amount, d.tax_amount
      from invoice d ${CUSTOMER} where ${LIVE}`,
    days: { day: text('开票日期', '開票日期', 'invoiced'), dueOn: text('到期日', '到期日', 'due') },
    amounts: { amount: money(WORDS.amount), taxAmount: money(WORDS.tax) },
    keys: { customer: WORDS.customer },
    dimensions: [...WHERE, ...WHO],
    rolled: { amounts: ['amount', 'taxAmount'], status: null },
  }),
  source({
    name: 'payment',
    label: text('回款', '收款', 'payments'),
    query: `select ${entryColumns('payment_id', 'd.number')}, d.currency, ${BUYER}, d.amount,
        i.invoice_id is not null as invoiced, d.amount * (d.day - i.day) as amount_days, d.day - i.day as days
      from payment d left join invoice i
        on i.workspace_id = d.workspace_id and i.invoice_id = d.invoice_id and i.removed_at is null
      ${CUSTOMER} where ${LIVE}`,
    days: { day: text('到账日期', '入帳日期', 'received') },
    amounts: {
      amount: money(WORDS.amount),
      amountDays: money(text('金额 × 开票后天数', '金額 × 開票後天數', 'amount × days since invoice')),
    },
    keys: { customer: WORDS.customer },
    fields: { invoiced: flag(text('已对应发票', '已對應發票', 'of an invoice')) },
    dimensions: [...WHERE, ...WHO],
    rolled: { amounts: ['amount'], status: null },
  }),
]
