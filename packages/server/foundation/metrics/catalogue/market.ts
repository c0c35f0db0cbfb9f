import { count, distinct, inGroup, less, say, sum, total, where } from './build.ts'

const DONE = where('status', 'done')
const TIMED = [DONE, where('timed', 'true')]

/** What people do. */
export const ACTIVITY = inGroup('activity', [
  {
    code: 'visits',
    name: say('拜访数', '拜訪數', 'Visits'),
    description: say('已完成的拜访。', '已完成的拜訪。', 'Visits done.'),
    formula: say('拜访计数', '拜訪計數', 'count of visits done'),
    unit: 'count',
    numerator: total(count('visit', { filters: [DONE] })),
  },
  {
    code: 'visitMinutes',
    name: say('平均拜访时长', '平均拜訪時長', 'Visit duration'),
    description: say(
      '有时长记录的已完成拜访的平均分钟数。',
      '有時長紀錄的已完成拜訪的平均分鐘數。',
      'Mean minutes of the visits done whose duration is known.',
    ),
    formula: say('Σ 分钟 ÷ 拜访数', 'Σ 分鐘 ÷ 拜訪數', 'Σ minutes ÷ visits'),
    unit: 'minutes',
    numerator: total(sum('visit', 'minutes', { filters: TIMED })),
    denominator: total(count('visit', { filters: TIMED })),
  },
  {
    code: 'visitToOpportunity',
    name: say('拜访商机率', '拜訪商機率', 'Visit-to-opportunity rate'),
    description: say(
      '已完成拜访中关联到商机的比例。',
      '已完成拜訪中關聯到商機的比例。',
      'Share of the visits done that belong to an opportunity.',
    ),
    formula: say('关联商机的拜访 ÷ 拜访', '關聯商機的拜訪 ÷ 拜訪', 'visits with an opportunity ÷ visits'),
    unit: 'percent',
    numerator: total(count('visit', { filters: [DONE, where('withOpportunity', 'true')] })),
    denominator: total(count('visit', { filters: [DONE] })),
  },
  {
    code: 'sellingTimeShare',
    name: say('销售时间占比', '銷售時間占比', 'Selling time'),
    description: say(
      '工时中用于销售的比例。',
      '工時中用於銷售的比例。',
      'Share of the time entered that was selling.',
    ),
    formula: say('销售分钟 ÷ 全部分钟', '銷售分鐘 ÷ 全部分鐘', 'selling minutes ÷ all minutes'),
    unit: 'percent',
    numerator: total(sum('timeEntry', 'minutes', { filters: [where('kind', 'selling')] })),
    denominator: total(sum('timeEntry', 'minutes')),
  },
])

const SPAN = { day: 'fromDay', endDay: 'untilDay' }
const SOLD = { filters: [{ field: 'quantity', atLeast: 0.0001 }] }

/** How far the market is reached. */
export const CHANNEL = inGroup('channel', [
  {
    code: 'sellThrough',
    name: say('动销额', '動銷額', 'Sell-through'),
    description: say('渠道卖给终端的金额。', '通路賣給終端的金額。', 'What partners and outlets sold on.'),
    formula: say('Σ 动销金额', 'Σ 動銷金額', 'Σ sell-through amount'),
    numerator: total(sum('sellThrough', 'amount')),
  },
  {
    code: 'activeOutlets',
    name: say('活跃网点数', '活躍據點數', 'Active outlets'),
    description: say(
      '期间内有动销的不同网点。',
      '期間內有動銷的不同據點。',
      'Different outlets with sell-through in the period.',
    ),
    formula: say('有动销的网点计数', '有動銷的據點計數', 'count of outlets with sell-through'),
    unit: 'count',
    numerator: total(distinct('sellThrough', 'outlet', SOLD)),
  },
  {
    code: 'channelCoverage',
    name: say('渠道覆盖率', '通路覆蓋率', 'Channel coverage'),
    description: say(
      '活跃网点占期末网点总量的比例。',
      '活躍據點占期末據點總量的比例。',
      'Active outlets as a share of the universe at the end of the period.',
    ),
    formula: say('活跃网点 ÷ 网点总量', '活躍據點 ÷ 據點總量', 'active outlets ÷ universe'),
    unit: 'percent',
    numerator: total(distinct('sellThrough', 'outlet', SOLD)),
    denominator: total(sum('outletUniverse', 'outlets', { ...SPAN, time: 'open' })),
  },
  {
    code: 'marketCoverage',
    name: say('市场覆盖率', '市場覆蓋率', 'Market coverage'),
    description: say(
      '期间内成交的客户占市场客户总数 (期末有效的市场规模记录) 的比例。',
      '期間內成交的客戶占市場客戶總數 (期末有效的市場規模紀錄) 的比例。',
      'Active customers as a share of the customers in the market, from the market sizes valid at the end of the period.',
    ),
    formula: say('成交客户 ÷ 市场客户', '成交客戶 ÷ 市場客戶', 'active customers ÷ customers in the market'),
    unit: 'percent',
    numerator: total(distinct('order', 'customer')),
    denominator: total(sum('marketSize', 'customers', { ...SPAN, time: 'open' })),
  },
  {
    code: 'marketShare',
    name: say('市场份额', '市場占有率', 'Market share'),
    description: say(
      '销售额占市场规模的比例; 市场规模按重叠天数计入期间。只看得到部分销售的人, 看到的是自己部分的份额。',
      '銷售額占市場規模的比例; 市場規模按重疊天數計入期間。只看得到部分銷售的人, 看到的是自己部分的份額。',
      'Sales as a share of the market size, which counts by the days that it overlaps. Whoever sees part of the sales sees the share of that part.',
    ),
    formula: say('销售额 ÷ 市场规模', '銷售額 ÷ 市場規模', 'sales ÷ market size'),
    unit: 'percent',
    numerator: total(sum('orderLine', 'amount')),
    denominator: total(sum('marketSize', 'amount', { ...SPAN, time: 'shared' })),
  },
])

const SPEND = sum('campaignSpend', 'amount')
const FROM_CAMPAIGN = { filters: [where('fromCampaign', 'true')] }

/** What customers cost and what campaigns bring. */
export const MARKETING = inGroup('marketing', [
  {
    code: 'marketingSpend',
    name: say('市场费用', '行銷費用', 'Marketing spend'),
    description: say('市场活动的费用。', '行銷活動的費用。', 'Spend of the campaigns.'),
    formula: say('Σ 费用', 'Σ 費用', 'Σ spend'),
    better: 'lower',
    numerator: total(SPEND),
  },
  {
    code: 'marketingRoi',
    name: say('市场投入产出比 (ROI)', '行銷投資報酬率 (ROI)', 'Marketing ROI'),
    description: say(
      '归属: 订单所属商机来自市场活动的, 其毛利全部归于该活动 (最后一次接触)。',
      '歸屬: 訂單所屬商機來自行銷活動的, 其毛利全部歸於該活動 (最後一次接觸)。',
      'Attribution: the gross profit of an order counts whole for the campaign that its opportunity names (last touch).',
    ),
    formula: say(
      '(归属毛利 − 费用) ÷ 费用',
      '(歸屬毛利 − 費用) ÷ 費用',
      '(attributed gross profit − spend) ÷ spend',
    ),
    unit: 'percent',
    numerator: less(
      sum('orderLine', 'amount', FROM_CAMPAIGN),
      sum('orderLine', 'cost', FROM_CAMPAIGN),
      SPEND,
    ),
    denominator: total(SPEND),
  },
  {
    code: 'customerAcquisitionCost',
    name: say('获客成本 (CAC)', '獲客成本 (CAC)', 'Acquisition cost'),
    description: say(
      '期间市场费用 ÷ 期间新签客户数; 只含市场费用, 不含销售人力。',
      '期間行銷費用 ÷ 期間新簽客戶數; 只含行銷費用, 不含銷售人力。',
      'Marketing spend ÷ new customers of the same period; marketing alone, without the cost of salespeople.',
    ),
    formula: say('市场费用 ÷ 新签客户数', '行銷費用 ÷ 新簽客戶數', 'marketing spend ÷ new customers'),
    better: 'lower',
    numerator: total(SPEND),
    denominator: total(count('firstDeal')),
  },
])
