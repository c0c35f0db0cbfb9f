import type { Locale } from '../../locale.ts'

type Label = readonly [zhCN: string, zhTW: string, en: string]

/** What fields are called. A name means the same wherever it stands. */
const LABELS = {
  externalId: ['外部编号', '外部編號', 'External id'],
  code: ['编码', '編碼', 'Code'],
  number: ['单号', '單號', 'Number'],
  name: ['名称', '名稱', 'Name'],
  nameZh: ['中文名称', '中文名稱', 'Chinese name'],
  nameEn: ['英文名称', '英文名稱', 'English name'],
  kind: ['类型', '類型', 'Kind'],
  day: ['日期', '日期', 'Date'],
  fromDay: ['起始日期', '起始日期', 'From'],
  untilDay: ['截止日期', '截止日期', 'Until'],
  since: ['合作起始', '合作起始', 'Customer since'],
  until: ['合作截止', '合作截止', 'Until'],
  customer: ['客户', '客戶', 'Customer'],
  customerType: ['客户类型', '客戶類型', 'Customer type'],
  contact: ['联系人', '聯絡人', 'Contact'],
  person: ['负责人', '負責人', 'Salesperson'],
  orgUnit: ['组织', '組織', 'Organisation'],
  region: ['区域', '區域', 'Region'],
  product: ['产品', '產品', 'Product'],
  partner: ['渠道伙伴', '通路夥伴', 'Channel partner'],
  outlet: ['网点', '據點', 'Outlet'],
  objective: ['战略目标', '策略目標', 'Objective'],
  parent: ['上级', '上級', 'Parent'],
  channel: ['渠道', '通路', 'Channel'],
  industry: ['行业', '產業', 'Industry'],
  size: ['规模', '規模', 'Size'],
  address: ['地址', '地址', 'Address'],
  phone: ['电话', '電話', 'Phone'],
  email: ['邮箱', '電子郵件', 'E-mail'],
  website: ['网站', '網站', 'Website'],
  latitude: ['纬度', '緯度', 'Latitude'],
  longitude: ['经度', '經度', 'Longitude'],
  title: ['职务', '職稱', 'Title'],
  level: ['层级', '層級', 'Level'],
  decisionRole: ['决策角色', '決策角色', 'Decision role'],
  openedOn: ['开业日期', '開業日期', 'Opened on'],
  closedOn: ['关闭日期', '關閉日期', 'Closed on'],
  outlets: ['目标网点数', '目標據點數', 'Outlets in all'],
  amount: ['金额', '金額', 'Amount'],
  listAmount: ['折前金额', '折前金額', 'List amount'],
  taxAmount: ['税额', '稅額', 'Tax'],
  cost: ['成本', '成本', 'Cost'],
  quantity: ['数量', '數量', 'Quantity'],
  unitPrice: ['单价', '單價', 'Unit price'],
  discountRate: ['折扣率', '折扣率', 'Discount'],
  currency: ['币种', '幣別', 'Currency'],
  rate: ['汇率', '匯率', 'Rate'],
  customers: ['客户数', '客戶數', 'Customers'],
  origin: ['数据来源', '資料來源', 'Origin'],
  description: ['说明', '說明', 'Description'],
  ordinal: ['顺序', '順序', 'Order'],
  pipeline: ['销售流程', '銷售流程', 'Pipeline'],
  stage: ['阶段', '階段', 'Stage'],
  outcome: ['结果', '結果', 'Outcome'],
  result: ['结果说明', '結果說明', 'Result'],
  probability: ['赢单概率', '贏單機率', 'Probability'],
  lossReason: ['丢单原因', '丟單原因', 'Loss reason'],
  medium: ['来源渠道', '來源管道', 'Source'],
  budget: ['预算', '預算', 'Budget'],
  company: ['公司', '公司', 'Company'],
  status: ['状态', '狀態', 'Status'],
  qualifiedOn: ['转化日期', '轉化日期', 'Qualified on'],
  campaign: ['市场活动', '行銷活動', 'Campaign'],
  note: ['备注', '備註', 'Note'],
  lead: ['线索', '線索', 'Lead'],
  opportunity: ['商机', '商機', 'Opportunity'],
  expectedCloseOn: ['预计成交日期', '預計成交日期', 'Expected close'],
  nextStep: ['下一步', '下一步', 'Next step'],
  nextStepOn: ['下一步日期', '下一步日期', 'Next step on'],
  competitor: ['竞争对手', '競爭對手', 'Competitor'],
  happenedAt: ['发生时间', '發生時間', 'Happened at'],
  proposal: ['方案', '提案', 'Proposal'],
  validUntil: ['有效期至', '有效期至', 'Valid until'],
  approvedOn: ['批准日期', '核准日期', 'Approved on'],
  approvedBy: ['批准人', '核准人', 'Approved by'],
  contract: ['合同', '合約', 'Contract'],
  renews: ['续签的合同', '續簽的合約', 'Renews'],
  lapsedOn: ['失效日期', '失效日期', 'Lapsed on'],
  order: ['订单', '訂單', 'Order'],
  lineNumber: ['行号', '行號', 'Line'],
  reason: ['原因', '原因', 'Reason'],
  dueOn: ['到期日', '到期日', 'Due on'],
  invoice: ['发票', '發票', 'Invoice'],
  method: ['方式', '方式', 'Method'],
  startedAt: ['开始时间', '開始時間', 'Started at'],
  endedAt: ['结束时间', '結束時間', 'Ended at'],
  minutes: ['时长 (分钟)', '時長 (分鐘)', 'Minutes'],
  purpose: ['目的', '目的', 'Purpose'],
  feedback: ['反馈', '回饋', 'Feedback'],
  subject: ['主题', '主題', 'Subject'],
  impressions: ['曝光', '曝光', 'Impressions'],
  clicks: ['点击', '點擊', 'Clicks'],
  stock: ['库存', '庫存', 'Stock'],
  survey: ['问卷', '問卷', 'Survey'],
  question: ['问题', '問題', 'Question'],
  score: ['评分', '評分', 'Score'],
  answer: ['回答', '回答', 'Answer'],
  grade: ['职级', '職級', 'Grade'],
  hiredOn: ['入职日期', '到職日期', 'Hired on'],
  leftOn: ['最后工作日', '最後工作日', 'Last day'],
  rampMonths: ['上手期 (月)', '上手期 (月)', 'Ramp (months)'],
  fullTimeShare: ['工时占比', '工時占比', 'Share of full time'],
  quotaCapacity: ['满产能年销售额', '滿產能年銷售額', 'Yearly capacity'],
  weeklyHours: ['每周工时', '每週工時', 'Hours a week'],
  weeklyVisits: ['每周拜访数', '每週拜訪數', 'Visits a week'],
  position: ['任职', '任職', 'Positions'],
  member: ['登录成员', '登入成員', 'Members'],
  quota: ['配额', '配額', 'Quotas'],
  works: ['上班', '上班', 'Worked'],
  digits: ['小数位数', '小數位數', 'Decimal places'],
} as const satisfies Record<string, Label>

export type FieldName = keyof typeof LABELS

const KIND_LABELS = {
  customer: ['客户', '客戶', 'Customers'],
  contact: ['联系人', '聯絡人', 'Contacts'],
  partner: ['渠道伙伴', '通路夥伴', 'Channel partners'],
  outlet: ['网点', '據點', 'Outlets'],
  outletUniverse: ['网点总量', '據點總量', 'Outlet universe'],
  marketSize: ['市场规模', '市場規模', 'Market size'],
  objective: ['战略目标', '策略目標', 'Objectives'],
  person: ['人员', '人員', 'People'],
  holiday: ['节假日与调休', '假日與補班', 'Holidays and moved working days'],
  currency: ['币种', '幣別', 'Currencies'],
  exchangeRate: ['汇率', '匯率', 'Exchange rates'],
  pipeline: ['销售流程', '銷售流程', 'Pipelines'],
  stage: ['阶段', '階段', 'Stages'],
  lossReason: ['丢单原因', '丟單原因', 'Loss reasons'],
  campaign: ['市场活动', '行銷活動', 'Campaigns'],
  lead: ['线索', '線索', 'Leads'],
  opportunity: ['商机', '商機', 'Opportunities'],
  stageEvent: ['阶段变更', '階段變更', 'Stage changes'],
  proposal: ['方案', '提案', 'Proposals'],
  quote: ['报价', '報價', 'Quotes'],
  contract: ['合同', '合約', 'Contracts'],
  orderLine: ['订单明细', '訂單明細', 'Order lines'],
  shipment: ['发货', '出貨', 'Shipments'],
  salesReturn: ['退货', '退貨', 'Returns'],
  invoice: ['发票', '發票', 'Invoices'],
  payment: ['回款', '回款', 'Payments'],
  visit: ['拜访', '拜訪', 'Visits'],
  activity: ['活动', '活動', 'Activities'],
  timeEntry: ['工时', '工時', 'Time entries'],
  campaignSpend: ['市场费用', '行銷費用', 'Campaign spend'],
  sellThrough: ['分销动销', '分銷動銷', 'Sell-through'],
  surveyAnswer: ['问卷回答', '問卷回答', 'Survey answers'],
} as const satisfies Record<string, Label>

export type KindName = keyof typeof KIND_LABELS

/** Values of the choices, each the same word wherever it is chosen. */
const CHOICE_LABELS = {
  open: ['进行中', '進行中', 'Open'],
  won: ['赢单', '贏單', 'Won'],
  lost: ['丢单', '丟單', 'Lost'],
  new: ['新建', '新建', 'New'],
  working: ['跟进中', '跟進中', 'Working'],
  qualified: ['已转化', '已轉化', 'Qualified'],
  disqualified: ['无效', '無效', 'Disqualified'],
  draft: ['草稿', '草稿', 'Draft'],
  submitted: ['已提交', '已提交', 'Submitted'],
  approved: ['已批准', '已核准', 'Approved'],
  accepted: ['已接受', '已接受', 'Accepted'],
  rejected: ['已拒绝', '已拒絕', 'Rejected'],
  expired: ['已过期', '已過期', 'Expired'],
  planned: ['已计划', '已計劃', 'Planned'],
  done: ['已完成', '已完成', 'Done'],
  cancelled: ['已取消', '已取消', 'Cancelled'],
  call: ['电话', '電話', 'Call'],
  email: ['邮件', '郵件', 'E-mail'],
  meeting: ['会议', '會議', 'Meeting'],
  demonstration: ['演示', '示範', 'Demonstration'],
  message: ['消息', '訊息', 'Message'],
  other: ['其他', '其他', 'Other'],
  selling: ['销售', '銷售', 'Selling'],
  travel: ['差旅', '差旅', 'Travel'],
  administration: ['行政', '行政', 'Administration'],
  training: ['培训', '培訓', 'Training'],
  executive: ['高层', '高層', 'Executive'],
  middle: ['中层', '中層', 'Middle'],
  user: ['使用者', '使用者', 'User'],
  economicBuyer: ['经济决策人', '經濟決策人', 'Economic buyer'],
  decisionMaker: ['决策者', '決策者', 'Decision maker'],
  technicalBuyer: ['技术决策人', '技術決策人', 'Technical buyer'],
  influencer: ['影响者', '影響者', 'Influencer'],
  champion: ['支持者', '支持者', 'Champion'],
  gatekeeper: ['把关人', '把關人', 'Gatekeeper'],
  distributor: ['分销商', '分銷商', 'Distributor'],
  dealer: ['经销商', '經銷商', 'Dealer'],
  agent: ['代理商', '代理商', 'Agent'],
  retailer: ['零售商', '零售商', 'Retailer'],
  integrator: ['集成商', '整合商', 'Integrator'],
  true: ['是', '是', 'Yes'],
  false: ['否', '否', 'No'],
} as const satisfies Record<string, Label>

export type ChoiceName = keyof typeof CHOICE_LABELS

const ORDER: Readonly<Record<Locale, 0 | 1 | 2>> = { 'zh-CN': 0, 'zh-TW': 1, en: 2 }

/** What a field is called in a language. */
export function fieldLabel(name: FieldName, locale: Locale): string {
  return LABELS[name][ORDER[locale]]
}

/** What a kind of entry is called in a language. */
export function kindLabel(name: KindName, locale: Locale): string {
  return KIND_LABELS[name][ORDER[locale]]
}

/** What the value of a choice is called in a language; the value itself where it is unknown. */
export function choiceLabel(value: string, locale: Locale): string {
  return value in CHOICE_LABELS ? CHOICE_LABELS[value as ChoiceName][ORDER[locale]] : value
}

/** The label of a field where the name is one; any other text as it is. */
export function labelOf(name: string, locale: Locale): string {
  return name in LABELS ? fieldLabel(name as FieldName, locale) : name
}

/** The label of a kind where the name is one; any other text as it is. */
export function kindLabelOf(name: string, locale: Locale): string {
  return name in KIND_LABELS ? kindLabel(name as KindName, locale) : name
}
