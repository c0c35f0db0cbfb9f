import type { Locale } from './locale.ts'

/** Why an input is not right, as the end of a sentence: `“Name” is not right: it is missing.` Places are filled from the error. */
export const INPUT_REASONS = {
  belowItself: {
    'zh-CN': '不能位于自身之下',
    'zh-TW': '不能位於自身之下',
    en: 'it stands below itself',
  },
  missing: { 'zh-CN': '不能为空', 'zh-TW': '不能為空', en: 'it is missing' },
  notText: { 'zh-CN': '应为文字', 'zh-TW': '應為文字', en: 'it has to be text' },
  notNumber: { 'zh-CN': '应为数字', 'zh-TW': '應為數字', en: 'it has to be a number' },
  notWholeNumber: { 'zh-CN': '应为整数', 'zh-TW': '應為整數', en: 'it has to be a whole number' },
  notDecimal: {
    'zh-CN': '应为数字 (整数部分最多 15 位, 小数最多四位)',
    'zh-TW': '應為數字 (整數部分最多 15 位, 小數最多四位)',
    en: 'it has to be a number with at most 15 digits before the point and four after it',
  },
  notFlag: { 'zh-CN': '应为是或否', 'zh-TW': '應為是或否', en: 'it has to be true or false' },
  notList: { 'zh-CN': '应为列表', 'zh-TW': '應為清單', en: 'it has to be a list' },
  notObject: { 'zh-CN': '应为一组值', 'zh-TW': '應為一組值', en: 'it has to be a set of named values' },
  wrongType: { 'zh-CN': '值的类型不对', 'zh-TW': '值的類型不對', en: 'it is of the wrong type' },
  nullCharacter: {
    'zh-CN': '含有空字符 (U+0000), 无法保存',
    'zh-TW': '含有空字元 (U+0000), 無法儲存',
    en: 'it holds a null character (U+0000), which cannot be kept',
  },
  tooLong: {
    'zh-CN': '最多 {most} 个字符',
    'zh-TW': '最多 {most} 個字元',
    en: 'it has more than {most} characters',
  },
  tooShort: {
    'zh-CN': '至少 {least} 个字符',
    'zh-TW': '至少 {least} 個字元',
    en: 'it has fewer than {least} characters',
  },
  tooMany: { 'zh-CN': '最多 {most} 项', 'zh-TW': '最多 {most} 項', en: 'it has more than {most} items' },
  tooFew: { 'zh-CN': '至少 {least} 项', 'zh-TW': '至少 {least} 項', en: 'it has fewer than {least} items' },
  tooLarge: { 'zh-CN': '不能大于 {most}', 'zh-TW': '不能大於 {most}', en: 'the most is {most}' },
  tooSmall: { 'zh-CN': '不能小于 {least}', 'zh-TW': '不能小於 {least}', en: 'the least is {least}' },
  notBelow: { 'zh-CN': '必须小于 {most}', 'zh-TW': '必須小於 {most}', en: 'it has to be below {most}' },
  notAbove: { 'zh-CN': '必须大于 {least}', 'zh-TW': '必須大於 {least}', en: 'it has to be above {least}' },
  notAnEmail: {
    'zh-CN': '不是有效的邮箱地址',
    'zh-TW': '不是有效的電子郵件地址',
    en: 'it is not an e-mail address',
  },
  notAnAddress: { 'zh-CN': '不是有效的网址', 'zh-TW': '不是有效的網址', en: 'it is not a web address' },
  notACivilDate: {
    'zh-CN': '不是有效的日期 (年-月-日)',
    'zh-TW': '不是有效的日期 (年-月-日)',
    en: 'it is not a date (year-month-day)',
  },
  notAnInstant: { 'zh-CN': '不是有效的时间', 'zh-TW': '不是有效的時間', en: 'it is not a time' },
  wrongFormat: { 'zh-CN': '格式不对', 'zh-TW': '格式不對', en: 'it is not of the right form' },
  notAMultiple: {
    'zh-CN': '应为 {of} 的倍数',
    'zh-TW': '應為 {of} 的倍數',
    en: 'it has to be a multiple of {of}',
  },
  unknownKeys: {
    'zh-CN': '含有未知的项 ({keys})',
    'zh-TW': '含有未知的項 ({keys})',
    en: 'it holds what is not known ({keys})',
  },
  notAmong: {
    'zh-CN': '应为以下之一: {choices}',
    'zh-TW': '應為以下之一: {choices}',
    en: 'it is one of {choices}',
  },
  unfit: { 'zh-CN': '值不符合要求', 'zh-TW': '值不符合要求', en: 'the value does not fit' },
  notJson: { 'zh-CN': '不是有效的 JSON', 'zh-TW': '不是有效的 JSON', en: 'it is not JSON' },
  unknown: { 'zh-CN': '不存在', 'zh-TW': '不存在', en: 'it does not exist' },
  twice: { 'zh-CN': '重复出现', 'zh-TW': '重複出現', en: 'it is given twice' },
  ratioHasNoTotals: {
    'zh-CN': '比率没有可分配的合计',
    'zh-TW': '比率沒有可分配的合計',
    en: 'a ratio has no totals to fit',
  },
  notPossibleHere: { 'zh-CN': '此处不可用', 'zh-TW': '此處不可用', en: 'it is not possible here' },
  notAMonthOfThePlan: {
    'zh-CN': '不是计划中的月份',
    'zh-TW': '不是計劃中的月份',
    en: 'it is not a month of the plan',
  },
  beforeFirst: {
    'zh-CN': '结束日不能早于开始日',
    'zh-TW': '結束日不能早於開始日',
    en: 'the last day is before the first',
  },
  past: { 'zh-CN': '日期已过', 'zh-TW': '日期已過', en: 'the day is past' },
  aboveBoundA: {
    'zh-CN': '不能高于 A 级的界限',
    'zh-TW': '不能高於 A 級的界限',
    en: 'it is above the bound of A',
  },
  lineTwiceOrUnknown: {
    'zh-CN': '该行重复或不属于此订单',
    'zh-TW': '該行重複或不屬於此訂單',
    en: 'the line is given twice or is not of this order',
  },
  noPositionOnThatDay: {
    'zh-CN': '此人当日没有任职',
    'zh-TW': '此人當日沒有任職',
    en: 'the person holds no position on that day',
  },
  shippedDoesNotChange: {
    'zh-CN': '内置指标不能修改',
    'zh-TW': '內建指標不能修改',
    en: 'the shipped catalogue does not change',
  },
  nameTaken: {
    'zh-CN': '名称“{name}”已被其他指标使用',
    'zh-TW': '名稱「{name}」已被其他指標使用',
    en: 'another metric is called “{name}”',
  },
  noSuchBreakdown: {
    'zh-CN': '该指标不能按此维度分解',
    'zh-TW': '該指標不能按此維度分解',
    en: 'the metric cannot be broken down by it',
  },
  breakdownTwice: {
    'zh-CN': '维度重复, 或有两个时间维度',
    'zh-TW': '維度重複, 或有兩個時間維度',
    en: 'one breakdown is given twice, or there are two of time',
  },
  outsideYears: {
    'zh-CN': '应在 {first} 年到 {last} 年之间',
    'zh-TW': '應在 {first} 年到 {last} 年之間',
    en: 'it lies outside of the years {first} to {last}',
  },
  tooManyDays: { 'zh-CN': '最多 {most} 天', 'zh-TW': '最多 {most} 天', en: 'it spans more than {most} days' },
  notKeptByIt: {
    'zh-CN': '该指标不按此项统计',
    'zh-TW': '該指標不按此項統計',
    en: 'the metric is not kept by it',
  },
  noSuchMeasure: {
    'zh-CN': '该指标没有此度量',
    'zh-TW': '該指標沒有此度量',
    en: 'the metric has no such measure',
  },
  boundsOrValues: {
    'zh-CN': '数字需要上下限, 其他需要取值',
    'zh-TW': '數字需要上下限, 其他需要取值',
    en: 'a number needs bounds, anything else values',
  },
  countsRows: { 'zh-CN': '计数只计行数', 'zh-TW': '計數只計列數', en: 'a count counts rows' },
  onlySumsShared: {
    'zh-CN': '只有合计可以按天分摊',
    'zh-TW': '只有合計可以按天分攤',
    en: 'only a sum can be shared by days',
  },
  moneyAndCounts: {
    'zh-CN': '金额与计数不能相加',
    'zh-TW': '金額與計數不能相加',
    en: 'money and counts cannot be added',
  },
  isMoney: { 'zh-CN': '结果是金额', 'zh-TW': '結果是金額', en: 'this adds up to money' },
  isNoMoney: { 'zh-CN': '结果不是金额', 'zh-TW': '結果不是金額', en: 'this does not add up to money' },
  noTiles: {
    'zh-CN': '看板还没有图块, 没有可导出的内容',
    'zh-TW': '看板還沒有圖塊, 沒有可匯出的內容',
    en: 'the board has no tiles yet, so there is nothing to export',
  },
  namedTwice: {
    'zh-CN': '同一个人出现了两次',
    'zh-TW': '同一個人出現了兩次',
    en: 'somebody is named twice',
  },
  dueInPast: {
    'zh-CN': '这一天已经过去',
    'zh-TW': '這一天已經過去',
    en: 'that day is over',
  },
  beforeMeeting: {
    'zh-CN': '不能早于会议日期',
    'zh-TW': '不能早於會議日期',
    en: 'it is before the day of the meeting',
  },
  notWatched: {
    'zh-CN': '该规则不监控此项',
    'zh-TW': '該規則不監控此項',
    en: 'the rule does not watch it',
  },
  watchedWhole: {
    'zh-CN': '该指标不能按成员和期间相加, 只能整体、逐期监控',
    'zh-TW': '該指標不能按成員和期間相加, 只能整體、逐期監控',
    en: 'the metric does not add up over members and periods, so it is watched whole, one period at a time',
  },
  runningSum: {
    'zh-CN': '期间未结束的合计不能与完整期间比较',
    'zh-TW': '期間未結束的合計不能與完整期間比較',
    en: 'a sum to date cannot be compared with whole periods',
  },
  ownStep: {
    'zh-CN': '这类措施由其专门步骤建立',
    'zh-TW': '這類措施由其專門步驟建立',
    en: 'a measure of this kind is made by its own step',
  },
  ownMetric: {
    'zh-CN': '至少有一个条件属于规则自身的指标',
    'zh-TW': '至少有一個條件屬於規則自身的指標',
    en: 'at least one condition is of the rule’s own metric',
  },
  sameUnit: {
    'zh-CN': '须与调出部门不同',
    'zh-TW': '須與調出部門不同',
    en: 'it is the unit that the budget comes from',
  },
  monthBegun: {
    'zh-CN': '该月已开始或已过',
    'zh-TW': '該月已開始或已過',
    en: 'the month has begun or is past',
  },
  monthPast: { 'zh-CN': '该月已过', 'zh-TW': '該月已過', en: 'the month is past' },
  noChange: { 'zh-CN': '没有任何变化', 'zh-TW': '沒有任何變化', en: 'it changes nothing' },
  ownPerson: {
    'zh-CN': '不能给自己授权',
    'zh-TW': '不能給自己授權',
    en: 'nobody lends authority to themselves',
  },
  bothOrNeither: {
    'zh-CN': '开始与结束须同时填写或同时留空',
    'zh-TW': '開始與結束須同時填寫或同時留空',
    en: 'beginning and end belong together: give both or neither',
  },
  unitOrPerson: {
    'zh-CN': '须选一个您管辖的部门或人员',
    'zh-TW': '須選一個您管轄的部門或人員',
    en: 'a unit or person of yours is needed',
  },
  monthTwice: { 'zh-CN': '同一个月出现了两次', 'zh-TW': '同一個月出現了兩次', en: 'a month is there twice' },
  nothingToMerge: {
    'zh-CN': '请至少选择一个要合并的其他客户',
    'zh-TW': '請至少選擇一個要合併的其他客戶',
    en: 'choose at least one other customer to merge',
  },
  seeOrderLines: {
    'zh-CN': '订单明细请在订单页面查看',
    'zh-TW': '訂單明細請在訂單頁面檢視',
    en: 'order lines have a page of their own',
  },
  forbiddenAddress: {
    'zh-CN': '不允许发送到此地址',
    'zh-TW': '不允許傳送到此地址',
    en: 'nothing may be sent to that address',
  },
  notThemselves: {
    'zh-CN': '不能由本人代理自己',
    'zh-TW': '不能由本人代理自己',
    en: 'nobody stands in for themselves',
  },
  expiresInThePast: {
    'zh-CN': '到期日不能早于今天 ({today})',
    'zh-TW': '到期日不能早於今天 ({today})',
    en: 'it lies before today ({today})',
  },
} as const satisfies Record<string, Readonly<Record<Locale, string>>>

export type InputReason = keyof typeof INPUT_REASONS

/** Numbers, days and signs read the same in every language. */
const WORDLESS = /^[^\p{L}]*$/u

/** The text of a reason in a language; what is no known reason is not handed on in a language that the reader may not have. */
export function reasonText(reason: string, locale: Locale): string {
  if (Object.hasOwn(INPUT_REASONS, reason)) return INPUT_REASONS[reason as InputReason][locale]
  return WORDLESS.test(reason) && reason.trim() !== '' ? reason : INPUT_REASONS.unfit[locale]
}
