import type { ErrorEntry } from './error-entry.ts'

/** What can be wrong with a value of an entry, wherever it comes from: a form, a file or another system. */
export const ENTRY_ERRORS = {
  valueRequired: {
    status: 422,
    'zh-CN': '“{field}”不能为空。',
    'zh-TW': '「{field}」不能為空。',
    en: '“{field}” is required.',
  },
  lossReasonRequired: {
    status: 422,
    'zh-CN': '商机丢单必须选择“{field}”。',
    'zh-TW': '商機丟單必須選擇「{field}」。',
    en: 'A lost opportunity says why: choose its “{field}”.',
  },
  stageInUse: {
    status: 409,
    'zh-CN': '{count} 个商机处于或经过阶段“{name}”, 它的结果和流程不能再改。请新建一个阶段, 把商机移过去。',
    'zh-TW': '{count} 個商機處於或經過階段「{name}」, 它的結果和流程不能再改。請新建一個階段, 把商機移過去。',
    en: '{count} opportunities are or were in stage “{name}”, so its outcome and pipeline stay. Add another stage and move them there.',
  },
  closedBeforeStart: {
    status: 422,
    'zh-CN': '“{field}”{value} 早于商机的开始日 {start}。',
    'zh-TW': '「{field}」{value} 早於商機的開始日 {start}。',
    en: '“{field}”: {value} is before the opportunity began on {start}.',
  },
  inTheFuture: {
    status: 422,
    'zh-CN': '“{field}”{value} 在未来, 只能记录已经发生的事。',
    'zh-TW': '「{field}」{value} 在未來, 只能記錄已經發生的事。',
    en: '“{field}”: {value} lies in the future; only what has happened is recorded.',
  },
  notANumber: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”不是数字。',
    'zh-TW': '「{field}」的值「{value}」不是數字。',
    en: '“{field}”: “{value}” is not a number.',
  },
  tooManyPlaces: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”小数位过多 (最多 {most} 位)。',
    'zh-TW': '「{field}」的值「{value}」小數位過多 (最多 {most} 位)。',
    en: '“{field}”: “{value}” has too many decimal places (at most {most}).',
  },
  notWhole: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”不是整数。',
    'zh-TW': '「{field}」的值「{value}」不是整數。',
    en: '“{field}”: “{value}” is not a whole number.',
  },
  notADay: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”不是日期 (年-月-日)。',
    'zh-TW': '「{field}」的值「{value}」不是日期 (年-月-日)。',
    en: '“{field}”: “{value}” is not a date (year-month-day).',
  },
  dayOrderOpen: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”既可读作日/月, 也可读作月/日, 请在字段对应中说明。',
    'zh-TW': '「{field}」的值「{value}」既可讀作日/月, 也可讀作月/日, 請在欄位對應中說明。',
    en: '“{field}”: “{value}” could be day/month or month/day; say which in the mapping.',
  },
  taxRateMissing: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”含税, 但该行没有可用的税率 ({rate})。',
    'zh-TW': '「{field}」的值「{value}」含稅, 但該列沒有可用的稅率 ({rate})。',
    en: '“{field}”: “{value}” is with tax, and its row has no usable tax rate ({rate}).',
  },
  closedWhileOpen: {
    status: 422,
    'zh-CN':
      '“{field}”的值“{value}”: 阶段“{stage}”的商机仍在进行, 没有关闭日期; 请同时选择赢单或丢单的阶段, 或填写预计成交日期。',
    'zh-TW':
      '「{field}」的值「{value}」: 階段「{stage}」的商機仍在進行, 沒有關閉日期; 請同時選擇贏單或丟單的階段, 或填寫預計成交日期。',
    en: '“{field}”: “{value}”: a deal in stage “{stage}” is under way and has no closing day. Choose a won or lost stage with it, or give the expected close.',
  },
  notATime: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”不是带时区的时间。',
    'zh-TW': '「{field}」的值「{value}」不是含時區的時間。',
    en: '“{field}”: “{value}” is not a time with its zone.',
  },
  notAChoice: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”不在可选项中 ({choices})。',
    'zh-TW': '「{field}」的值「{value}」不在可選項中 ({choices})。',
    en: '“{field}”: “{value}” is none of the choices ({choices}).',
  },
  notText: {
    status: 422,
    'zh-CN': '“{field}”的值不是文字。',
    'zh-TW': '「{field}」的值不是文字。',
    en: '“{field}” is not text.',
  },
  tooLong: {
    status: 422,
    'zh-CN': '“{field}”超过 {most} 个字符。',
    'zh-TW': '「{field}」超過 {most} 個字元。',
    en: '“{field}” is longer than {most} characters.',
  },
  outOfRange: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”超出允许范围 ({range})。',
    'zh-TW': '「{field}」的值「{value}」超出允許範圍 ({range})。',
    en: '“{field}”: “{value}” is outside of what is possible ({range}).',
  },
  unknownField: {
    status: 422,
    'zh-CN': '没有名为“{field}”的字段。',
    'zh-TW': '沒有名為「{field}」的欄位。',
    en: 'There is no field “{field}”.',
  },
  linkUnknown: {
    status: 422,
    'zh-CN': '“{field}”: 找不到“{value}”。',
    'zh-TW': '「{field}」: 找不到「{value}」。',
    en: '“{field}”: there is no “{value}”.',
  },
  linkAmbiguous: {
    status: 422,
    'zh-CN': '“{field}”: “{value}”对应 {count} 条记录, 请改用编码。',
    'zh-TW': '「{field}」: 「{value}」對應 {count} 筆紀錄, 請改用編碼。',
    en: '“{field}”: “{value}” fits {count} records; use a code instead.',
  },
  duplicateCode: {
    status: 409,
    'zh-CN': '“{field}”的值“{value}”已被使用。',
    'zh-TW': '「{field}」的值「{value}」已被使用。',
    en: '“{field}”: “{value}” is taken already.',
  },
  personSameName: {
    status: 422,
    'zh-CN': '“{value}”已在人员档案中, 但编码不同。请在名单中确认是否为同一人。',
    'zh-TW': '「{value}」已在人員檔案中, 但編碼不同。請在名單中確認是否為同一人。',
    en: '“{value}” is on record under another code. Confirm in the list whether it is the same person.',
  },
  removedInTheWay: {
    status: 409,
    'zh-CN': '“{field}”的值“{value}”属于一条已删除的记录。可恢复该记录并采用新的内容。',
    'zh-TW': '「{field}」的值「{value}」屬於一筆已刪除的紀錄。可復原該紀錄並採用新的內容。',
    en: '“{field}”: “{value}” belongs to an entry that was removed. It can be restored with the new values.',
  },
  linkRemoved: {
    status: 409,
    'zh-CN': '“{field}”所指的“{value}”已删除, 请先恢复它。',
    'zh-TW': '「{field}」所指的「{value}」已刪除, 請先復原它。',
    en: '“{field}”: “{value}” was removed. Restore it first.',
  },
  entryTwice: {
    status: 422,
    'zh-CN': '外部编号“{value}”在同一批中出现了两次。',
    'zh-TW': '外部編號「{value}」在同一批中出現了兩次。',
    en: 'The external id “{value}” stands twice in this batch.',
  },
  notACurrency: {
    status: 422,
    'zh-CN': '“{field}”的值“{value}”不是已知的币种: 请用 ISO 4217 代码 (如 USD) 或名称 (如 美元)。',
    'zh-TW': '「{field}」的值「{value}」不是已知的幣別: 請用 ISO 4217 代碼 (如 USD) 或名稱 (如 美元)。',
    en: '“{field}”: “{value}” is not a known currency: give its code of ISO 4217 (such as USD) or its name (such as US dollar).',
  },
  customerMerged: {
    status: 409,
    'zh-CN': '“{name}”已并入“{into}”, 其往来记录都在那里, 不能单独恢复。',
    'zh-TW': '「{name}」已併入「{into}」, 其往來紀錄都在那裡, 不能單獨復原。',
    en: '“{name}” was merged into “{into}”, where all that belonged to it is now; it cannot be restored by itself.',
  },
  treeParentUnknown: {
    status: 422,
    'zh-CN': '“{field}”: 上级“{value}”既不在档案中, 也不在文件的可用行中。',
    'zh-TW': '「{field}」: 上級「{value}」既不在檔案中, 也不在文件的可用列中。',
    en: '“{field}”: the parent “{value}” is neither on record nor in a good row of the file.',
  },
  codeTwice: {
    status: 422,
    'zh-CN': '“{field}”: 编码“{value}”在同一生效日期出现了两次。',
    'zh-TW': '「{field}」: 編碼「{value}」在同一生效日期出現了兩次。',
    en: '“{field}”: the code “{value}” stands twice for the same first day.',
  },
  calendarPlanned: {
    status: 409,
    'zh-CN': '已有目标计划按当前的起始月份编制, 起始月份不能更改。',
    'zh-TW': '已有目標計畫按目前的起始月份編製, 起始月份不能更改。',
    en: 'Target plans count by the present first month, so it cannot be changed.',
  },
  valuesContradict: {
    status: 422,
    'zh-CN': '数值之间互相矛盾, 未能保存 (例如结束早于开始)。',
    'zh-TW': '數值之間互相矛盾, 未能儲存 (例如結束早於開始)。',
    en: 'The values contradict each other and were not saved (an end before its start, for example).',
  },
} as const satisfies Record<string, ErrorEntry>
