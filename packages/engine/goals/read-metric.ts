import type { KnownMetric } from './intent.ts'
import type { Sentence } from './sentence.ts'
import { METRIC_VERBS, METRIC_WORDS, SHARED_WORDS } from './vocabulary.ts'

type Mention = {
  readonly codes: readonly string[]
  readonly from: number
  readonly until: number
}

function mentions(sentence: Sentence, words: readonly string[], codes: readonly string[]): Mention[] {
  return words.flatMap((word) => sentence.placesOf(word).map((place) => ({ codes, ...place })))
}

/** The longest mention, of equally long ones the first. */
function best(found: readonly Mention[]): Mention | undefined {
  return found.toSorted((a, b) => b.until - b.from - (a.until - a.from) || a.from - b.from)[0]
}

/** Of what stands in one place the longest is meant: 毛利率 and not 毛利. Of different places, the first. */
function choose(found: readonly Mention[]): Mention | undefined {
  const alone = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one &&
          other.from <= one.from &&
          other.until >= one.until &&
          other.until - other.from > one.until - one.from,
      ),
  )
  const first = alone.toSorted((a, b) => a.from - b.from)[0]
  return first === undefined ? undefined : best(alone.filter(({ from }) => from === first.from))
}

const TRIGGERS = /\b(?:with|by|through|via|using|in|for|of)\b/

/** A metric whose own name holds a word that begins something else, such as “Invoiced with tax”: it is read first. */
export function readWordyMetric(sentence: Sentence, metrics: readonly KnownMetric[]): string | null {
  const found = metrics.flatMap(({ code, names }) =>
    names
      .filter((name) => TRIGGERS.test(name.toLowerCase()))
      .flatMap((name) => mentions(sentence, [name], [code])),
  )
  const chosen = best(found)
  if (chosen === undefined) return null
  sentence.take('metric', chosen.from, chosen.until)
  return chosen.codes[0] ?? null
}

/** Every word of a metric, and every word that several share, where it stands. */
function metricMentions(sentence: Sentence, metrics: readonly KnownMetric[]): Mention[] {
  const known = new Set(metrics.map(({ code }) => code))
  const nouns = metrics.flatMap(({ code, names }) =>
    mentions(sentence, [...names, ...(METRIC_WORDS.get(code) ?? [])], [code]),
  )
  const shared = SHARED_WORDS.flatMap(([words, codes]) =>
    mentions(
      sentence,
      words,
      codes.filter((code) => known.has(code)),
    ),
  )
  return [...nouns, ...shared].filter(({ codes }) => codes.length > 0)
}

/**
 * Whether a name of the business is the sentence's only word for a metric: “20 more new customers” counts them, where “sales
 * to new customers” narrows the sales to a type of customer that is called so.
 */
export function isOnlyMetric(
  sentence: Sentence,
  metrics: readonly KnownMetric[],
  names: readonly string[],
): boolean {
  const places = names.flatMap((name) => sentence.placesOf(name))
  const found = metricMentions(sentence, metrics)
  const within = ({ from, until }: Mention) =>
    places.some((place) => place.from <= from && place.until >= until)
  const same = found.some((one) => places.some(({ from, until }) => from === one.from && until === one.until))
  return same && found.every(within)
}

/** Which metric is meant; several where the words fit several; none where no word is known. */
export function readMetric(sentence: Sentence, metrics: readonly KnownMetric[]): readonly string[] {
  const known = new Set(metrics.map(({ code }) => code))
  const chosen = choose(metricMentions(sentence, metrics))
  if (chosen !== undefined) {
    sentence.take('metric', chosen.from, chosen.until)
    return chosen.codes
  }
  for (const [pattern, code] of METRIC_VERBS) {
    const match = sentence.matches(pattern)[0]
    if (match === undefined || !known.has(code)) continue
    sentence.take('metric', match.index, match.index + match[0].length)
    return [code]
  }
  return []
}
