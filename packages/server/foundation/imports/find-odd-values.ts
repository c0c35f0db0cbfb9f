import type { Field, OddValue } from '@salesloom/contract'
import { typingErrors } from './likeness.ts'

/** Sectors as they are spelt: what looks like one of them and is none is worth a look. */
const SECTORS = [
  'technology',
  'technology services',
  'medical',
  'retail',
  'software',
  'entertainment',
  'marketing',
  'telecommunications',
  'finance',
  'employment',
  'services',
  'manufacturing',
  'education',
  'energy',
  'construction',
  'transportation',
  'insurance',
  'banking',
  'healthcare',
  'agriculture',
  'hospitality',
  'real estate',
  'government',
  'consulting',
  'automotive',
  'pharmaceuticals',
  'chemicals',
  'electronics',
  'utilities',
  'media',
  'logistics',
]
const SHORTEST = 5
const MOST_DISTINCT = 200
const MOST_LISTED = 100

/** Distinct values of a field with their rows; a field with very many is free text and no longer counted. */
export class ValueCounts {
  private readonly counts = new Map<string, Map<string, number> | null>()

  add(field: Field, text: string): void {
    const known = this.counts.get(field.name)
    if (known === null || text === '') return
    const counts = known ?? new Map<string, number>()
    counts.set(text, (counts.get(text) ?? 0) + 1)
    this.counts.set(field.name, counts.size > MOST_DISTINCT ? null : counts)
  }

  of(field: Field): ReadonlyMap<string, number> {
    return this.counts.get(field.name) ?? new Map()
  }
}

function closest(text: string, words: Iterable<string>): string | null {
  const said = text.toLowerCase()
  if (said.length < SHORTEST) return null
  const most = said.length < 8 ? 1 : 2
  for (const word of words) {
    const errors = typingErrors(said, word.toLowerCase(), most)
    if (errors > 0 && errors <= most) return word
  }
  return null
}

/** Values of a text field that look like misspellings: of a commoner value of the column, or of a sector. */
export function misspelt(field: Field, counts: ReadonlyMap<string, number>): OddValue[] {
  const words = field.name === 'industry' ? SECTORS : []
  const known = new Set(words)
  return [...counts].flatMap(([text, rows]) => {
    if (known.has(text.toLowerCase())) return []
    const commoner = [...counts].filter(([, other]) => other > rows * 5).map(([word]) => word)
    const suggestion = closest(text, [...words, ...commoner])
    return suggestion === null ? [] : [{ field: field.name, text, rows, choices: [], suggestion }]
  })
}

/** Values that none of a field's choices is. */
export function unknownChoices(field: Field, refused: ReadonlyMap<string, number>): OddValue[] {
  return [...refused]
    .slice(0, MOST_LISTED)
    .map(([text, rows]) => ({ field: field.name, text, rows, choices: [...field.choices], suggestion: null }))
}
