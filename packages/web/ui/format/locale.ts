/** The languages of the interface; Chinese first. */
export const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Whether numbers are counted in 万 and 亿. */
export function countsInWan(language: Language): boolean {
  return language !== 'en'
}

/** A name in Chinese and English as the server sends it; texts of the product also in traditional Chinese. */
export type Bilingual = { readonly zh: string; readonly en: string; readonly zhTw?: string }

/** The name in the reader's language; the other one where it is missing. */
export function nameIn(name: Bilingual, language: Language): string {
  const chinese = language === 'zh-TW' ? (name.zhTw ?? name.zh) : name.zh
  const [first, second] = language === 'en' ? [name.en, chinese] : [chinese, name.en]
  return first === '' ? second : first
}
