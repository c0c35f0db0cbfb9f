import type { KindName } from './foundation/kinds/labels.ts'
import { type Locale, type Words, wordsIn } from './locale.ts'

/** One entry of each kind, as a sentence names it that says it is not there. */
const ENTRIES = {
  customer: ['客户', '客戶', 'customer'],
  contact: ['联系人', '聯絡人', 'contact'],
  partner: ['渠道伙伴', '通路夥伴', 'channel partner'],
  outlet: ['网点', '據點', 'outlet'],
  outletUniverse: ['网点总量', '據點總量', 'outlet universe'],
  marketSize: ['市场规模', '市場規模', 'market size'],
  objective: ['战略目标', '策略目標', 'objective'],
  orgUnit: ['组织', '組織', 'unit of the organisation'],
  region: ['区域', '區域', 'region'],
  product: ['产品', '產品', 'product'],
  customerType: ['客户类型', '客戶類型', 'customer type'],
  person: ['人员', '人員', 'person'],
  holiday: ['节假日或调休', '假日或補班', 'holiday or moved working day'],
  currency: ['币种', '幣別', 'currency'],
  exchangeRate: ['汇率', '匯率', 'exchange rate'],
  pipeline: ['销售流程', '銷售流程', 'pipeline'],
  stage: ['阶段', '階段', 'stage'],
  lossReason: ['丢单原因', '丟單原因', 'loss reason'],
  campaign: ['市场活动', '行銷活動', 'campaign'],
  lead: ['线索', '線索', 'lead'],
  opportunity: ['商机', '商機', 'opportunity'],
  stageEvent: ['阶段变更', '階段變更', 'stage change'],
  proposal: ['方案', '提案', 'proposal'],
  quote: ['报价', '報價', 'quote'],
  contract: ['合同', '合約', 'contract'],
  orderLine: ['订单明细', '訂單明細', 'order line'],
  shipment: ['发货', '出貨', 'shipment'],
  salesReturn: ['退货', '退貨', 'return'],
  invoice: ['发票', '發票', 'invoice'],
  payment: ['回款', '回款', 'payment'],
  visit: ['拜访', '拜訪', 'visit'],
  activity: ['活动', '活動', 'activity'],
  timeEntry: ['工时', '工時', 'time entry'],
  campaignSpend: ['市场费用', '行銷費用', 'campaign spend'],
  sellThrough: ['分销动销', '分銷動銷', 'sell-through'],
  surveyAnswer: ['问卷回答', '問卷回答', 'survey answer'],
} as const satisfies Record<KindName, Words>

/** What else can be asked for and not be there. */
const THINGS = {
  endpoint: ['接口', '介面', 'endpoint'],
  kind: ['数据种类', '資料種類', 'kind of data'],
  file: ['文件', '檔案', 'file'],
  import: ['导入任务', '匯入工作', 'import'],
  template: ['导入模板', '匯入範本', 'import template'],
  order: ['订单', '訂單', 'order'],
  channel: ['渠道', '通路', 'channel'],
  period: ['期间', '期間', 'period'],
  metric: ['指标', '指標', 'metric'],
  exploration: ['已保存的分析', '已儲存的分析', 'saved exploration'],
  member: ['登录成员', '登入成員', 'member'],
  invitation: ['待接受的邀请', '待接受的邀請', 'open invitation'],
  position: ['任职', '任職', 'position'],
  standIn: ['代理', '代理', 'stand-in'],
  apiKey: ['API 密钥', 'API 金鑰', 'API key'],
  webhook: ['推送地址', '推送位址', 'webhook'],
  delivery: ['推送记录', '推送紀錄', 'delivery'],
  scenario: ['目标方案', '目標方案', 'scenario'],
  measure: ['度量', '度量', 'measure'],
  dimension: ['维度', '維度', 'dimension'],
  axis: ['维度', '維度', 'dimension'],
  organisation: ['组织成员', '組織成員', 'member of the organisation'],
  time: ['期间', '期間', 'period'],
  cascade: ['目标下达', '目標下達', 'publication of targets'],
  goal: ['目标', '目標', 'goal'],
  calibrationProposal: ['校准建议', '校準建議', 'calibration proposal'],
  marketEvent: ['市场事件', '市場事件', 'market event'],
  dashboard: ['看板', '看板', 'board'],
  alertRule: ['预警规则', '預警規則', 'alert rule'],
  alert: ['预警', '預警', 'alert'],
  alertChannel: ['通知渠道', '通知管道', 'alert channel'],
  deviation: ['偏差', '偏差', 'deviation'],
  why: ['原因分析', '原因分析', 'cause of deviation'],
  response: ['应对措施', '應對措施', 'response'],
  authorityGrant: ['临时授权', '臨時授權', 'authority grant'],
  quoteApproval: ['报价审批', '報價審批', 'approval of quote'],
  grade: ['客户等级', '客戶等級', 'grade of customer'],
  meetingSeries: ['例会', '例會', 'series of meetings'],
  meeting: ['会议', '會議', 'meeting'],
  agendaItem: ['议程项', '議程項目', 'agenda item'],
  issue: ['议题', '議題', 'issue'],
  decision: ['决议', '決議', 'decision'],
  actionItem: ['行动项', '行動項目', 'action item'],
} as const satisfies Record<string, Words>

const MISSING = { ...ENTRIES, ...THINGS }

/** Whatever a refusal may say there is none of. */
export type MissingThing = keyof typeof MISSING

export const MISSING_THINGS = Object.keys(MISSING) as readonly MissingThing[]

/** What is not there, in the reader's language; undefined for a code that is none of them. */
export function missingWord(what: string, locale: Locale): string | undefined {
  return Object.hasOwn(MISSING, what) ? wordsIn(MISSING[what as MissingThing], locale) : undefined
}
