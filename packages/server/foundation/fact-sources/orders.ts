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

const LINES = 'sales_order d join order_line l on l.workspace_id = d.workspace_id and l.order_id = d.order_id'
const DEAL =
  'left join opportunity o on o.workspace_id = d.workspace_id and o.opportunity_id = d.opportunity_id'
const LIVE = 'd.workspace_id = $1 and d.removed_at is null'

const AMOUNTS = {
  amount: money(WORDS.amount),
  listAmount: money(WORDS.listAmount),
  cost: cost(WORDS.cost),
  quantity: plain(WORDS.quantity),
}
const FROM_CAMPAIGN = flag(text('来自市场活动', '來自行銷活動', 'from a campaign'))
const REPEAT = flag(text('客户以前下过单', '客戶以前下過單', 'customer had ordered before'))

/** Whether the customer had ordered on an earlier day. */
const BEFORE = `exists (select 1 from sales_order b where b.workspace_id = $1 and b.customer_id = d.customer_id
  and b.order_date < d.order_date and b.removed_at is null)`

/** Sales as ordered: lines, whole orders, credits shared among people, and each customer's first deal. */
export const ORDER_SOURCES: readonly FactSource[] = [
  source({
    name: 'orderLine',
    label: text('订单行', '訂單明細', 'order lines'),
    query: `select d.workspace_id, d.order_id as id, d.external_id as title, d.order_date as day,
        coalesce(d.signed_on, d.order_date) as signed_day, d.currency, d.channel, d.person_id, d.org_unit_id, d.region_id,
        d.customer_id, c.customer_type_id, l.product_id, o.campaign_id, d.order_id as "order", l.product_id as product,
        d.customer_id as customer, o.campaign_id is not null as from_campaign,
        l.amount, l.list_amount, l.cost, l.quantity
      from ${LINES} ${CUSTOMER} ${DEAL} where ${LIVE}`,
    days: { day: text('下单日期', '下單日期', 'ordered'), signedDay: text('签单日期', '簽單日期', 'signed') },
    amounts: AMOUNTS,
    keys: { order: WORDS.order, customer: WORDS.customer, product: text('产品', '產品', 'products') },
    fields: { fromCampaign: FROM_CAMPAIGN },
    dimensions: [...WHERE, 'product', 'channel', ...WHO, 'campaign'],
  }),
  source({
    name: 'order',
    label: text('订单', '訂單', 'orders'),
    kind: 'orderLine',
    query: `select d.workspace_id, d.order_id as id, d.external_id as title, d.order_date as day, d.currency, d.channel,
        d.person_id, d.org_unit_id, d.region_id, d.customer_id, c.customer_type_id, d.customer_id as customer,
        d.tax_amount, ${BEFORE} as repeat
      from sales_order d ${CUSTOMER} where ${LIVE}`,
    days: { day: text('下单日期', '下單日期', 'ordered') },
    amounts: { taxAmount: money(WORDS.tax) },
    keys: { customer: WORDS.customer },
    fields: { repeat: REPEAT },
    dimensions: [...WHERE, 'channel', ...WHO],
  }),
  source({
    name: 'creditedLine',
    label: text('业绩分摊行', '業績分攤明細', 'credited order lines'),
    kind: 'orderLine',
    query: `select d.workspace_id, d.order_id as id, d.external_id as title, d.order_date as day, d.currency, d.channel,
        coalesce(s.person_id, d.person_id) as person_id,
        case when s.person_id is null then d.org_unit_id else s.org_unit_id end as org_unit_id, d.region_id,
        d.customer_id, c.customer_type_id, l.product_id, d.order_id as "order", d.customer_id as customer,
        l.amount * coalesce(s.share, 1) as amount, l.quantity * coalesce(s.share, 1) as quantity
      from ${LINES} left join order_credit s on s.workspace_id = d.workspace_id and s.order_id = d.order_id
      ${CUSTOMER} where ${LIVE}`,
    days: { day: text('下单日期', '下單日期', 'ordered') },
    amounts: { amount: AMOUNTS.amount, quantity: AMOUNTS.quantity },
    keys: { order: WORDS.order, customer: WORDS.customer },
    dimensions: [...WHERE, 'product', 'channel', ...WHO],
  }),
  source({
    name: 'firstDeal',
    label: text('客户首单', '客戶首單', 'first deals of customers'),
    kind: null,
    query: `select distinct on (d.customer_id) d.workspace_id, d.customer_id as id, c.name_zh as title, d.day,
        null::text as currency, d.person_id, d.org_unit_id, d.region_id, d.customer_id, c.customer_type_id,
        d.customer_id as customer
      from (
        select workspace_id, customer_id, order_date as day, person_id, org_unit_id, region_id, 1 as rank, order_id as deal
          from sales_order where workspace_id = $1 and removed_at is null and customer_id is not null
        union all
        select workspace_id, customer_id, day, person_id, org_unit_id, region_id, 0, contract_id
          from contract where workspace_id = $1 and removed_at is null and customer_id is not null
      ) d ${CUSTOMER} order by d.customer_id, d.day, d.rank, d.deal`,
    days: { day: text('首单日期', '首單日期', 'first deal') },
    keys: { customer: WORDS.customer },
    dimensions: [...WHERE, ...WHO],
    hasCurrency: false,
  }),
]
