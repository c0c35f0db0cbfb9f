import { type Locale, type Words, wordsIn } from './locale.ts'
import { MISSING_THINGS, missingWord } from './missing-words.ts'

/** What the trail tells of that nobody asks for by its id. */
const SUBJECTS: Readonly<Record<string, Words>> = {
  workspace: ['工作区', '工作區', 'workspace'],
  source: ['数据来源', '資料來源', 'source'],
  field: ['字段权限', '欄位權限', 'field limit'],
  passwordRule: ['密码规则', '密碼規則', 'password rule'],
  mail: ['邮件', '郵件', 'mail'],
  importTemplate: ['导入模板', '匯入範本', 'import template'],
  view: ['视图', '檢視', 'view'],
  calibration: ['目标校准', '目標校準', 'calibration'],
  month: ['市场询问', '市場詢問', 'question of the month'],
  measure: ['措施', '措施', 'measure'],
  gradingRun: ['客户分级', '客戶分級', 'grading'],
  monitoringSetting: ['监控设置', '監控設定', 'setting of monitoring'],
  discountLimit: ['折扣上限', '折扣上限', 'discount limit'],
}

const PARTS: Readonly<Record<string, Words>> = {
  '*': ['多条', '多筆', 'several'],
  all: ['全部', '全部', 'all'],
  cost: ['成本', '成本', 'cost'],
  margin: ['毛利', '毛利', 'margin'],
  grading: ['客户分级', '客戶分級', 'grades'],
  alerts: ['预警', '預警', 'alerts'],
  funnel: ['漏斗', '漏斗', 'funnel'],
}

/** Who acts where nobody does. */
const ACTORS: Readonly<Record<string, Words>> = {
  schedule: ['定时任务', '排程工作', 'Schedule'],
  import: ['命令行导入', '命令列匯入', 'Import by command'],
}

const orCode = (words: Words | undefined, code: string, locale: Locale): string =>
  words === undefined ? code : wordsIn(words, locale)

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** Kind of a subject in words; undefined where an earlier version knew another. */
function kindText(kind: string, locale: Locale): string | undefined {
  const own = SUBJECTS[kind]
  return own === undefined ? missingWord(kind, locale) : wordsIn(own, locale)
}

/** What an entry of the trail is about, in the reader's language: `person:3` is 人员 3. */
export function auditSubjectText(subject: string, locale: Locale): string {
  const [kind = '', ...rest] = subject.split(':')
  const word = kindText(kind, locale)
  if (word === undefined) return subject
  const part = rest.join(':')
  return capital(part === '' ? word : `${word} ${orCode(PARTS[part], part, locale)}`)
}

/** Kinds of subjects whose words hold a text, in any language: people search for what they read. */
export function auditSubjectsWith(text: string): string[] {
  const sought = text.toLowerCase()
  return [...Object.keys(SUBJECTS), ...MISSING_THINGS].filter((kind) =>
    (['zh-CN', 'zh-TW', 'en'] as const).some((locale) =>
      kindText(kind, locale)?.toLowerCase().includes(sought),
    ),
  )
}

/** Who acted: the name of their sign-in, or what worked by itself. */
export function auditActorText(actor: string, locale: Locale): string {
  return orCode(ACTORS[actor], actor, locale)
}
