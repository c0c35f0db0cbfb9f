/** The languages that the product speaks. */
export type Locale = 'zh-CN' | 'zh-TW' | 'en'
export const LOCALES: readonly Locale[] = ['zh-CN', 'zh-TW', 'en']
