/** What is known of a deal: numbers, words, or nothing. */
export type Attributes = Readonly<Record<string, number | string | null>>

export type ClosedDeal = { readonly attributes: Attributes; readonly won: boolean }

type NumberColumn = {
  readonly kind: 'number'
  readonly name: string
  readonly mean: number
  readonly deviation: number
}
type WordColumn = { readonly kind: 'word'; readonly name: string; readonly word: string }
type MissingColumn = { readonly kind: 'missing'; readonly name: string }

/** One input of the model. */
export type Column = NumberColumn | WordColumn | MissingColumn

/** A word in fewer deals than this says nothing of its own. */
const RARE = 8

function numberColumn(name: string, values: readonly number[]): NumberColumn | null {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  return deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? { kind: 'number', name, mean, deviation } : null
}

function columnsOf(name: string, deals: readonly ClosedDeal[]): Column[] {
  const values = deals.map(({ attributes }) => attributes[name] ?? null)
  const numbers = values.filter((value) => typeof value === 'number')
  const words = values.filter((value) => typeof value === 'string')
  const missing = values.length - numbers.length - words.length
  const columns: Column[] = []
  if (missing >= RARE && missing <= values.length - RARE) columns.push({ kind: 'missing', name })
  const number = numbers.length >= RARE ? numberColumn(name, numbers) : null
  if (number !== null) columns.push(number)
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  for (const [word, count] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    if (count >= RARE && count < values.length) columns.push({ kind: 'word', name, word })
  return columns
}

/** The inputs that deals give: standardised numbers, a column for each word that is not rare, and what is missing. */
export function chooseColumns(deals: readonly ClosedDeal[]): Column[] {
  const names = new Set(deals.flatMap(({ attributes }) => Object.keys(attributes)))
  return [...names].toSorted().flatMap((name) => columnsOf(name, deals))
}

/** The inputs of one deal; a word never seen and a number that is missing count as the average. */
export function encode(columns: readonly Column[], attributes: Attributes): Float64Array {
  return Float64Array.from(columns, (column) => {
    const value = attributes[column.name] ?? null
    if (column.kind === 'missing') return value === null ? 1 : 0
    if (column.kind === 'word') return value === column.word ? 1 : 0
    return typeof value === 'number' ? (value - column.mean) / column.deviation : 0
  })
}
