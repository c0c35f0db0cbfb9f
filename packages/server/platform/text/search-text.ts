import { pinyin } from 'pinyin-pro'

const HAN = /\p{Script=Han}/u

/**
 * What a list searches: the words themselves, their pinyin without tones and the initials, so that 恒远机电 is found by
 * 恒远, hengyuan and hyjd.
 */
export function searchTextOf(words: ReadonlyArray<string | null | undefined>): string {
  const text = words.filter((word) => typeof word === 'string' && word !== '').join(' ')
  if (!HAN.test(text)) return text.toLowerCase()
  const options = { toneType: 'none', type: 'array', nonZh: 'consecutive' } as const
  const syllables = pinyin(text, options)
  const initials = pinyin(text, { ...options, pattern: 'first' })
  return `${text} ${syllables.join('')} ${initials.join('')}`.toLowerCase()
}
