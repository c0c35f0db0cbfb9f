/** The languages that the product speaks. */
export type Locale = 'zh-CN' | 'zh-TW' | 'en'
export const LOCALES: readonly Locale[] = ['zh-CN', 'zh-TW', 'en']

/** A text in each language. */
export type Words = readonly [zhCN: string, zhTW: string, en: string]

const ORDER: Readonly<Record<Locale, 0 | 1 | 2>> = { 'zh-CN': 0, 'zh-TW': 1, en: 2 }

/** A text in the reader's language. */
export function wordsIn(words: Words, locale: Locale): string {
  return words[ORDER[locale]]
}
