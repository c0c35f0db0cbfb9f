import { pinyin } from 'pinyin-pro'

/** What a command is found by: its title and its pinyin, whole and by first letters. */
export function searchTexts(title: string): readonly string[] {
  const lower = title.toLowerCase()
  if (!/\p{Script=Han}/u.test(title)) return [lower]
  const syllables = pinyin(title, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).map((part) =>
    part.toLowerCase(),
  )
  return [lower, syllables.join(''), syllables.map((part) => part[0] ?? '').join('')]
}

/** How well a query fits: 0 not at all, more the earlier and the more of a text it covers. */
export function matchScore(query: string, texts: readonly string[]): number {
  const wanted = query.toLowerCase().replace(/\s+/g, '')
  const scores = texts.map((text) => {
    const squeezed = text.replace(/\s+/g, '')
    const at = squeezed.indexOf(wanted)
    return at < 0 ? 0 : (at === 0 ? 2 : 1) + wanted.length / Math.max(1, squeezed.length)
  })
  return Math.max(0, ...scores)
}
