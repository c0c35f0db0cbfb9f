import type { Locale } from '@salesloom/contract'
import { ruleNameIn } from './rule-name.ts'

/** An alert as messages tell of it: what and where, never a figure, for nobody knows who reads a group. */
export type Notice = {
  readonly kind: 'raised' | 'recovered' | 'renamed' | 'escalated'
  readonly rule: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly direction: 'below' | 'above'
  readonly cause: { readonly zh: string; readonly en: string }
  readonly since: string
}

type Words = {
  readonly title: (count: number) => string
  readonly kind: Readonly<Record<Notice['kind'], string>>
  readonly severity: Readonly<Record<Notice['severity'], string>>
  readonly direction: Readonly<Record<Notice['direction'], string>>
  readonly since: (period: string) => string
  /** the cause of a rule that watches its part as one */
  readonly whole: string
  readonly more: (count: number) => string
  readonly open: string
  readonly escalated: string
  readonly test: string
}

export const WORDS: Readonly<Record<Locale, Words>> = {
  'zh-CN': {
    title: (count) => `销售经纬: ${count} 条预警动态`,
    kind: { raised: '触发', recovered: '已恢复', renamed: '并入其他预警', escalated: '升级' },
    severity: { info: '提示', warning: '警告', critical: '严重' },
    direction: { below: '低于阈值', above: '高于阈值' },
    since: (period) => `自 ${period}`,
    whole: '整体',
    more: (count) => `另有 ${count} 条`,
    open: '打开预警列表',
    escalated: '该预警长时间无人确认, 现升级给您。',
    test: '这是一条测试消息: 销售经纬的预警会发到这里。',
  },
  'zh-TW': {
    title: (count) => `銷售經緯: ${count} 則預警動態`,
    kind: { raised: '觸發', recovered: '已恢復', renamed: '併入其他預警', escalated: '升級' },
    severity: { info: '提示', warning: '警告', critical: '嚴重' },
    direction: { below: '低於閾值', above: '高於閾值' },
    since: (period) => `自 ${period}`,
    whole: '整體',
    more: (count) => `另有 ${count} 則`,
    open: '開啟預警清單',
    escalated: '該預警長時間無人確認, 現升級給您。',
    test: '這是一則測試訊息: 銷售經緯的預警會發到這裡。',
  },
  en: {
    title: (count) => `Salesloom: ${count} alert ${count === 1 ? 'notice' : 'notices'}`,
    kind: {
      raised: 'raised',
      recovered: 'recovered',
      renamed: 'part of another alert',
      escalated: 'escalated',
    },
    severity: { info: 'Info', warning: 'Warning', critical: 'Critical' },
    direction: { below: 'below its threshold', above: 'above its threshold' },
    since: (period) => `since ${period}`,
    whole: 'the whole',
    more: (count) => `and ${count} more`,
    open: 'Open the alerts',
    escalated: 'Nobody has acknowledged this alert for long; it is passed on to you.',
    test: 'This is a test: alerts of Salesloom arrive here.',
  },
}

/** One line on one alert. */
export function noticeLine(notice: Notice, locale: Locale): string {
  const words = WORDS[locale]
  const cause = (locale === 'en' ? notice.cause.en : notice.cause.zh) || words.whole
  const state = `${words.direction[notice.direction]}, ${words.since(notice.since)}`
  return `[${words.severity[notice.severity]} · ${words.kind[notice.kind]}] ${ruleNameIn(notice.rule, locale)}: ${cause}${
    notice.kind === 'raised' || notice.kind === 'escalated' ? `, ${state}` : ''
  }`
}

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')

/** A digest of notices that keeps within some bytes: whole lines, and how many are left out. */
export function digestOf(
  notices: readonly Notice[],
  locale: Locale,
  most: number,
  link: string | null,
): string {
  const words = WORDS[locale]
  const foot = link === null ? [] : [`${words.open}: ${link}`]
  const lines = notices.map((notice) => noticeLine(notice, locale))
  for (let shown = lines.length; ; shown--) {
    const rest = lines.length - shown
    const text = [
      words.title(notices.length),
      ...lines.slice(0, shown),
      ...(rest > 0 ? [words.more(rest)] : []),
      ...foot,
    ].join('\n')
    if (bytes(text) <= most || shown === 0) return text
  }
}
