import { ERRORS, type ErrorCode } from './errors.ts'
import type { Locale } from './locale.ts'

/** What kind of problem it is, for errors whose own sentence has places that only an occurrence fills. */
const BY_STATUS: Readonly<Record<number, Readonly<Record<Locale, string>>>> = {
  401: { 'zh-CN': '身份未获确认。', 'zh-TW': '身分未獲確認。', en: 'The caller is not known.' },
  403: { 'zh-CN': '没有此项权限。', 'zh-TW': '沒有此項權限。', en: 'This is not permitted.' },
  404: {
    'zh-CN': '找不到所请求的内容。',
    'zh-TW': '找不到所請求的內容。',
    en: 'What was asked for does not exist.',
  },
  409: { 'zh-CN': '与现有内容冲突。', 'zh-TW': '與現有內容衝突。', en: 'This conflicts with what is there.' },
  410: {
    'zh-CN': '内容已不再保留。',
    'zh-TW': '內容已不再保留。',
    en: 'What was asked for is no longer kept.',
  },
  413: { 'zh-CN': '请求内容过大。', 'zh-TW': '請求內容過大。', en: 'The request is too large.' },
  422: {
    'zh-CN': '请求内容有误。',
    'zh-TW': '請求內容有誤。',
    en: 'The content of the request is not right.',
  },
  429: { 'zh-CN': '请求过于频繁。', 'zh-TW': '請求過於頻繁。', en: 'There were too many requests.' },
  500: { 'zh-CN': '系统出错。', 'zh-TW': '系統發生錯誤。', en: 'Something went wrong on our side.' },
}

/** The title of a problem (RFC 9457): the same for every occurrence of it, a sentence without places. */
export function problemTitle(code: ErrorCode, locale: Locale): string {
  const { status, [locale]: text } = ERRORS[code]
  return text.includes('{')
    ? ((BY_STATUS[status] ?? BY_STATUS[status < 500 ? 422 : 500])?.[locale] ?? text)
    : text
}
