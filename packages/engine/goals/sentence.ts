import type { IntentField, Span } from './intent.ts'
import { SIMPLIFIED, TRADITIONAL } from './traditional-characters.ts'

const PLAIN = new Map(Array.from(TRADITIONAL, (character, i) => [character, SIMPLIFIED[i]!]))

/** Stands for what was read already; no pattern matches it. */
export const TAKEN = '\uE000'

function plainCharacter(character: string): string {
  const code = character.charCodeAt(0)
  if (code === 0x3000) return ' '
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  if (character === '’' || character === '‘') return "'"
  return PLAIN.get(character) ?? (character.toLowerCase().length === 1 ? character.toLowerCase() : character)
}

/** The same text in small letters, simplified characters and half width, character by character. */
export function plainText(text: string): string {
  return Array.from({ length: text.length }, (_, i) => plainCharacter(text[i]!)).join('')
}

/** Whether two characters beside each other make one Latin word or number. */
function joined(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && /[a-z0-9]/.test(a) && /[a-z0-9]/.test(b)
}

/** A sentence that is read from the surest part to the least sure; what was read is not read twice. */
export class Sentence {
  readonly raw: string
  readonly spans: Span[] = []
  #rest: string

  constructor(raw: string) {
    this.raw = raw
    this.#rest = plainText(raw)
  }

  /** What is not yet read, the same length as the sentence. */
  get rest(): string {
    return this.#rest
  }

  /** As it was written, without spaces around it. */
  written(from: number, until: number): string {
    return this.raw.slice(from, until).trim()
  }

  /** Marks a stretch as read. */
  take(field: IntentField | null, from: number, until: number): void {
    if (field !== null) this.spans.push({ field, from, until })
    this.#rest = this.#rest.slice(0, from) + TAKEN.repeat(until - from) + this.#rest.slice(until)
  }

  /** Every match of a pattern in what is left, none of them through something read. */
  matches(pattern: RegExp): RegExpExecArray[] {
    const flags = pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`
    return [...this.#rest.matchAll(new RegExp(pattern.source, flags))].filter(
      (match) => !match[0].includes(TAKEN),
    )
  }

  /** Places of a name in what is left, not within a longer Latin word; an English plural counts. */
  placesOf(name: string): Array<{ from: number; until: number }> {
    const plain = plainText(name)
    const found: Array<{ from: number; until: number }> = []
    if (plain === '') return found
    for (let from = this.#rest.indexOf(plain); from >= 0; from = this.#rest.indexOf(plain, from + 1)) {
      let until = from + plain.length
      if (/[a-z]/.test(plain.at(-1)!) && this.#rest[until] === 's' && !joined('s', this.#rest[until + 1]))
        until += 1
      if (joined(this.#rest[from - 1], this.#rest[from]) || joined(this.#rest[until - 1], this.#rest[until]))
        continue
      found.push({ from, until })
    }
    return found
  }
}
