import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { LANGUAGES, type Language } from '../ui/format/locale.ts'
import type { texts as english } from './en/index.ts'

type Leaves<Node, Path extends string> = Node extends string
  ? Path
  : { [Key in keyof Node & string]: Leaves<Node[Key], Path extends '' ? Key : `${Path}.${Key}`> }[keyof Node &
      string]

type Countless<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key

/** Every text of the interface by its path in the catalogue; a text that counts goes by its name without `_one`. */
export type TextKey = Countless<Leaves<typeof english, ''>>

/** Values that fill a text's `{{places}}`; `count` also chooses the singular. */
export type TextValues = Readonly<Record<string, string | number>>
export type Translate = (key: TextKey, values?: TextValues) => string

const STORED = 'salesloom.language'

const catalogues: Record<Language, () => Promise<{ texts: object }>> = {
  'zh-CN': () => import('./zh-CN/index.ts'),
  'zh-TW': () => import('./zh-TW/index.ts'),
  en: () => import('./en/index.ts'),
}

/** The language chosen on this device, else the browser's, else Chinese. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(STORED)
  const known = LANGUAGES.find((language) => language === stored)
  if (known !== undefined) return known
  const browser = navigator.language
  if (/^zh-(tw|hk|mo|hant)/i.test(browser)) return 'zh-TW'
  return /^zh/i.test(browser) ? 'zh-CN' : 'en'
}

/** The language that the page speaks now. */
export function currentLanguage(): Language {
  return LANGUAGES.find((language) => language === i18next.language) ?? 'zh-CN'
}

/** Loads a language's texts and switches the page to it. */
export async function chooseLanguage(language: Language): Promise<void> {
  const { texts } = await catalogues[language]()
  i18next.addResourceBundle(language, 'translation', texts, true, true)
  localStorage.setItem(STORED, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

/** Starts with the preferred language, before the first page is drawn. */
export async function startTexts(): Promise<void> {
  const language = preferredLanguage()
  const { texts } = await catalogues[language]()
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: texts } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** A text outside of React, in the language of the page. */
export const translate: Translate = (key, values) => i18next.t(key, { ...values })

/** Texts and the language for a component. */
export function useText(): { readonly t: Translate; readonly language: Language } {
  const { i18n } = useTranslation()
  const language = LANGUAGES.find((known) => known === i18n.language) ?? 'zh-CN'
  return { t: (key, values) => i18n.t(key, { ...values }), language }
}
