import type { ErrorEntry } from './error-entry.ts'

/** Refusals of deviations, responses and discount authority. */
export const AUTHORITY_ERRORS = {
  deviationUnknown: {
    status: 422,
    'zh-CN': '{period} 没有已批准的目标, 或历史太短无法预测, 因此算不出偏差。',
    'zh-TW': '{period} 沒有已核准的目標, 或歷史太短無法預測, 因此算不出偏差。',
    en: 'For {period} there is no approved target, or too little history to project from, so there is no deviation to show.',
  },
  attachmentTooLarge: {
    status: 413,
    'zh-CN': '附件超过 {most} MB。请压缩或拆分后再附上。',
    'zh-TW': '附件超過 {most} MB。請壓縮或拆分後再附上。',
    en: 'The file is larger than {most} MB. Make it smaller or split it, then attach it again.',
  },
  attachmentRefused: {
    status: 422,
    'zh-CN': '不能附上“{name}”: 可附文件的类型为 {allowed}, 且内容须与扩展名一致。',
    'zh-TW': '不能附上「{name}」: 可附檔案的類型為 {allowed}, 且內容須與副檔名一致。',
    en: '“{name}” cannot be attached: files may be {allowed}, and what is in them must be what their name says.',
  },
  attachmentsFull: {
    status: 422,
    'zh-CN': '一个原因最多附 {most} 个文件。请先删除一个。',
    'zh-TW': '一個原因最多附 {most} 個檔案。請先刪除一個。',
    en: 'A why holds at most {most} files. Take one away first.',
  },
  discountBeyondAuthority: {
    status: 403,
    'zh-CN': '折扣 {discount} % 超过您今天的权限 {limit} %。请申请由权限更高的人批准, 或先取得授权。',
    'zh-TW': '折扣 {discount} % 超過您今天的權限 {limit} %。請申請由權限更高的人核准, 或先取得授權。',
    en: 'A discount of {discount} % is beyond your authority of today, {limit} %. Ask somebody with more authority to approve it, or be granted more first.',
  },
  grantBeyondAuthority: {
    status: 403,
    'zh-CN': '您自己的权限为 {limit} %, 不能授予 {asked} %。',
    'zh-TW': '您自己的權限為 {limit} %, 不能授予 {asked} %。',
    en: 'Your own authority is {limit} %; you cannot lend {asked} %.',
  },
  approvalDecided: {
    status: 409,
    'zh-CN': '该报价已由 {who} 处理。',
    'zh-TW': '該報價已由 {who} 處理。',
    en: '{who} has decided on this quote already.',
  },
  quoteNotOpen: {
    status: 409,
    'zh-CN': '报价 {number} 的状态为“{status}”, 不能再申请批准。',
    'zh-TW': '報價 {number} 的狀態為「{status}」, 不能再申請核准。',
    en: 'Quote {number} is {status}; approval is asked for drafts and submitted quotes only.',
  },
  measureDropped: {
    status: 409,
    'zh-CN': '此措施已放弃。如需继续, 请负责该应对计划的人重新开始。',
    'zh-TW': '此措施已放棄。如需繼續, 請負責該應對計畫的人重新開始。',
    en: 'This measure was dropped; whoever leads the response can take it up again.',
  },
  measureStep: {
    status: 409,
    'zh-CN': '此措施由系统步骤生成, 其部门、人员与金额不能修改。',
    'zh-TW': '此措施由系統步驟產生, 其部門、人員與金額不能修改。',
    en: 'This measure was made by a step of the system; what it did cannot be changed here.',
  },
} as const satisfies Record<string, ErrorEntry>
