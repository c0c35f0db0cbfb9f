import { MalformedInput } from './calculation.ts'

/** Position of each id. @throws MalformedInput where one is used twice, with the path of the second */
export function indexOf<T>(ids: readonly T[], path: string): Map<T, number> {
  const index = new Map<T, number>()
  for (const [i, id] of ids.entries()) {
    if (index.has(id)) throw new MalformedInput(`${path}[${i}].id`, 'an id used once', id)
    index.set(id, i)
  }
  return index
}
