import type { Action } from './access.ts'
import { type Locale, type Words, wordsIn } from './locale.ts'

/** What each action lets somebody do, as a refusal names it. */
const WORDS = {
  public: ['公开访问', '公開存取', 'use what is public'],
  signedIn: ['登录', '登入', 'be signed in'],
  'records.read': ['查看档案', '檢視檔案', 'see records'],
  'records.write': ['修改档案', '修改檔案', 'change records'],
  'facts.read': ['查看业务数据', '檢視業務資料', 'see facts'],
  'facts.write': ['修改业务数据', '修改業務資料', 'change facts'],
  'ledger.read': ['查看账务', '檢視帳務', 'see the ledger'],
  'ledger.write': ['修改账务', '修改帳務', 'change the ledger'],
  'facts.rebuild': ['重算汇总', '重算彙總', 'rebuild roll-ups'],
  'metrics.read': ['查看指标', '檢視指標', 'see metrics'],
  'metrics.define': ['定义指标', '定義指標', 'define metrics'],
  'targets.read': ['查看目标', '檢視目標', 'see targets'],
  'targets.write': ['编制目标', '編製目標', 'plan targets'],
  'targets.approve': ['批准目标', '核准目標', 'approve targets'],
  'market.write': ['记录市场变化', '記錄市場變化', 'record what happens in the market'],
  'targets.answer': ['回应下达的目标', '回應下達的目標', 'answer targets'],
  'goals.write': ['修改 SMART 目标', '修改 SMART 目標', 'write goals'],
  'review.read': ['查看评估', '檢視評估', 'see reviews'],
  'monitoring.read': ['查看监控', '檢視監控', 'see monitoring'],
  'monitoring.define': ['设置监控', '設定監控', 'set monitoring up'],
  'alerts.define': ['设置预警', '設定預警', 'set alerts up'],
  'alerts.act': ['处理预警', '處理預警', 'act on alerts'],
  'grades.override': ['改定客户等级', '改定客戶等級', 'override grades'],
  'meetings.join': ['参加会议', '參加會議', 'join meetings'],
  'meetings.lead': ['主持会议', '主持會議', 'lead meetings'],
  'responses.write': ['制定应对措施', '制定應對措施', 'write responses'],
  'authority.grant': ['授予临时权限', '授予臨時權限', 'grant authority'],
  'audit.read': ['查看审计', '檢視稽核', 'see the audit trail'],
  'members.read': ['查看成员', '檢視成員', 'see members'],
  'integration.write': ['设置系统集成', '設定系統整合', 'set integrations up'],
  'members.write': ['管理成员', '管理成員', 'manage members'],
  'positions.write': ['调整任职', '調整任職', 'change positions'],
  'standIns.write': ['安排代理', '安排代理', 'arrange stand-ins'],
  'jobs.read': ['查看任务', '檢視工作', 'see jobs'],
  'fields.cost': ['查看成本', '檢視成本', 'see costs'],
  'fields.margin': ['查看毛利', '檢視毛利', 'see margins'],
} as const satisfies Record<Action, Words>

/** What else a refusal names: steps of a target on its way down, and what has its own page. */
const STEPS: Readonly<Record<string, Words>> = {
  accept: ['接受', '接受', 'accepting'],
  dispute: ['提出异议', '提出異議', 'disputing'],
  propose: ['提议数字', '提議數字', 'proposing a figure'],
  sign: ['签署', '簽署', 'signing'],
  comment: ['留言', '留言', 'commenting'],
  passOn: ['下达', '下達', 'passing on'],
  settle: ['商定', '商定', 'settling'],
  remind: ['提醒', '提醒', 'reminding'],
  orders: ['订单明细请在订单页修改', '訂單明細請在訂單頁修改', 'order lines are changed with their order'],
}

const KNOWN: Readonly<Record<string, Words>> = { ...WORDS, ...STEPS }

/** What an action lets somebody do, in their language; a name that is none as it is. */
export function actionWord(action: string, locale: Locale): string {
  const words = Object.hasOwn(KNOWN, action) ? KNOWN[action] : undefined
  return words === undefined ? action : wordsIn(words, locale)
}
