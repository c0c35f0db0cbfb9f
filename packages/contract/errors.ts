/**
 * Every error the product shows: code → HTTP status and texts. `{name}` in a text is filled from the
 * error's detail. A test proves that each code has a text in each language.
 */
export type Locale = 'zh-CN' | 'zh-TW' | 'en'
export const LOCALES: readonly Locale[] = ['zh-CN', 'zh-TW', 'en']

type ErrorEntry = { readonly status: number } & Readonly<Record<Locale, string>>

export const ERRORS = {
  notSignedIn: {
    status: 401,
    'zh-CN': '请先登录。',
    'zh-TW': '請先登入。',
    en: 'Sign in first.',
  },
  noMembership: {
    status: 403,
    'zh-CN': '您还不是任何工作区的成员, 请联系管理员。',
    'zh-TW': '您尚未加入任何工作區, 請聯絡管理員。',
    en: 'You are not a member of any workspace yet; ask an administrator.',
  },
  forbidden: {
    status: 403,
    'zh-CN': '您的角色没有此项权限 ({action})。',
    'zh-TW': '您的角色沒有此項權限 ({action})。',
    en: 'Your role does not include this permission ({action}).',
  },
  outsideSubtree: {
    status: 403,
    'zh-CN': '所选内容不在您负责的组织范围内。',
    'zh-TW': '所選內容不在您負責的組織範圍內。',
    en: 'What you asked for lies outside your part of the organisation.',
  },
  crossSiteRequest: {
    status: 403,
    'zh-CN': '请求缺少来源校验, 已拒绝。请从 Salesloom 页面操作。',
    'zh-TW': '請求缺少來源驗證, 已拒絕。請由 Salesloom 頁面操作。',
    en: 'The request lacks its proof of origin and was refused. Use the Salesloom pages.',
  },
  notFound: {
    status: 404,
    'zh-CN': '找不到{what} {id}。',
    'zh-TW': '找不到{what} {id}。',
    en: 'There is no {what} {id}.',
  },
  invalidInput: {
    status: 422,
    'zh-CN': '“{field}”有误: {reason}。',
    'zh-TW': '「{field}」有誤: {reason}。',
    en: '“{field}” is not right: {reason}.',
  },
  versionConflict: {
    status: 409,
    'zh-CN': '{who} 已先修改 (第 {theirs} 版, 您看到的是第 {yours} 版)。请比较后再保存。',
    'zh-TW': '{who} 已先修改 (第 {theirs} 版, 您看到的是第 {yours} 版)。請比較後再儲存。',
    en: '{who} changed this first (version {theirs}; you saw {yours}). Compare both, then save again.',
  },
  scenarioImmutable: {
    status: 409,
    'zh-CN': '方案“{name}”已{state}, 不能再修改。请另建方案。',
    'zh-TW': '方案「{name}」已{state}, 不能再修改。請另建方案。',
    en: 'Scenario “{name}” is {state} and no longer changes. Create a new one instead.',
  },
  scenarioState: {
    status: 409,
    'zh-CN': '方案“{name}”当前状态为“{state}”, 不能执行此操作。',
    'zh-TW': '方案「{name}」目前狀態為「{state}」, 不能執行此操作。',
    en: 'Scenario “{name}” is {state}; this step is not possible from there.',
  },
  nothingToSpread: {
    status: 422,
    'zh-CN': '{year} 年在所选渠道没有销售记录, 无法据此分解目标。',
    'zh-TW': '{year} 年在所選通路沒有銷售紀錄, 無法據此分解目標。',
    en: 'There are no sales in {year} for this channel, so a target cannot be derived from them.',
  },
  spreadImpossible: {
    status: 422,
    'zh-CN': '无法分解: {reason}。',
    'zh-TW': '無法分解: {reason}。',
    en: 'This cannot be spread: {reason}.',
  },
  duplicateExternalId: {
    status: 409,
    'zh-CN': '来源“{source}”中编号 {externalId} 的订单已存在, 内容不同。',
    'zh-TW': '來源「{source}」中編號 {externalId} 的訂單已存在, 內容不同。',
    en: 'Order {externalId} from source “{source}” exists already with other content.',
  },
  tooManyRequests: {
    status: 429,
    'zh-CN': '尝试过于频繁, 请 {seconds} 秒后再试。',
    'zh-TW': '嘗試過於頻繁, 請 {seconds} 秒後再試。',
    en: 'Too many attempts; try again in {seconds} seconds.',
  },
  jobNotRunning: {
    status: 409,
    'zh-CN': '任务已结束, 无法取消。',
    'zh-TW': '工作已結束, 無法取消。',
    en: 'The job has ended already and cannot be cancelled.',
  },
  notReady: {
    status: 503,
    'zh-CN': '系统正在启动或数据库暂不可用, 请稍后再试。',
    'zh-TW': '系統正在啟動或資料庫暫時無法使用, 請稍後再試。',
    en: 'The system is starting or its database is away; try again in a moment.',
  },
  internal: {
    status: 500,
    'zh-CN': '系统出错, 已记录 (编号 {reference})。您输入的内容未丢失, 请重试。',
    'zh-TW': '系統發生錯誤, 已記錄 (編號 {reference})。您輸入的內容並未遺失, 請重試。',
    en: 'Something went wrong on our side and was logged (reference {reference}). Nothing you typed is lost; try again.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERRORS
export type ErrorDetail = Readonly<Record<string, string | number>>

/** The text of an error in a language, its placeholders filled from the detail. */
export function errorText(code: ErrorCode, locale: Locale, detail: ErrorDetail = {}): string {
  return ERRORS[code][locale].replace(/\{(\w+)\}/g, (_, key: string) => String(detail[key] ?? ''))
}
