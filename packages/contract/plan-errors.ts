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
  calibrationNoPlan: {
    status: 409,
    'zh-CN': '{month} 没有已批准的目标方案, 无法校准。请先批准该年度的方案。',
    'zh-TW': '{month} 沒有已核准的目標方案, 無法校準。請先核准該年度的方案。',
    en: 'There is no approved plan for {month}, so nothing can be calibrated. Approve a plan of that year first.',
  },
  proposalDecided: {
    status: 409,
    'zh-CN': '该提案已由 {who} 处理 ({state}), 不能再次决定。',
    'zh-TW': '該提案已由 {who} 處理 ({state}), 不能再次決定。',
    en: '{who} has decided on this proposal already ({state}).',
  },
  proposalExpired: {
    status: 409,
    'zh-CN': '该提案已于 {day} 过期, 或其月份均已开始。请重新运行校准。',
    'zh-TW': '該提案已於 {day} 過期, 或其月份均已開始。請重新執行校準。',
    en: 'This proposal expired on {day}, or all its months have begun. Run the calibration again.',
  },
  proposalBounds: {
    status: 422,
    'zh-CN': '调整幅度 {percent}% 超出允许范围 ({low}% 至 {high}%)。',
    'zh-TW': '調整幅度 {percent}% 超出允許範圍 ({low}% 至 {high}%)。',
    en: 'A change of {percent} % is outside the bounds of this proposal ({low} % to {high} %).',
  },
  marketEventUsed: {
    status: 409,
    'zh-CN': '已有校准提案以此市场事件为依据, 不能删除。',
    'zh-TW': '已有校準提案以此市場事件為依據, 不能刪除。',
    en: 'A calibration proposal rests on this market event, so it stays.',
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
      '锁定或上下限不允许此数{where}: 要求 {asked}, 可行范围 {least} 至 {greatest}。至少需解除 {count} 项: {holds}。',
    'zh-TW':
      '鎖定或上下限不允許此數{where}: 要求 {asked}, 可行範圍 {least} 至 {greatest}。至少需解除 {count} 項: {holds}。',
    en: 'Holds or bounds do not allow this{where}: {asked} was asked, {least} to {greatest} is possible. Release at least {count} first: {holds}.',
  },
  spreadTotalHeld: {
    status: 422,
    'zh-CN': '此数会改变已锁定的合计{where}: 要求 {asked}。请先解除锁定: {holds}。',
    'zh-TW': '此數會改變已鎖定的合計{where}: 要求 {asked}。請先解除鎖定: {holds}。',
    en: 'This would change a total that is held{where}: {asked} was asked. Release it first: {holds}.',
  },
  editsContradict: {
    status: 422,
    'zh-CN':
      '一起写入的数互相矛盾: “{member}”要求 {asked}, 写完其余各格后却是 {value} (上级合计已锁定, 或同时写了合计与其下级)。什么也没有写入。',
    'zh-TW':
      '一起寫入的數互相矛盾: 「{member}」要求 {asked}, 寫完其餘各格後卻是 {value} (上級合計已鎖定, 或同時寫了合計與其下級)。什麼也沒有寫入。',
    en: 'What is written together contradicts itself: {asked} was asked at “{member}”, and after the other cells it comes to {value} (a total above is held, or a total and its parts were both written). Nothing was written.',
  },
  spreadNoCells: {
    status: 422,
    'zh-CN': '方案在所选位置下没有单元格: 没有承担目标的人员在这里, 无处分解。',
    'zh-TW': '方案在所選位置下沒有儲存格: 沒有承擔目標的人員在這裡, 無處分解。',
    en: 'The plan has no cell below this place: nobody who carries a target is planned there.',
  },
  spreadTooLarge: {
    status: 422,
    'zh-CN': '数值过大, 合计将超出可精确计算的范围。',
    'zh-TW': '數值過大, 合計將超出可精確計算的範圍。',
    en: 'The number is too large: sums would leave the range that can be added exactly.',
  },
  spreadCodeUnknown: {
    status: 422,
    'zh-CN': '看不懂“{text}”{where}。请输入数字, 或 P%+10、S<>100、GR300:25 这样的代码。',
    'zh-TW': '看不懂「{text}」{where}。請輸入數字, 或 P%+10、S<>100、GR300:25 這樣的代碼。',
    en: '“{text}”{where} is neither a number nor a code. Type a number, or a code such as P%+10, S<>100 or GR300:25.',
  },
  spreadNotInUnit: {
    status: 422,
    'zh-CN': '“{amount}”{where}比计量单位更细, 无法精确保存。',
    'zh-TW': '「{amount}」{where}比計量單位更細, 無法精確儲存。',
    en: '“{amount}”{where} is finer than the unit and cannot be kept exactly.',
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
  marginNegative: {
    status: 422,
    'zh-CN': '“{member}”的合计 {total} 小于 0, 不能配平。',
    'zh-TW': '「{member}」的合計 {total} 小於 0, 不能配平。',
    en: 'The total {total} of “{member}” is below 0, and cells are not fitted to that.',
  },
  marginsNegative: {
    status: 422,
    'zh-CN': '所选范围内有负数单元格, 无法按比例配平。',
    'zh-TW': '所選範圍內有負數儲存格, 無法按比例配平。',
    en: 'There are negative cells in this range, so it cannot be fitted in proportion.',
  },
} as const satisfies Record<string, ErrorEntry>
