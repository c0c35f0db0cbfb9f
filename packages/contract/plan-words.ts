import type { Locale } from './locale.ts'

type Words = Readonly<Record<string, Readonly<Record<Locale, string>>>>

/** Words of a plan that errors name by their code: states, dimensions, references. */
const STATES: Words = {
  working: { 'zh-CN': '草稿', 'zh-TW': '草稿', en: 'a draft' },
  submitted: { 'zh-CN': '已提交', 'zh-TW': '已提交', en: 'submitted' },
  approved: { 'zh-CN': '已批准', 'zh-TW': '已核准', en: 'approved' },
  // of a target on its way down
  waiting: { 'zh-CN': '未到', 'zh-TW': '未到', en: 'waiting' },
  open: { 'zh-CN': '待答复', 'zh-TW': '待答覆', en: 'to be answered' },
  proposed: { 'zh-CN': '已提议', 'zh-TW': '已提議', en: 'proposed' },
  accepted: { 'zh-CN': '已接受', 'zh-TW': '已接受', en: 'accepted' },
  disputed: { 'zh-CN': '有异议', 'zh-TW': '有異議', en: 'disputed' },
  settled: { 'zh-CN': '已商定', 'zh-TW': '已商定', en: 'settled' },
  signed: { 'zh-CN': '已签署', 'zh-TW': '已簽署', en: 'signed' },
  superseded: { 'zh-CN': '已被取代', 'zh-TW': '已被取代', en: 'superseded' },
}

const AXES: Words = {
  organisation: { 'zh-CN': '组织', 'zh-TW': '組織', en: 'organisation' },
  region: { 'zh-CN': '区域', 'zh-TW': '區域', en: 'region' },
  product: { 'zh-CN': '品类', 'zh-TW': '品類', en: 'product' },
  customerType: { 'zh-CN': '客户类型', 'zh-TW': '客戶類型', en: 'customer type' },
  time: { 'zh-CN': '时间', 'zh-TW': '時間', en: 'time' },
}

const SOURCES: Words = {
  lastYear: { 'zh-CN': '上年实绩', 'zh-TW': '上年實績', en: 'last year' },
  average: { 'zh-CN': '多年平均', 'zh-TW': '多年平均', en: 'average of years' },
  forecast: { 'zh-CN': '预测', 'zh-TW': '預測', en: 'forecast' },
  potential: { 'zh-CN': '区域潜力', 'zh-TW': '區域潛力', en: 'market potential' },
  capacity: { 'zh-CN': '人员产能', 'zh-TW': '人員產能', en: 'capacity' },
  pipeline: { 'zh-CN': '在手商机', 'zh-TW': '在手商機', en: 'open pipeline' },
}

const BY_PLACE: Readonly<Record<string, Words>> = {
  state: STATES,
  axis: AXES,
  otherAxis: AXES,
  source: SOURCES,
}

/** What stands at a place of an error's text: the word for a code of that place, anything else as it is. */
export function planWord(place: string, code: string, locale: Locale): string {
  return BY_PLACE[place]?.[code]?.[locale] ?? code
}
