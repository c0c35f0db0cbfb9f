import { AUTHORITY_ERRORS } from './authority-errors.ts'
import { CASCADE_ERRORS } from './cascade-errors.ts'
import { ENTRY_ERRORS } from './entry-errors.ts'
import type { ErrorDetail, ErrorEntry } from './error-entry.ts'
import { reasonText } from './input-reasons.ts'
import type { Locale } from './locale.ts'
import type { MissingThing } from './missing-words.ts'
import { MONITORING_ERRORS } from './monitoring-errors.ts'
import { PEOPLE_ERRORS } from './people-errors.ts'
import { PLAN_ERRORS } from './plan-errors.ts'
import { named, spoken } from './spoken-detail.ts'

/**
 * Every error the product shows: code → HTTP status and texts. `{name}` in a text is filled from the
 * error's detail. A test proves that each code has a text in each language.
 */

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
  ...PEOPLE_ERRORS,
  ...AUTHORITY_ERRORS,
  ...MONITORING_ERRORS,
  standInDates: {
    status: 422,
    'zh-CN': '代理日期有误: 结束日不能早于开始日或今天, 且最长一年。',
    'zh-TW': '代理日期有誤: 結束日不能早於開始日或今天, 且最長一年。',
    en: 'These days do not fit: the last day must not lie before the first or before today, and a stand-in lasts a year at most.',
  },
  standInNotYours: {
    status: 403,
    'zh-CN': '只有本人、其上级或管理员可以安排此代理, 且权限不得高于安排者自己。',
    'zh-TW': '只有本人、其上級或管理員可以安排此代理, 且權限不得高於安排者自己。',
    en: 'Only the person themselves, a superior or an administrator can arrange this, and nobody lends more than they hold.',
  },
  standInOver: {
    status: 403,
    'zh-CN': '代理尚未开始、已结束或已撤销, 您现在以自己的身份继续。',
    'zh-TW': '代理尚未開始、已結束或已撤銷, 您現在以自己的身分繼續。',
    en: 'The stand-in has not begun, has ended or was revoked; go on as yourself.',
  },
  noSignIn: {
    status: 422,
    'zh-CN': '{who} 没有有效的登录账号, 不能参与代理。请先邀请。',
    'zh-TW': '{who} 沒有有效的登入帳號, 不能參與代理。請先邀請。',
    en: '{who} has no active sign-in and cannot take part in a stand-in. Invite them first.',
  },
  notWhileStandingIn: {
    status: 403,
    'zh-CN': '代理他人时不能执行此操作。请先回到自己的身份。',
    'zh-TW': '代理他人時不能執行此操作。請先回到自己的身分。',
    en: 'This is not possible while you stand in for somebody. Go back to yourself first.',
  },
  passwordTooShort: {
    status: 422,
    'zh-CN': '密码太短: 至少 {minimum} 个字符。',
    'zh-TW': '密碼太短: 至少 {minimum} 個字元。',
    en: 'The password is too short: at least {minimum} characters.',
  },
  passwordTooLong: {
    status: 422,
    'zh-CN': '密码太长: 最多 {maximum} 个字符。',
    'zh-TW': '密碼太長: 最多 {maximum} 個字元。',
    en: 'The password is too long: at most {maximum} characters.',
  },
  passwordCommon: {
    status: 422,
    'zh-CN': '此密码太常见或有规律, 容易被猜到。请换一个, 例如几个不相关的词。',
    'zh-TW': '此密碼太常見或有規律, 容易被猜到。請換一個, 例如幾個不相關的詞。',
    en: 'This password is very common or follows a pattern, so it is guessed first. Choose another, such as a few unrelated words.',
  },
  passwordPersonal: {
    status: 422,
    'zh-CN': '密码中含有您的姓名或邮箱, 容易被猜到。请换一个。',
    'zh-TW': '密碼中含有您的姓名或電子郵件, 容易被猜到。請換一個。',
    en: 'The password contains your name or e-mail address, so it is guessed first. Choose another.',
  },
  alertClosed: {
    status: 409,
    'zh-CN': '该预警已结束。',
    'zh-TW': '該預警已結束。',
    en: 'This alert is over.',
  },
  alertNotSeenByOwner: {
    status: 409,
    'zh-CN': '{name} 看不到该预警所在的部分, 不能指派给此人。',
    'zh-TW': '{name} 看不到該預警所在的部分, 不能指派給此人。',
    en: '{name} does not see the part that this alert is about and cannot own it.',
  },
  versionConflict: {
    status: 409,
    'zh-CN': '{who} 已先修改 (第 {theirs} 版, 您看到的是第 {yours} 版)。请比较后再保存。',
    'zh-TW': '{who} 已先修改 (第 {theirs} 版, 您看到的是第 {yours} 版)。請比較後再儲存。',
    en: '{who} changed this first (version {theirs}; you saw {yours}). Compare both, then save again.',
  },
  figureBeyondExact: {
    status: 422,
    'zh-CN':
      '结果超过 15 位数字, 无法精确计算, 因此不显示。请缩小范围, 并在相关列表中按金额排序, 检查是否有录入过大的金额。',
    'zh-TW':
      '結果超過 15 位數字, 無法精確計算, 因此不顯示。請縮小範圍, 並在相關列表中按金額排序, 檢查是否有錄入過大的金額。',
    en: 'The figure has more than 15 digits and cannot be computed exactly, so it is not shown. Narrow what you look at, and sort the list by amount to find one that was typed too large.',
  },
  versionsConflict: {
    status: 409,
    'zh-CN': '{count} 条已被他人先修改 ({who}: “{name}”), 全部都没有改。列表已更新, 请看过现在的值再改。',
    'zh-TW': '{count} 筆已被他人先修改 ({who}: 「{name}」), 全部都沒有改。列表已更新, 請看過現在的值再改。',
    en: '{count} of them were changed by somebody else first ({who}: “{name}”), so none was changed. The list is up to date now; look at it, then try again.',
  },
  goalChanged: {
    status: 409,
    'zh-CN': '{who} 已先修改此目标: 现为 {theirs}, 您要改为 {yours}。请比较后再保存。',
    'zh-TW': '{who} 已先修改此目標: 現為 {theirs}, 您要改為 {yours}。請比較後再儲存。',
    en: '{who} changed this goal first: it is {theirs} now, you want {yours}. Compare both, then save again.',
  },
  goalClosed: {
    status: 409,
    'zh-CN': '此目标已结束, 不能再修改。请另设新目标。',
    'zh-TW': '此目標已結束, 不能再修改。請另設新目標。',
    en: 'This goal is closed and no longer changes. Set a new one.',
  },
  goalPast: {
    status: 422,
    'zh-CN': '期限 {day} 已过, 请选择将来的日期。',
    'zh-TW': '期限 {day} 已過, 請選擇將來的日期。',
    en: 'The deadline {day} is over; choose a day ahead.',
  },
  goalBaseline: {
    status: 422,
    'zh-CN': '“{metric}”在所选范围与基线期间没有数据, 无法作为目标。请换一个范围或指标。',
    'zh-TW': '「{metric}」在所選範圍與基線期間沒有資料, 無法作為目標。請換一個範圍或指標。',
    en: '“{metric}” has no figure for this slice in the baseline period, so it cannot be a goal. Choose another slice or metric.',
  },
  goalSlice: {
    status: 422,
    'zh-CN': '“{metric}”不按所选的维度 ({part}) 统计。请去掉它或换一个指标。',
    'zh-TW': '「{metric}」不依所選的維度 ({part}) 統計。請去掉它或換一個指標。',
    en: '“{metric}” is not kept by that part of the slice ({part}). Leave it out, or choose another metric.',
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
    'zh-CN':
      '承担目标的人员在 {year} 年于所选渠道没有销售记录, 无法据此分解目标。请换一个渠道或基准年, 或在任职中让相关人员承担目标。',
    'zh-TW':
      '承擔目標的人員在 {year} 年於所選通路沒有銷售紀錄, 無法據此分解目標。請換一個通路或基準年, 或在任職中讓相關人員承擔目標。',
    en: 'Nobody who carries a target sold anything in {year} through this channel, so a target cannot be derived from it. Choose another channel or base year, or let the people who sell carry a target in their positions.',
  },
  ...PLAN_ERRORS,
  ...CASCADE_ERRORS,
  duplicateExternalId: {
    status: 409,
    'zh-CN': '来源“{source}”中编号 {externalId} 的订单已存在, 内容不同。',
    'zh-TW': '來源「{source}」中編號 {externalId} 的訂單已存在, 內容不同。',
    en: 'Order {externalId} from source “{source}” exists already with other content.',
  },
  ...ENTRY_ERRORS,
  entryInUse: {
    status: 409,
    'zh-CN': '“{name}”仍被 {count} 条“{by}”引用, 不能删除或改换。请先改为其他记录, 或合并。',
    'zh-TW': '「{name}」仍被 {count} 筆「{by}」引用, 不能刪除或改換。請先改為其他紀錄, 或合併。',
    en: '“{name}” is used by {count} of “{by}” and cannot be removed or become another. Point them elsewhere first, or merge.',
  },
  treeCircle: {
    status: 409,
    'zh-CN': '“{name}”在 {day} 位于“{under}”之上, 不能移到它下面。请先把“{under}”移到别处, 或选择其他上级。',
    'zh-TW':
      '「{name}」在 {day} 位於「{under}」之上, 不能移到它下面。請先把「{under}」移到別處, 或選擇其他上級。',
    en: '“{name}” stands above “{under}” on {day} and cannot be put below it. Move “{under}” elsewhere first, or choose another parent.',
  },
  treeNotThere: {
    status: 409,
    'zh-CN': '“{name}”在 {day} 尚未启用或已停用, 请选择其他日期。',
    'zh-TW': '「{name}」在 {day} 尚未啟用或已停用, 請選擇其他日期。',
    en: '“{name}” does not exist on {day}; choose another day.',
  },
  nodeInUse: {
    status: 409,
    'zh-CN':
      '“{name}”仍被 {count} 条“{by}”使用, 不能删除或停用。请先移走它们; 要保留历史, 可在移走后从某日起停用。',
    'zh-TW':
      '「{name}」仍被 {count} 筆「{by}」使用, 不能刪除或停用。請先移走它們; 要保留歷史, 可在移走後從某日起停用。',
    en: '“{name}” is still used by {count} of “{by}”, so it can be neither removed nor ended. Move them first; to keep its history, end it from a day on.',
  },
  periodClosed: {
    status: 409,
    'zh-CN': '{from} 至 {to} 与已关账期间重叠。',
    'zh-TW': '{from} 至 {to} 與已關帳期間重疊。',
    en: '{from} to {to} overlaps a period that is closed already.',
  },
  apiKeyRefused: {
    status: 401,
    'zh-CN': '接口密钥无效、已撤销或已过期。',
    'zh-TW': '介面金鑰無效、已撤銷或已過期。',
    en: 'The API key is not valid, was revoked or has expired.',
  },
  apiKeyKind: {
    status: 403,
    'zh-CN': '此接口密钥不能写入“{by}”({kind})。请使用为该种类创建的密钥。',
    'zh-TW': '此介面金鑰不能寫入「{by}」({kind})。請使用為該種類建立的金鑰。',
    en: 'This API key does not write “{by}” ({kind}). Use a key that was made for it.',
  },
  idempotencyKeyReused: {
    status: 409,
    'zh-CN': '幂等键“{key}”已用于其他内容。',
    'zh-TW': '冪等鍵「{key}」已用於其他內容。',
    en: 'The idempotency key “{key}” was used for other content.',
  },
  bodyTooLarge: {
    status: 413,
    'zh-CN': '请求内容超过 {most}, 请分批发送。',
    'zh-TW': '請求內容超過 {most}, 請分批傳送。',
    en: 'The request is larger than {most}; send it in several batches.',
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
  uploadTooLarge: {
    status: 413,
    'zh-CN': '文件超过 {most} MB 的上限。请拆分后再导入, 或请管理员调高 SALESLOOM_IMPORT_LIMIT。',
    'zh-TW': '檔案超過 {most} MB 的上限。請拆分後再匯入, 或請管理員調高 SALESLOOM_IMPORT_LIMIT。',
    en: 'The file is larger than the {most} MB that are taken. Split it, or have an administrator raise SALESLOOM_IMPORT_LIMIT.',
  },
  fileEmpty: {
    status: 422,
    'zh-CN': '文件是空的, 没有表头和数据。',
    'zh-TW': '檔案是空的, 沒有表頭和資料。',
    en: 'The file is empty: it has neither headers nor rows.',
  },
  fileForeign: {
    status: 422,
    'zh-CN': '这不是 CSV 或 XLSX 表格 (内容是: {what})。请在原系统中另存为 CSV 或 XLSX。',
    'zh-TW': '這不是 CSV 或 XLSX 表格 (內容是: {what})。請在原系統中另存為 CSV 或 XLSX。',
    en: 'This is no CSV or XLSX table (its content: {what}). Save it as CSV or XLSX in the program that it comes from.',
  },
  fileDamaged: {
    status: 422,
    'zh-CN': '文件已损坏, 无法读取 ({reason})。',
    'zh-TW': '檔案已損毀, 無法讀取 ({reason})。',
    en: 'The file is damaged and cannot be read ({reason}).',
  },
  fileWithoutEnd: {
    status: 422,
    'zh-CN': '第 {row} 行没有结束, 可能有未闭合的引号。',
    'zh-TW': '第 {row} 列沒有結束, 可能有未閉合的引號。',
    en: 'Row {row} has no end; is a quote left open?',
  },
  workbookBomb: {
    status: 422,
    'zh-CN': '该文件解压后过大, 看起来像压缩炸弹, 已拒绝。',
    'zh-TW': '該檔案解壓後過大, 看起來像壓縮炸彈, 已拒絕。',
    en: 'The file unfolds to far more than an honest workbook would and was refused.',
  },
  workbookTooLarge: {
    status: 422,
    'zh-CN': '工作簿过大 (上限 {most})。请另存为 CSV 再导入。',
    'zh-TW': '活頁簿過大 (上限 {most})。請另存為 CSV 再匯入。',
    en: 'The workbook is too large (the most is {most}). Save it as CSV and import that.',
  },
  tooManyColumns: {
    status: 422,
    'zh-CN': '表格的列过多: 最多 {most} 列。请删去多余的列或远处的单元格。',
    'zh-TW': '表格的欄過多: 最多 {most} 欄。請刪去多餘的欄或遠處的儲存格。',
    en: 'The table is too wide: {most} columns are the most. Remove what is not needed, or a stray cell far to the right.',
  },
  workbookDtd: {
    status: 422,
    'zh-CN': '工作簿中含有文档类型定义 (DTD), 已拒绝。',
    'zh-TW': '活頁簿中含有文件類型定義 (DTD), 已拒絕。',
    en: 'The workbook holds a document type definition, which no honest one has, and was refused.',
  },
  workbookWithoutSheet: {
    status: 422,
    'zh-CN': '工作簿中没有工作表。',
    'zh-TW': '活頁簿中沒有工作表。',
    en: 'The workbook has no sheet.',
  },
  rowQuotes: {
    status: 422,
    'zh-CN': '该行的引号不成对, 无法确定各列的值: {value}',
    'zh-TW': '該列的引號不成對, 無法確定各欄的值: {value}',
    en: 'The quotes of this row do not pair up, so its values cannot be told apart: {value}',
  },
  rowLength: {
    status: 422,
    'zh-CN': '该行的列数与表头不一致: {value}',
    'zh-TW': '該列的欄數與表頭不一致: {value}',
    en: 'This row has another number of columns than the header: {value}',
  },
  rowTooLong: {
    status: 422,
    'zh-CN': '该行超过 1,000,000 个字符, 只保留了开头, 请检查是否缺少换行: {value}',
    'zh-TW': '該列超過 1,000,000 個字元, 只保留了開頭, 請檢查是否缺少換行: {value}',
    en: 'This row is longer than 1,000,000 characters and only its start was kept; is a line end missing? {value}',
  },
  unreadableText: {
    status: 422,
    'zh-CN': '“{field}”含有无法解读的字符, 请检查文件编码: {value}',
    'zh-TW': '「{field}」含有無法解讀的字元, 請檢查檔案編碼: {value}',
    en: '“{field}” holds characters that cannot be read; check the encoding: {value}',
  },
  cellError: {
    status: 422,
    'zh-CN': '“{field}”是公式错误值 {value}。',
    'zh-TW': '「{field}」是公式錯誤值 {value}。',
    en: '“{field}” is the error of a formula, {value}.',
  },
  rowTwice: {
    status: 422,
    'zh-CN': '外部编号“{value}”在前面的行中已出现过。',
    'zh-TW': '外部編號「{value}」在前面的列中已出現過。',
    en: 'The external id “{value}” stands in an earlier row too.',
  },
  importColumnMissing: {
    status: 422,
    'zh-CN': '文件中没有“{column}”列。',
    'zh-TW': '檔案中沒有「{column}」欄。',
    en: 'The file has no column “{column}”.',
  },
  importOrderOpen: {
    status: 422,
    'zh-CN': '“{column}”列的日期既可读作日/月, 也可读作月/日, 请先说明。',
    'zh-TW': '「{column}」欄的日期既可讀作日/月, 也可讀作月/日, 請先說明。',
    en: 'The dates of “{column}” could be day/month or month/day: say which first.',
  },
  importTaxRateMissing: {
    status: 422,
    'zh-CN': '“{column}”列为含税金额, 系统按不含税金额记录: 请指定税率, 或文件中的税率列。',
    'zh-TW': '「{column}」欄為含稅金額, 系統按未稅金額記錄: 請指定稅率, 或檔案中的稅率欄。',
    en: '“{column}” holds amounts with tax, and amounts are kept without it: say the rate, or the column that has it.',
  },
  importFieldTwice: {
    status: 422,
    'zh-CN': '“{field}”对应了两列, 只能选一列。',
    'zh-TW': '「{field}」對應了兩欄, 只能選一欄。',
    en: 'Two columns fill “{field}”; choose one of them.',
  },
  importFieldMissing: {
    status: 422,
    'zh-CN': '必填字段“{field}”没有对应的列, 也没有固定值。',
    'zh-TW': '必填欄位「{field}」沒有對應的欄, 也沒有固定值。',
    en: 'Nothing fills “{field}”, which every row needs: choose a column or a fixed value.',
  },
  importFileGone: {
    status: 410,
    'zh-CN': '该导入的文件已不再保留, 请重新上传。',
    'zh-TW': '該匯入的檔案已不再保留, 請重新上傳。',
    en: 'The file of this import is no longer kept; upload it again.',
  },
  importState: {
    status: 409,
    'zh-CN': '该导入当前状态为“{state}”, 不能执行此操作。',
    'zh-TW': '該匯入目前狀態為「{state}」, 不能執行此操作。',
    en: 'This import is {state}; that is not possible from there.',
  },
  importNothingStored: {
    status: 422,
    'zh-CN': '有 {rows} 行未通过检查; 按“全部或全不”的选择, 没有写入任何数据。',
    'zh-TW': '有 {rows} 列未通過檢查; 依「全部或全不」的選擇, 沒有寫入任何資料。',
    en: '{rows} rows were refused; as you asked for all or nothing, nothing was stored.',
  },
  importTooLongForOneGo: {
    status: 422,
    'zh-CN': '“全部或全不”最多 {most} 行; 请改用“只导入正确的行”。',
    'zh-TW': '「全部或全不」最多 {most} 列; 請改用「只匯入正確的列」。',
    en: 'All or nothing takes at most {most} rows; choose “good rows” instead.',
  },
  importTakenOver: {
    status: 409,
    'zh-CN': '该导入已由另一个节点继续执行。',
    'zh-TW': '該匯入已由另一個節點繼續執行。',
    en: 'Another node has gone on with this import.',
  },
  cannotCreate: {
    status: 422,
    'zh-CN': '“{field}”不能从导入中新建 (“{value}”), 请先手工创建。',
    'zh-TW': '「{field}」不能從匯入中新建 (「{value}」), 請先手動建立。',
    en: '“{field}” cannot be created by an import (“{value}”); add it by hand first.',
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
export type { ErrorDetail } from './error-entry.ts'
export { MISSING_THINGS, type MissingThing } from './missing-words.ts'

/** What is not there: something that has its word in every language. */
export type MissingDetail = { readonly what: MissingThing; readonly id: string | number }

/** Every code but the one whose detail has to be a `MissingDetail`. */
export type PlainErrorCode = Exclude<ErrorCode, 'notFound'>

const fill = (text: string, places: ErrorDetail): string =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => String(places[key] ?? ''))

/** The text of an error in a language, its placeholders filled from the detail. */
export function errorText(code: ErrorCode, locale: Locale, detail: ErrorDetail = {}): string {
  const places = spoken(named(detail, locale), locale)
  const reason =
    code === 'invalidInput'
      ? fill(reasonText(String(detail['reason'] ?? ''), locale), places)
      : places['reason']
  return fill(ERRORS[code][locale], reason === undefined ? places : { ...places, reason })
}
