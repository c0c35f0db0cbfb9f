import { ERRORS, type ErrorCode, errorText } from '../errors.ts'
import type { Locale } from '../locale.ts'
import { labelOf } from './kinds/labels.ts'

type Detail = Readonly<Record<string, string | number>>

/** What an import understood but wants looked at: the row goes in. */
const REMARKS = {
  valueRounded: {
    'zh-CN': '“{field}”的值“{value}”小数位过多, 已四舍五入。',
    'zh-TW': '「{field}」的值「{value}」小數位過多, 已四捨五入。',
    en: '“{field}”: “{value}” has more decimals than are kept and was rounded.',
  },
  taxTakenOut: {
    'zh-CN': '“{field}”的“{value}”含税, 已按税率 {rate} 换算为不含税。',
    'zh-TW': '「{field}」的「{value}」含稅, 已按稅率 {rate} 換算為未稅。',
    en: '“{field}”: “{value}” is with tax; the tax of {rate} was taken out.',
  },
  onlyYear: {
    'zh-CN': '“{field}”只有年份“{value}”, 按当年 1 月 1 日记录。',
    'zh-TW': '「{field}」只有年份「{value}」, 按當年 1 月 1 日記錄。',
    en: '“{field}”: “{value}” is only a year; its first day was taken.',
  },
  linkEmpty: {
    'zh-CN': '“{field}”为空, 未关联任何记录。',
    'zh-TW': '「{field}」為空, 未關聯任何紀錄。',
    en: '“{field}” is empty; the row points to nothing.',
  },
  linkLeftOut: {
    'zh-CN': '“{field}”的“{value}”已按您的选择留空。',
    'zh-TW': '「{field}」的「{value}」已按您的選擇留空。',
    en: '“{field}”: “{value}” was left out, as you chose.',
  },
  linkReplaced: {
    'zh-CN': '“{field}”的“{value}”已按您的选择对应到另一名称的记录。',
    'zh-TW': '「{field}」的「{value}」已按您的選擇對應到另一名稱的紀錄。',
    en: '“{field}”: “{value}” was taken as the record of another name, as you chose.',
  },
  valueReplaced: {
    'zh-CN': '“{field}”的“{value}”已按您的选择改为“{to}”。',
    'zh-TW': '「{field}」的「{value}」已按您的選擇改為「{to}」。',
    en: '“{field}”: “{value}” was changed to “{to}”, as you chose.',
  },
  looksLike: {
    'zh-CN': '“{field}”的“{value}”疑为“{to}”的误写。',
    'zh-TW': '「{field}」的「{value}」疑為「{to}」的誤寫。',
    en: '“{field}”: “{value}” looks like a misspelling of “{to}”.',
  },
} as const satisfies Record<string, Readonly<Record<Locale, string>>>

export type RemarkCode = keyof typeof REMARKS

export const REMARK_CODES = Object.keys(REMARKS) as readonly RemarkCode[]

/** The sentence of a problem or a remark of a row. */
export function rowProblemText(code: string, locale: Locale, detail: Detail): string {
  if (code in ERRORS) return errorText(code as ErrorCode, locale, detail)
  if (!(code in REMARKS)) return code
  const shown: Detail = { ...detail, field: labelOf(String(detail['field'] ?? ''), locale) }
  return REMARKS[code as RemarkCode][locale].replace(/\{(\w+)\}/g, (_, key: string) =>
    String(shown[key] ?? ''),
  )
}
