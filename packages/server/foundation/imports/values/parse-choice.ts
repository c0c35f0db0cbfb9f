import { choiceLabel, LOCALES } from '@salesloom/contract'
import { foldCharacters } from './fold-characters.ts'
import { type Parsed, plain, refused } from './parsed.ts'

/**
 * A word without case, spaces, punctuation and the difference of Chinese scripts, so that “Economic buyer” and
 * “economicBuyer” are one, and 客戶名稱 and 客户名称.
 */
export function loose(text: string): string {
  return foldCharacters(plain(text))
    .toLowerCase()
    .replace(/[\s_\-–—/\\.·,，:：()（）[\]【】'"“”*#]+/g, '')
}

/** Reads one of the choices of a field by its value or by its label in any language. */
export function parseChoice(text: string, choices: readonly string[]): Parsed<string> {
  const said = loose(text)
  const found = choices.find(
    (choice) =>
      loose(choice) === said || LOCALES.some((locale) => loose(choiceLabel(choice, locale)) === said),
  )
  return found === undefined
    ? refused('notAChoice', { value: text.slice(0, 60), choices: choices.join(', ') })
    : { ok: true, value: found }
}
