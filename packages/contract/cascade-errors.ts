import type { ErrorEntry } from './error-entry.ts'

/** Refusals on the way of a target down the organisation; amounts are as the page shows them. */
export const CASCADE_ERRORS = {
  cascadeExists: {
    status: 409,
    'zh-CN': '方案“{name}”已由 {who} 下达。',
    'zh-TW': '方案「{name}」已由 {who} 下達。',
    en: 'Scenario “{name}” was already published down by {who}.',
  },
  cascadeWithdrawn: {
    status: 409,
    'zh-CN': '{who} 已撤回此次下达: {reason}',
    'zh-TW': '{who} 已撤回此次下達: {reason}',
    en: '{who} withdrew what was published down: {reason}',
  },
  cascadeRulesChanged: {
    status: 409,
    'zh-CN': '{who} 刚刚修改了期限或限额。请核对后再提交。',
    'zh-TW': '{who} 剛剛修改了期限或限額。請核對後再提交。',
    en: '{who} changed the last day or the limits just now. Compare and send it again.',
  },
  cascadeDueOn: {
    status: 422,
    'zh-CN': '答复期限 {day} 已过, 请选择今天 ({today}) 或以后。',
    'zh-TW': '答覆期限 {day} 已過, 請選擇今天 ({today}) 或以後。',
    en: 'The last day to answer, {day}, is over; choose today ({today}) or later.',
  },
  cascadeState: {
    status: 409,
    'zh-CN': '当前状态 ({state}) 下不能执行此操作 ({action})。请刷新后查看。',
    'zh-TW': '目前狀態 ({state}) 下不能執行此操作 ({action})。請重新整理後查看。',
    en: 'This ({action}) is not possible while the target is {state}. Look at it again first.',
  },
  cascadeConflict: {
    status: 409,
    'zh-CN': '{who} 刚刚修改了这里: 对方为 {theirs}, 您的是 {yours}。您输入的内容仍在, 请核对后再提交。',
    'zh-TW': '{who} 剛剛修改了這裡: 對方為 {theirs}, 您的是 {yours}。您輸入的內容仍在, 請核對後再提交。',
    en: '{who} changed this just now: theirs is {theirs}, yours {yours}. What you typed is kept; compare and send it again.',
  },
  cascadeOwnOnly: {
    status: 403,
    'zh-CN': '只有该目标的承接人可以接受、提出异议、签署或承诺。',
    'zh-TW': '只有該目標的承接人可以接受、提出異議、簽署或承諾。',
    en: 'Only the one who received this target accepts, disputes, signs or commits.',
  },
  cascadeAboveOnly: {
    status: 403,
    'zh-CN': '只有上级可以执行此操作。',
    'zh-TW': '只有上級可以執行此操作。',
    en: 'Only those above this target may do this.',
  },
  cascadeOverLimit: {
    status: 422,
    'zh-CN': '上浮 {asked}% 超出允许范围: {least}% 至 {greatest}%。',
    'zh-TW': '上浮 {asked}% 超出允許範圍: {least}% 至 {greatest}%。',
    en: 'An over-assignment of {asked} % lies outside what is allowed: {least} % to {greatest} %.',
  },
  cascadeShiftLimit: {
    status: 422,
    'zh-CN': '“{name}”的调整 {asked} 超出上限 ±{greatest} ({limit}%)。',
    'zh-TW': '「{name}」的調整 {asked} 超出上限 ±{greatest} ({limit}%)。',
    en: 'The shift of {asked} at “{name}” is beyond ±{greatest} ({limit} %).',
  },
  cascadeShiftSum: {
    status: 422,
    'zh-CN': '下级之间的调整合计必须为零, 现在差 {difference}。',
    'zh-TW': '下級之間的調整合計必須為零, 目前差 {difference}。',
    en: 'Shifts between those below must add up to nothing; they are off by {difference}.',
  },
  cascadeSettleLimit: {
    status: 422,
    'zh-CN': '{asked} 超出同级合计 {greatest}: 其余各方将低于 0。请改小, 或先修改上级目标。',
    'zh-TW': '{asked} 超出同級合計 {greatest}: 其餘各方將低於 0。請改小, 或先修改上級目標。',
    en: '{asked} is more than all side by side received together ({greatest}): the others would fall below 0. Choose less, or change the target above first.',
  },
  cascadeNoSiblings: {
    status: 422,
    'zh-CN': '同级没有其他人可以分担差额。请在方案中修改上级目标。',
    'zh-TW': '同級沒有其他人可以分擔差額。請在方案中修改上級目標。',
    en: 'There is nobody beside this one to share the difference. Change the target above in the scenario.',
  },
  cascadePeriods: {
    status: 422,
    'zh-CN': '请为每个期间填写承诺: {periods}。',
    'zh-TW': '請為每個期間填寫承諾: {periods}。',
    en: 'Commit to a figure for each period: {periods}.',
  },
  cascadeReason: {
    status: 422,
    'zh-CN': '请写明: {what}。',
    'zh-TW': '請寫明: {what}。',
    en: 'Please give: {what}.',
  },
  activityNoHistory: {
    status: 422,
    'zh-CN': '团队没有可用的历史来计算“{rate}”。请填写该比率及理由。',
    'zh-TW': '團隊沒有可用的歷史來計算「{rate}」。請填寫該比率及理由。',
    en: 'The team has no history for “{rate}”. Give the rate and a reason.',
  },
} as const satisfies Record<string, ErrorEntry>
