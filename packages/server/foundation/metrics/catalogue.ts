import type { BreakdownName, Field, MetricCode } from '@salesloom/contract'
import type { CallContext } from '../../platform/http/call-context.ts'
import { mayReadField } from '../access/index.ts'

type Bilingual = { readonly zh: string; readonly en: string }

/** One definition for one KPI: what every page, endpoint and report computes. */
export type MetricDefinition = {
  readonly code: MetricCode
  readonly name: Bilingual
  readonly description: Bilingual
  readonly formula: Bilingual
  readonly kind: 'sum' | 'count' | 'ratio'
  readonly unit: 'money' | 'count' | 'percent'
  readonly better: 'higher' | 'lower'
  readonly dimensions: readonly BreakdownName[]
  readonly source: Bilingual
  /** The limited field that the metric tells; whoever does not read it neither sees nor computes the metric. */
  readonly limitedBy?: Field
}

const ALL: readonly BreakdownName[] = [
  'orgUnit',
  'person',
  'region',
  'category',
  'channel',
  'month',
  'quarter',
  'day',
]
/** Counts of whole orders and customers cannot be split by product: an order may hold several. */
const WITHOUT_PRODUCT: readonly BreakdownName[] = ALL.filter((name) => name !== 'category')

const LINES: Bilingual = { zh: '订单行 (按日汇总)', en: 'order lines (daily roll-up)' }
const ORDERS: Bilingual = { zh: '订单', en: 'orders' }

export const METRICS: readonly MetricDefinition[] = [
  {
    code: 'sales',
    name: { zh: '销售额', en: 'Sales' },
    description: {
      zh: '订单口径: 折扣后, 不含税与运费。',
      en: 'Ordered basis: after discount, without tax and freight.',
    },
    formula: { zh: 'Σ 订单行金额', en: 'Σ line amount' },
    kind: 'sum',
    unit: 'money',
    better: 'higher',
    dimensions: ALL,
    source: LINES,
  },
  {
    code: 'units',
    name: { zh: '销量', en: 'Units' },
    description: { zh: '订购数量之和。', en: 'Quantities ordered, added up.' },
    formula: { zh: 'Σ 数量', en: 'Σ quantity' },
    kind: 'sum',
    unit: 'count',
    better: 'higher',
    dimensions: ALL,
    source: LINES,
  },
  {
    code: 'orders',
    name: { zh: '订单数', en: 'Orders' },
    description: { zh: '按下单日期计数的订单。', en: 'Orders by the day they were placed.' },
    formula: { zh: '订单计数', en: 'count of orders' },
    kind: 'count',
    unit: 'count',
    better: 'higher',
    dimensions: WITHOUT_PRODUCT,
    source: ORDERS,
  },
  {
    code: 'activeCustomers',
    name: { zh: '成交客户数', en: 'Active customers' },
    description: {
      zh: '期间内至少下过一单的不同客户; 各部分之和可能大于合计。',
      en: 'Different customers with at least one order in the period; parts may add up to more than the total.',
    },
    formula: { zh: '不同客户计数', en: 'count of distinct customers' },
    kind: 'count',
    unit: 'count',
    better: 'higher',
    dimensions: WITHOUT_PRODUCT,
    source: ORDERS,
  },
  {
    code: 'averageOrder',
    name: { zh: '平均订单额', en: 'Average order' },
    description: { zh: '每张订单的销售额。', en: 'Sales per order.' },
    formula: { zh: '销售额 ÷ 订单数', en: 'sales ÷ orders' },
    kind: 'ratio',
    unit: 'money',
    better: 'higher',
    dimensions: WITHOUT_PRODUCT,
    source: ORDERS,
  },
  {
    code: 'discountRate',
    name: { zh: '折扣率', en: 'Discount rate' },
    description: {
      zh: '让出的折扣占折扣前金额的比例。',
      en: 'Discount given as a share of the amount before discount.',
    },
    formula: { zh: '(折前金额 − 销售额) ÷ 折前金额', en: '(list amount − sales) ÷ list amount' },
    kind: 'ratio',
    unit: 'percent',
    better: 'lower',
    dimensions: ALL,
    source: LINES,
  },
  {
    code: 'grossProfit',
    name: { zh: '毛利', en: 'Gross profit' },
    description: { zh: '销售额减标准成本。', en: 'Sales less standard cost.' },
    formula: { zh: '销售额 − 成本', en: 'sales − cost' },
    kind: 'sum',
    unit: 'money',
    better: 'higher',
    dimensions: ALL,
    source: LINES,
    limitedBy: 'margin',
  },
  {
    code: 'grossMargin',
    name: { zh: '毛利率', en: 'Gross margin' },
    description: { zh: '毛利占销售额的比例。', en: 'Gross profit as a share of sales.' },
    formula: { zh: '毛利 ÷ 销售额', en: 'gross profit ÷ sales' },
    kind: 'ratio',
    unit: 'percent',
    better: 'higher',
    dimensions: ALL,
    source: LINES,
    limitedBy: 'margin',
  },
]

/** The definition of a metric. */
export function metricOf(code: MetricCode): MetricDefinition {
  const found = METRICS.find((metric) => metric.code === code)
  if (found === undefined) throw new RangeError(`no metric ${code}`)
  return found
}

/** The metrics that a caller may compute. */
export function findMetrics(context: Pick<CallContext, 'fields'>) {
  return METRICS.filter(({ limitedBy }) => limitedBy === undefined || mayReadField(context, limitedBy)).map(
    ({ limitedBy: _, ...metric }) => ({ ...metric, dimensions: [...metric.dimensions] }),
  )
}
