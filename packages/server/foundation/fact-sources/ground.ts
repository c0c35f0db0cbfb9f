import { type FactSource, free, money, plain, source, text, WHERE, WORDS } from './source.ts'

const LIVE = 'd.workspace_id = $1 and d.removed_at is null'
const FROM = text('起始日期', '起始日期', 'from')
const UNTIL = text('截止日期', '截止日期', 'until')

/** What figures are compared with: the universe of outlets, the size of markets, approved targets. */
export const GROUND_SOURCES: readonly FactSource[] = [
  source({
    name: 'outletUniverse',
    label: text('网点总量', '據點總量', 'outlet universe'),
    query: `select d.workspace_id, d.outlet_universe_id as id, coalesce(d.kind, '') as title, d.from_day, d.until_day,
        null::text as currency, d.region_id, coalesce(d.kind, '') as kind, d.outlets
      from outlet_universe d where ${LIVE}`,
    days: { fromDay: FROM, untilDay: UNTIL },
    amounts: { outlets: plain(text('网点数', '據點數', 'outlets')) },
    fields: { kind: free(WORDS.kind) },
    dimensions: ['region'],
    credited: false,
    hasCurrency: false,
  }),
  source({
    name: 'marketSize',
    label: text('市场规模', '市場規模', 'market size'),
    query: `select d.workspace_id, d.market_size_id as id, coalesce(d.origin, '') as title, d.from_day, d.until_day,
        null::text as currency, d.region_id, d.product_id, d.amount, d.quantity, d.customers
      from market_size d where ${LIVE}`,
    days: { fromDay: FROM, untilDay: UNTIL },
    amounts: {
      amount: money(WORDS.amount),
      quantity: plain(WORDS.quantity),
      customers: plain(text('客户数', '客戶數', 'customers')),
    },
    dimensions: ['region', 'product'],
    credited: false,
    hasCurrency: false,
  }),
  source({
    name: 'target',
    label: text('已批准的目标', '已核准的目標', 'approved targets'),
    kind: null,
    query: `select d.workspace_id, d.metric_target_id as id, d.metric as title, d.from_day, d.until_day,
        null::text as currency, d.channel, d.person_id, d.org_unit_id, d.region_id, d.product_id, d.metric, d.amount,
        d.amount as units, d.plan_id, d.plan_id::text as plan, d.layer
      from metric_target d where d.workspace_id = $1`,
    days: { fromDay: FROM, untilDay: UNTIL },
    // A target of money, or of what is counted: `metric` says which.
    amounts: { amount: money(WORDS.amount), units: plain(WORDS.quantity) },
    fields: { metric: free(text('指标', '指標', 'metric')), plan: free(text('方案', '方案', 'plan')) },
    dimensions: [...WHERE, 'product', 'channel'],
    hasCurrency: false,
    layered: true,
  }),
]
