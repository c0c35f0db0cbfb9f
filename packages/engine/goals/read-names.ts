import type { NamedMember } from './intent.ts'
import type { Sentence } from './sentence.ts'

type Place = { readonly member: NamedMember; readonly from: number; readonly until: number }

const ORDER = ['product', 'region', 'customerType', 'orgUnit', 'person'] as const

/** Every name in what is left, the longest first, none within another. */
export function findNames(sentence: Sentence, members: readonly NamedMember[]): Place[] {
  const all = members
    .flatMap((member) =>
      member.names.flatMap((name) => sentence.placesOf(name).map((place) => ({ member, ...place }))),
    )
    .toSorted(
      (a, b) =>
        b.until - b.from - (a.until - a.from) ||
        a.from - b.from ||
        ORDER.indexOf(a.member.kind) - ORDER.indexOf(b.member.kind),
    )
  const kept: Place[] = []
  for (const place of all)
    if (kept.every((other) => place.until <= other.from || place.from >= other.until)) kept.push(place)
  return kept.toSorted((a, b) => a.from - b.from)
}

/** The parts of the business that a sentence names: each once, in the order of kinds. */
export function readMembers(sentence: Sentence, members: readonly NamedMember[]): NamedMember[] {
  const found = new Set<NamedMember>()
  for (const { member, from, until } of findNames(sentence, members)) {
    found.add(member)
    sentence.take('slice', from, until)
  }
  return [...found].toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}

const BEFORE =
  /(?:由|(?:负责|责任)人\s*:?\s*|\bowner\s*:?\s*|\b(?:owned|led|headed|driven) by\s+|\bresponsible\s*:\s*)$/
const AFTER =
  /^\s*(?:来)?(?:负责|牵头|盯|主责|承担|带队|主导|跟进|owner\b|is (?:responsible|accountable|in charge)|(?:responsible|accountable|in charge)|owns(?: it| this)?|leads(?: it| this)?|takes it|will own|to (?=[a-z]))/
const POSSESSIVE = /^(?:'s?\b|\s*的)/
const EDGE_BEFORE = /(?:^|[,;:.。、(+&\uE000])\s*$/
const EDGE_AFTER = /^\s*(?:$|[,;.。、)+&])/
const ME =
  /(?:^|[,;.。])\s*(我)(?=要|来|会|将|想|负责|计划|打算|$)|由(我)负责|\b(i)(?='ll\b| will\b| want\b| am\b| plan\b| intend\b| own\b)|(?:^|[,;])\s*(me)\s*(?=$|[,;.])/

type Role = 'owner' | 'both' | 'slice'

function roleOf(rest: string, { from, until }: Place): { role: Role; from: number; until: number } {
  const before = BEFORE.exec(rest.slice(0, from))
  const after = AFTER.exec(rest.slice(until))
  const possessive = POSSESSIVE.exec(rest.slice(until))
  if (before !== null || after !== null)
    return { role: 'owner', from: before?.index ?? from, until: until + (after?.[0].length ?? 0) }
  if (possessive !== null) return { role: 'both', from, until: until + possessive[0].length }
  const alone = EDGE_BEFORE.test(rest.slice(0, from)) && EDGE_AFTER.test(rest.slice(until))
  const first = rest.slice(0, from).trim() === ''
  return { role: alone || first ? 'owner' : 'slice', from, until }
}

/**
 * Who owns the goal, and whose figures are meant. A person named with a word of owning, or alone between commas, owns
 * it; “Zhang Wei’s visits” are his figures and, where nobody else is named, his goal.
 */
export function readPeople(
  sentence: Sentence,
  members: readonly NamedMember[],
): { readonly owner: string | null; readonly people: NamedMember[] } {
  let owner: string | null = null
  const people: NamedMember[] = []
  for (const place of findNames(
    sentence,
    members.filter(({ kind }) => kind === 'person'),
  )) {
    const { role, from, until } = roleOf(sentence.rest, place)
    if (role === 'owner') owner ??= place.member.id
    else people.push(place.member)
    sentence.take(role === 'owner' ? 'owner' : 'slice', from, until)
  }
  const me = ME.exec(sentence.rest)
  if (owner === null && me !== null) {
    const word = me[1] ?? me[2] ?? me[3] ?? me[4] ?? ''
    const from = me.index + me[0].lastIndexOf(word)
    sentence.take('owner', from, from + word.length)
    owner = 'me'
  }
  return { owner: owner ?? people[0]?.id ?? null, people }
}
