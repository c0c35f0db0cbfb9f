import { type Locale, type Words, wordsIn } from './locale.ts'

/** What uses a metric: a part of the application, and the name that people know it by. */
export type MetricUse = {
  readonly kind: 'alertRule' | 'dashboard' | 'goal' | 'exploration' | 'plan'
  readonly name: string
}

const KINDS: Readonly<Record<MetricUse['kind'], Words>> = {
  alertRule: ['预警规则', '預警規則', 'alert rule'],
  dashboard: ['看板', '看板', 'board'],
  goal: ['目标', '目標', 'goal'],
  exploration: ['已保存的分析', '已儲存的分析', 'saved exploration'],
  plan: ['目标计划', '目標計畫', 'target plan'],
}
const MOST_NAMED = 5

/** Uses as the detail of an error carries them, to be said in the reader's language. */
export const usedIn = (uses: readonly MetricUse[]): string => JSON.stringify(uses)

/** Uses in words: the first few by name, and how many more there are. */
export function usedInText(detail: string, locale: Locale): string {
  const uses = JSON.parse(detail) as readonly MetricUse[]
  const named = uses.slice(0, MOST_NAMED).map(({ kind, name }) => {
    const word = wordsIn(KINDS[kind], locale)
    if (locale === 'en') return `${word} “${name}”`
    return locale === 'zh-CN' ? `${word}“${name}”` : `${word}「${name}」`
  })
  const more = uses.length - named.length
  if (more > 0)
    named.push(locale === 'en' ? `${more} more` : locale === 'zh-CN' ? `另有 ${more} 处` : `另有 ${more} 處`)
  return named.join(locale === 'en' ? ', ' : '、')
}
