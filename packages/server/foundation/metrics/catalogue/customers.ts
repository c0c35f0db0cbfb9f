import { count, distinct, inGroup, less, say, sum, term, total, where } from './build.ts'

const BUYERS = distinct('order', 'customer')
const REPEATED = distinct('order', 'customer', { filters: [where('repeat', 'true')] })
const ENDED = { day: 'untilDay' }
const RENEWED = { day: 'untilDay', filters: [where('renewed', 'true')] }
const PROMOTERS = count('surveyAnswer', {
  filters: [where('question', 'nps'), { field: 'score', atLeast: 9 }],
})
const DETRACTORS = count('surveyAnswer', {
  filters: [where('question', 'nps'), { field: 'score', below: 7 }],
})
const NPS_ANSWERS = count('surveyAnswer', { filters: [where('question', 'nps'), where('scored', 'true')] })
const SATISFACTION = [where('question', 'satisfaction'), where('scored', 'true')]

/** The yearly discount of the lifetime value. */
const KEPT_VALUE = 1.1

/** Customers won, kept, pleased, and what one is worth. */
export const CUSTOMERS = inGroup('customers', [
  {
    code: 'newCustomers',
    name: say('新签客户数', '新簽客戶數', 'New customers signed'),
    description: say(
      '首份合同或首张订单落在期间内的客户, 计给当时的负责人。',
      '首份合約或首張訂單落在期間內的客戶, 計給當時的負責人。',
      'Customers whose first contract or order falls in the period, credited to whoever made that deal.',
    ),
    formula: say('首单在期间内的客户计数', '首單在期間內的客戶計數', 'count of customers by first deal'),
    unit: 'count',
    numerator: total(count('firstDeal')),
  },
  {
    code: 'activeCustomers',
    name: say('成交客户数', '成交客戶數', 'Active customers'),
    description: say(
      '期间内至少下过一单的不同客户; 各部分之和可能大于合计。',
      '期間內至少下過一單的不同客戶; 各部分之和可能大於合計。',
      'Different customers with at least one order in the period; parts may add up to more than the total.',
    ),
    formula: say('不同客户计数', '不同客戶計數', 'count of distinct customers'),
    unit: 'count',
    numerator: total(BUYERS),
  },
  {
    code: 'repurchaseRate',
    name: say('复购率', '複購率', 'Repurchase rate'),
    description: say(
      '期间内下单的客户中, 此次下单之前的日子已下过单的比例。',
      '期間內下單的客戶中, 此次下單之前的日子已下過單的比例。',
      'Of the customers who ordered in the period, the share who did so after an order on an earlier day, in the period or before it.',
    ),
    formula: say(
      '老客户下单数 ÷ 下单客户数',
      '舊客戶下單數 ÷ 下單客戶數',
      'customers ordering again ÷ customers ordering',
    ),
    unit: 'percent',
    numerator: total(REPEATED),
    denominator: total(BUYERS),
  },
  {
    code: 'renewalRate',
    name: say('续约率', '續約率', 'Renewal rate'),
    description: say(
      '期间内到期的合同中已续签的比例, 按份数。',
      '期間內到期的合約中已續簽的比例, 按份數。',
      'Of the contracts that ended in the period, the share that another contract renews, by number.',
    ),
    formula: say(
      '已续签合同数 ÷ 到期合同数',
      '已續簽合約數 ÷ 到期合約數',
      'renewed contracts ÷ ended contracts',
    ),
    unit: 'percent',
    numerator: total(count('contract', RENEWED)),
    denominator: total(count('contract', ENDED)),
  },
  {
    code: 'renewalRateByValue',
    name: say('续约率 (金额)', '續約率 (金額)', 'Renewal rate by value'),
    description: say(
      '同上, 按到期合同的金额加权。',
      '同上, 按到期合約的金額加權。',
      'The same, weighted with the amount of the contracts that ended.',
    ),
    formula: say(
      '已续签合同原金额 ÷ 到期合同金额',
      '已續簽合約原金額 ÷ 到期合約金額',
      'amount of renewed contracts ÷ amount of ended contracts',
    ),
    unit: 'percent',
    numerator: total(sum('contract', 'amount', RENEWED)),
    denominator: total(sum('contract', 'amount', ENDED)),
  },
  {
    code: 'nps',
    name: say('净推荐值 (NPS)', '淨推薦值 (NPS)', 'Net promoter score'),
    description: say(
      '问题编码为 nps 的 0 至 10 分: 9 分及以上的比例减 6 分及以下的比例 (Reichheld 2003)。',
      '問題編碼為 nps 的 0 至 10 分: 9 分及以上的比例減 6 分及以下的比例 (Reichheld 2003)。',
      'Answers from 0 to 10 to the question with the code nps: share of 9 and more minus share of 6 and less (Reichheld 2003).',
    ),
    formula: say(
      '(推荐者 − 贬损者) ÷ 回答数',
      '(推薦者 − 貶損者) ÷ 回答數',
      '(promoters − detractors) ÷ answers',
    ),
    unit: 'percent',
    numerator: less(PROMOTERS, DETRACTORS),
    denominator: total(NPS_ANSWERS),
  },
  {
    code: 'satisfaction',
    name: say('满意度', '滿意度', 'Satisfaction'),
    description: say(
      '问题编码为 satisfaction 的评分, 每个回答同等。',
      '問題編碼為 satisfaction 的評分, 每個回答同等。',
      'Scores of the question with the code satisfaction, each answer alike.',
    ),
    formula: say('Σ 评分 ÷ 回答数', 'Σ 評分 ÷ 回答數', 'Σ score ÷ answers'),
    unit: 'score',
    numerator: total(sum('surveyAnswer', 'score', { filters: SATISFACTION })),
    denominator: total(count('surveyAnswer', { filters: SATISFACTION })),
  },
  {
    code: 'lifetimeValue',
    name: say('客户终身价值 (LTV)', '客戶終身價值 (LTV)', 'Lifetime value'),
    description: say(
      '简化公式 (Gupta 与 Lehmann 2003): 每个成交客户的期间毛利 × r ÷ (1 + i − r), r 为复购率, i 为每期 10 %。请按年度查看; 逐客户估计见客户分级 (BG/NBD)。',
      '簡化公式 (Gupta 與 Lehmann 2003): 每個成交客戶的期間毛利 × r ÷ (1 + i − r), r 為複購率, i 為每期 10 %。請按年度檢視; 逐客戶估計見客戶分級 (BG/NBD)。',
      'The simple formula of Gupta and Lehmann (2003): gross profit per active customer × r ÷ (1 + i − r), with r the repurchase rate and i 10 % a period. Ask for whole years; grading estimates each customer (BG/NBD).',
    ),
    formula: say(
      '毛利 × 复购客户 ÷ (成交客户 × (1.1 × 成交客户 − 复购客户))',
      '毛利 × 複購客戶 ÷ (成交客戶 × (1.1 × 成交客戶 − 複購客戶))',
      'gross profit × repeat customers ÷ (active customers × (1.1 × active customers − repeat customers))',
    ),
    numerator: [[term(sum('orderLine', 'amount')), term(sum('orderLine', 'cost'), -1)], [term(REPEATED)]],
    denominator: [[term(BUYERS)], [term(BUYERS, KEPT_VALUE), term(REPEATED, -1)]],
  },
])

const BALANCE_END = { time: 'until', at: 'end' } as const
const BALANCE_START = { time: 'until', at: 'start' } as const

function receivables(times: number, balance: typeof BALANCE_END | typeof BALANCE_START, days: boolean) {
  return [
    term(sum('invoice', 'amount', balance), times, days),
    term(sum('invoice', 'taxAmount', balance), times, days),
    term(sum('payment', 'amount', balance), -times, days),
  ]
}

/** Money owed and paid. */
export const COLLECTION = inGroup('collection', [
  {
    code: 'collections',
    name: say('回款额', '收款額', 'Collections'),
    description: say(
      '收款口径: 按到账日期。',
      '收款口徑: 按入帳日期。',
      'Collected basis: by the day the money arrived.',
    ),
    formula: say('Σ 回款金额', 'Σ 收款金額', 'Σ payment amount'),
    numerator: total(sum('payment', 'amount')),
  },
  {
    code: 'collectionPeriod',
    name: say('回款周期', '收款週期', 'Collection period'),
    description: say(
      '期间内收到的款项从开票到到账的天数, 按金额加权; 只计对应了发票的款项, 与应收账款周转天数不同。',
      '期間內收到的款項從開票到入帳的天數, 按金額加權; 只計對應了發票的款項, 與應收帳款周轉天數不同。',
      'Days from invoice to payment of the money that arrived in the period, weighted with its amount; payments without an invoice are left out. Another figure than DSO.',
    ),
    formula: say('Σ (金额 × 天数) ÷ Σ 金额', 'Σ (金額 × 天數) ÷ Σ 金額', 'Σ (amount × days) ÷ Σ amount'),
    unit: 'days',
    better: 'lower',
    numerator: total(sum('payment', 'amountDays', { filters: [where('invoiced', 'true')] })),
    denominator: total(sum('payment', 'amount', { filters: [where('invoiced', 'true')] })),
  },
  {
    code: 'receivables',
    name: say('应收余额', '應收餘額', 'Receivables'),
    description: say(
      '期末含税开票累计减回款累计。',
      '期末含稅開票累計減收款累計。',
      'Invoiced with tax less paid, up to the end of the period.',
    ),
    formula: say(
      'Σ 含税开票 − Σ 回款 (累计至期末)',
      'Σ 含稅開票 − Σ 收款 (累計至期末)',
      'Σ invoiced with tax − Σ paid, to date',
    ),
    better: 'lower',
    numerator: [receivables(1, BALANCE_END, false)],
  },
  {
    code: 'dso',
    name: say('应收账款周转天数 (DSO)', '應收帳款周轉天數 (DSO)', 'Days sales outstanding'),
    description: say(
      '期初期末平均应收 × 期间天数 ÷ 期间含税开票额; 全年为 365 天。',
      '期初期末平均應收 × 期間天數 ÷ 期間含稅開票額; 全年為 365 天。',
      'Mean of the receivables before and at the end of the period × its days ÷ invoiced with tax; a year has 365 days.',
    ),
    formula: say(
      '(期初应收 + 期末应收) ÷ 2 × 天数 ÷ 含税开票额',
      '(期初應收 + 期末應收) ÷ 2 × 天數 ÷ 含稅開票額',
      '(opening + closing receivables) ÷ 2 × days ÷ invoiced with tax',
    ),
    unit: 'days',
    better: 'lower',
    numerator: [[...receivables(0.5, BALANCE_START, true), ...receivables(0.5, BALANCE_END, true)]],
    denominator: total(sum('invoice', 'amount'), sum('invoice', 'taxAmount')),
  },
])
