import type { ErrorEntry } from './error-entry.ts'

/** Refusals of edits of a target plan; amounts are as the page shows them, `detail` is for pages that show more. */
export const PLAN_ERRORS = {
  scenarioLocked: {
    status: 409,
    'zh-CN': '方案“{name}”已由 {who} 锁定, 暂不能修改。请联系其解锁, 或另建分支。',
    'zh-TW': '方案「{name}」已由 {who} 鎖定, 暫不能修改。請聯絡其解鎖, 或另建分支。',
    en: 'Scenario “{name}” is locked by {who} and does not change for now. Ask for it to be unlocked, or branch it.',
  },
  scenarioWhatIf: {
    status: 409,
    'zh-CN': '“{name}”是假设分析分支, 不能提交审批。请先转为正式方案。',
    'zh-TW': '「{name}」是假設分析分支, 不能提交審批。請先轉為正式方案。',
    en: '“{name}” is a what-if branch and is not submitted. Make it a real scenario first.',
  },
  monthClosed: {
    status: 409,
    'zh-CN': '方案“{name}”自 {month} 起生效, 不能修改更早的月份 ({first})。',
    'zh-TW': '方案「{name}」自 {month} 起生效, 不能修改更早的月份 ({first})。',
    en: 'Scenario “{name}” takes effect in {month}; earlier months ({first}) do not change.',
  },
  planFileForeign: {
    status: 422,
    'zh-CN':
      '“{name}”不是目标文件: 缺少 key 列, 也不是 Salesforce ForecastingQuota (QuotaOwnerId、StartDate、QuotaAmount)。请先导出模板。',
    'zh-TW':
      '「{name}」不是目標檔案: 缺少 key 欄, 也不是 Salesforce ForecastingQuota (QuotaOwnerId、StartDate、QuotaAmount)。請先匯出範本。',
    en: '“{name}” is no file of targets: it has no column “key” and is no ForecastingQuota of Salesforce (QuotaOwnerId, StartDate, QuotaAmount). Export the template first.',
  },
  weightsNot100: {
    status: 422,
    'zh-CN': '各参照的权重合计为 {percent} %, 应为 100 %。',
    'zh-TW': '各參照的權重合計為 {percent} %, 應為 100 %。',
    en: 'The weights add up to {percent} % and must add up to 100 %.',
  },
  weightSourceEmpty: {
    status: 422,
    'zh-CN': '参照“{source}”没有可用数据, 不能作为分解依据。请补充数据, 或去掉这一项。',
    'zh-TW': '參照「{source}」沒有可用資料, 不能作為分解依據。請補充資料, 或去掉這一項。',
    en: 'The reference “{source}” has nothing to say about this plan. Add its data, or leave it out.',
  },
  notPlannable: {
    status: 422,
    'zh-CN': '指标“{metric}”不能按人员和月份逐级相加, 不能直接设定目标。',
    'zh-TW': '指標「{metric}」不能按人員和月份逐級相加, 不能直接設定目標。',
    en: 'The metric “{metric}” does not add up over people and months, so no target is set for it directly.',
  },
  nothingToUndo: {
    status: 409,
    'zh-CN': '没有可以撤销的修改。',
    'zh-TW': '沒有可以復原的修改。',
    en: 'There is nothing left to undo.',
  },
  nothingToRedo: {
    status: 409,
    'zh-CN': '没有可以重做的修改。',
    'zh-TW': '沒有可以重做的修改。',
    en: 'There is nothing to do again.',
  },
  spreadImpossible: {
    status: 422,
    'zh-CN': '无法分解: {reason}。',
    'zh-TW': '無法分解: {reason}。',
    en: 'This cannot be spread: {reason}.',
  },
  spreadHeld: {
    status: 422,
    'zh-CN':
      '锁定或上下限不允许此数: 要求 {asked}, 可行范围 {least} 至 {greatest}。至少需解除 {count} 项锁定或限制。',
    'zh-TW':
      '鎖定或上下限不允許此數: 要求 {asked}, 可行範圍 {least} 至 {greatest}。至少需解除 {count} 項鎖定或限制。',
    en: 'Holds or bounds do not allow this: {asked} was asked, {least} to {greatest} is possible. At least {count} hold(s) or bound(s) must be released.',
  },
  spreadNoCells: {
    status: 422,
    'zh-CN': '所选位置下没有末级单元格, 无处分解。',
    'zh-TW': '所選位置下沒有末級儲存格, 無處分解。',
    en: 'There are no leaf cells below this place to spread over.',
  },
  spreadTooLarge: {
    status: 422,
    'zh-CN': '数值过大, 合计将超出可精确计算的范围。',
    'zh-TW': '數值過大, 合計將超出可精確計算的範圍。',
    en: 'The number is too large: sums would leave the range that can be added exactly.',
  },
  spreadCodeUnknown: {
    status: 422,
    'zh-CN': '看不懂“{text}”。请输入数字, 或 P%+10、S<>100、GR300:25 这样的代码。',
    'zh-TW': '看不懂「{text}」。請輸入數字, 或 P%+10、S<>100、GR300:25 這樣的代碼。',
    en: '“{text}” is neither a number nor a code. Type a number, or a code such as P%+10, S<>100 or GR300:25.',
  },
  spreadNotInUnit: {
    status: 422,
    'zh-CN': '“{amount}”比计量单位更细, 无法精确保存。',
    'zh-TW': '「{amount}」比計量單位更細, 無法精確儲存。',
    en: '“{amount}” is finer than the unit and cannot be kept exactly.',
  },
  spreadNeedsReference: {
    status: 422,
    'zh-CN': '代码 RP 需要参照位置, 且与所选位置形状相同。',
    'zh-TW': '代碼 RP 需要參照位置, 且與所選位置形狀相同。',
    en: 'RP needs a reference of the same shape as the place.',
  },
  marginsConflict: {
    status: 422,
    'zh-CN': '各组合计彼此矛盾, 无法同时满足: {members} 合在一起相差 {by}。',
    'zh-TW': '各組合計彼此矛盾, 無法同時滿足: {members} 合在一起相差 {by}。',
    en: 'The totals contradict each other: {members} together are {by} apart from what their cells allow.',
  },
  marginsDiffer: {
    status: 422,
    'zh-CN': '两组合计不相等: {axis} {total}, {otherAxis} {otherTotal}, 相差 {by}。请先使各组合计相等。',
    'zh-TW': '兩組合計不相等: {axis} {total}, {otherAxis} {otherTotal}, 相差 {by}。請先使各組合計相等。',
    en: 'Two sets of totals do not agree: {axis} {total}, {otherAxis} {otherTotal}, {by} apart. Make their sums equal first.',
  },
  marginOutOfReach: {
    status: 422,
    'zh-CN': '“{member}”的合计 {total} 做不到: 其下单元格只能合计 {least} 至 {greatest} (锁定或上下限)。',
    'zh-TW': '「{member}」的合計 {total} 做不到: 其下儲存格只能合計 {least} 至 {greatest} (鎖定或上下限)。',
    en: '“{member}” cannot come to {total}: its cells can only add up to {least} to {greatest} (holds or bounds).',
  },
  marginsNotWhole: {
    status: 422,
    'zh-CN': '没有整数解能同时满足所有合计; 最接近的解合计相差 {deviation}。',
    'zh-TW': '沒有整數解能同時滿足所有合計; 最接近的解合計相差 {deviation}。',
    en: 'No whole numbers meet all totals at once; the nearest found is off by {deviation} in all.',
  },
  marginsNotFound: {
    status: 422,
    'zh-CN': '在限定步数内没有找到同时满足所有合计的解; 最接近的解合计相差 {deviation}。',
    'zh-TW': '在限定步數內沒有找到同時滿足所有合計的解; 最接近的解合計相差 {deviation}。',
    en: 'No cells that meet all totals were found within the limit; the nearest is off by {deviation} in all.',
  },
  marginsNegative: {
    status: 422,
    'zh-CN': '所选范围内有负数单元格, 无法按比例配平。',
    'zh-TW': '所選範圍內有負數儲存格, 無法按比例配平。',
    en: 'There are negative cells in this range, so it cannot be fitted in proportion.',
  },
} as const satisfies Record<string, ErrorEntry>
