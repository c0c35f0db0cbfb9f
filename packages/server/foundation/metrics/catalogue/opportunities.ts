import { count, distinct, inGroup, less, say, sum, total, where } from './build.ts'

const CLOSED = 'closedOn'
const WON = { day: CLOSED, filters: [where('outcome', 'won')] }
const DECIDED = { day: CLOSED, filters: [where('outcome', 'won', 'lost')] }
const OPEN_AT_END = { time: 'open', endDay: CLOSED } as const
const DUE = { day: 'expectedCloseOn', filters: [where('outcome', 'open')] }
const TARGET = sum('target', 'amount', {
  time: 'shared',
  day: 'fromDay',
  endDay: 'untilDay',
  filters: [where('metric', 'sales')],
})

/** From the lead to the deal. */
export const OPPORTUNITIES = inGroup('opportunities', [
  {
    code: 'leads',
    name: say('线索数', '線索數', 'Leads'),
    description: say('按创建日期计数。', '按建立日期計數。', 'By the day they were created.'),
    formula: say('线索计数', '線索計數', 'count of leads'),
    unit: 'count',
    numerator: total(count('lead')),
  },
  {
    code: 'leadConversion',
    name: say('线索转化率', '線索轉化率', 'Lead conversion'),
    description: say(
      '期间内创建的线索 (同批) 中至今已转化的比例; 新批次尚未成熟, 会继续上升。',
      '期間內建立的線索 (同批) 中至今已轉化的比例; 新批次尚未成熟, 會繼續上升。',
      'Of the leads created in the period (the cohort), the share qualified by now; a young cohort still rises.',
    ),
    formula: say('已转化线索 ÷ 线索', '已轉化線索 ÷ 線索', 'qualified leads ÷ leads'),
    unit: 'percent',
    numerator: total(count('lead', { filters: [where('qualified', 'true')] })),
    denominator: total(count('lead')),
  },
  {
    code: 'newOpportunities',
    name: say('新增商机数', '新增商機數', 'New opportunities'),
    description: say('按创建日期计数。', '按建立日期計數。', 'By the day they were created.'),
    formula: say('商机计数', '商機計數', 'count of opportunities'),
    unit: 'count',
    numerator: total(count('opportunity')),
  },
  {
    code: 'stageConversion',
    name: say('阶段转化率', '階段轉化率', 'Stage conversion'),
    description: say(
      '期间内进入某阶段的商机中, 之后进入更后阶段的比例; 仍停在原处的未定商机不计入 (删失), 按阶段细分查看。',
      '期間內進入某階段的商機中, 之後進入更後階段的比例; 仍停在原處的未定商機不計入 (設限), 按階段細分檢視。',
      'Of the deals that entered a stage in the period, the share that later entered one further on; deals that neither went on nor were lost are left out (censored). Break it down by stage.',
    ),
    formula: say(
      '推进的商机 ÷ (推进 + 丢单的商机)',
      '推進的商機 ÷ (推進 + 丟單的商機)',
      'deals that went on ÷ deals that went on or were lost',
    ),
    unit: 'percent',
    numerator: total(
      distinct('stageEvent', 'opportunity', {
        filters: [where('outcome', 'open'), where('advanced', 'true')],
      }),
    ),
    denominator: total(
      distinct('stageEvent', 'opportunity', {
        filters: [where('outcome', 'open'), where('resolved', 'true')],
      }),
    ),
  },
  {
    code: 'dealsWon',
    name: say('赢单数', '贏單數', 'Deals won'),
    description: say('按关闭日期。', '按關閉日期。', 'By the day they were closed.'),
    formula: say('赢单计数', '贏單計數', 'count of won deals'),
    unit: 'count',
    numerator: total(count('opportunity', WON)),
  },
  {
    code: 'wonAmount',
    name: say('赢单额', '贏單額', 'Won amount'),
    description: say(
      '按关闭日期; 丢单不计。',
      '按關閉日期; 丟單不計。',
      'By the day they were closed; lost deals add nothing.',
    ),
    formula: say('Σ 赢单金额', 'Σ 贏單金額', 'Σ amount of won deals'),
    numerator: total(sum('opportunity', 'amount', WON)),
  },
  {
    code: 'winRate',
    name: say('赢单率', '贏單率', 'Win rate'),
    description: say(
      '期间内关闭的商机 (按关闭日期, 非创建批次) 中赢单的比例, 按个数。',
      '期間內關閉的商機 (按關閉日期, 非建立批次) 中贏單的比例, 按個數。',
      'Of the deals closed in the period (not of those created in it), the share that was won, by number.',
    ),
    formula: say('赢单数 ÷ (赢单数 + 丢单数)', '贏單數 ÷ (贏單數 + 丟單數)', 'won ÷ (won + lost)'),
    unit: 'percent',
    numerator: total(count('opportunity', WON)),
    denominator: total(count('opportunity', DECIDED)),
  },
  {
    code: 'winRateByValue',
    name: say('赢单率 (金额)', '贏單率 (金額)', 'Win rate by value'),
    description: say('同上, 按金额加权。', '同上, 按金額加權。', 'The same, weighted with the amount.'),
    formula: say(
      '赢单额 ÷ (赢单额 + 丢单额)',
      '贏單額 ÷ (贏單額 + 丟單額)',
      'won amount ÷ (won + lost amount)',
    ),
    unit: 'percent',
    numerator: total(sum('opportunity', 'amount', WON)),
    denominator: total(sum('opportunity', 'amount', DECIDED)),
  },
  {
    code: 'salesCycleDays',
    name: say('销售周期', '銷售週期', 'Sales cycle'),
    description: say(
      '期间内赢单的商机从创建到关闭的平均天数。',
      '期間內贏單的商機從建立到關閉的平均天數。',
      'Mean days from creation to close of the deals won in the period.',
    ),
    formula: say('Σ 天数 ÷ 赢单数', 'Σ 天數 ÷ 贏單數', 'Σ days ÷ won deals'),
    unit: 'days',
    better: 'lower',
    numerator: total(sum('opportunity', 'cycleDays', WON)),
    denominator: total(count('opportunity', WON)),
  },
  {
    code: 'averageDeal',
    name: say('平均赢单额', '平均贏單額', 'Average deal'),
    description: say(
      '期间内赢单的平均金额。',
      '期間內贏單的平均金額。',
      'Mean amount of the deals won in the period.',
    ),
    formula: say('赢单额 ÷ 赢单数', '贏單額 ÷ 贏單數', 'won amount ÷ won deals'),
    numerator: total(sum('opportunity', 'amount', WON)),
    denominator: total(count('opportunity', WON)),
  },
  {
    code: 'pipeline',
    name: say('在手商机额', '在手商機額', 'Pipeline'),
    description: say(
      '期末仍未关闭的商机金额; 金额、阶段与负责人取当天的值。',
      '期末仍未關閉的商機金額; 金額、階段與負責人取當天的值。',
      'Amount of the deals that were open at the end of the period, with the amount, stage and owner that they had that day.',
    ),
    formula: say('Σ 期末未关闭商机金额', 'Σ 期末未關閉商機金額', 'Σ amount of open deals'),
    numerator: total(sum('opportunity', 'amount', OPEN_AT_END)),
  },
  {
    code: 'weightedPipeline',
    name: say('加权商机额', '加權商機額', 'Weighted pipeline'),
    description: say(
      '期末未关闭商机逐单金额 × 赢单概率 (没有时取阶段概率) 之和, 不是平均 × 平均。',
      '期末未關閉商機逐單金額 × 贏單機率 (沒有時取階段機率) 之和, 不是平均 × 平均。',
      'Amount × probability deal by deal (that of the stage where a deal has none), over the deals open at the end of the period; never average × average.',
    ),
    formula: say('Σ (金额 × 概率)', 'Σ (金額 × 機率)', 'Σ (amount × probability)'),
    numerator: total(sum('opportunity', 'weighted', OPEN_AT_END)),
  },
  {
    code: 'pipelineCoverage',
    name: say('商机覆盖倍数', '商機覆蓋倍數', 'Pipeline coverage'),
    description: say(
      '预计在期间内成交的未关闭商机 ÷ (期间目标 − 期间赢单额); 目标取已批准的销售目标。',
      '預計在期間內成交的未關閉商機 ÷ (期間目標 − 期間贏單額); 目標取已核准的銷售目標。',
      'Open deals expected to close in the period ÷ (its target − what was won in it), with the approved sales target.',
    ),
    formula: say(
      '在手商机 ÷ (目标 − 赢单额)',
      '在手商機 ÷ (目標 − 贏單額)',
      'open pipeline due ÷ (target − won)',
    ),
    unit: 'times',
    numerator: total(sum('opportunity', 'amount', DUE)),
    denominator: less(TARGET, sum('opportunity', 'amount', WON)),
  },
  {
    code: 'proposals',
    name: say('方案数', '提案數', 'Proposals'),
    description: say(
      '已提交的方案, 草稿不计。',
      '已提交的提案, 草稿不計。',
      'Proposals submitted; drafts do not count.',
    ),
    formula: say('方案计数', '提案計數', 'count of proposals'),
    unit: 'count',
    numerator: total(
      count('proposal', { filters: [where('status', 'submitted', 'accepted', 'rejected', 'expired')] }),
    ),
  },
  {
    code: 'quoteDiscountRate',
    name: say('报价折扣率', '報價折扣率', 'Quote discount rate'),
    description: say(
      '已提交的报价让出的折扣, 草稿不计。',
      '已提交的報價讓出的折扣, 草稿不計。',
      'Discount of the quotes handed in; drafts do not count.',
    ),
    formula: say('(折前 − 报价) ÷ 折前', '(折前 − 報價) ÷ 折前', '(list − quoted) ÷ list'),
    unit: 'percent',
    better: 'lower',
    numerator: less(
      sum('quote', 'listAmount', { filters: [{ field: 'status', isNot: ['draft'] }] }),
      sum('quote', 'amount', { filters: [{ field: 'status', isNot: ['draft'] }] }),
    ),
    denominator: total(sum('quote', 'listAmount', { filters: [{ field: 'status', isNot: ['draft'] }] })),
  },
])
