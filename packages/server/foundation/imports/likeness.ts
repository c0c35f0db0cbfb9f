import { loose } from './values/parse-choice.ts'

function pairs(text: string): Map<string, number> {
  const found = new Map<string, number>()
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2)
    found.set(pair, (found.get(pair) ?? 0) + 1)
  }
  return found
}

/** Share of letter pairs that two texts have in common (Sørensen–Dice), 0 to 1. */
function dice(a: string, b: string): number {
  const [first, second] = [pairs(a), pairs(b)]
  let common = 0
  for (const [pair, times] of first) common += Math.min(times, second.get(pair) ?? 0)
  const total = Math.max(0, a.length - 1) + Math.max(0, b.length - 1)
  return total === 0 ? 0 : (2 * common) / total
}

/**
 * Typing errors between two texts: letters added, left out, changed, or two neighbours swapped (optimal string
 * alignment distance); gives up above `most`.
 */
export function typingErrors(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let [older, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (older[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    if (Math.min(...row) > most) return most + 1
    ;[older, last] = [last, row]
  }
  return last[b.length] ?? most + 1
}

const LONGEST = 80

/** How much two names look alike, 0 to 1, without regard to case, spaces and punctuation; 1 is the same. */
export function likeness(first: string, second: string): number {
  return looseLikeness(loose(first).slice(0, LONGEST), loose(second).slice(0, LONGEST))
}

/** The same for names that are loose already. */
export function looseLikeness(a: string, b: string): number {
  if (a === '' || b === '') return 0
  if (a === b) return 1
  const longer = Math.max(a.length, b.length)
  const most = Math.floor(longer / 3)
  const errors = typingErrors(a, b, most)
  const close = errors > most ? 0 : 1 - errors / longer
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  const contained = short.length >= 2 && long.includes(short) ? 0.55 + (0.4 * short.length) / long.length : 0
  return Math.min(0.99, Math.max(close, dice(a, b), contained))
}
