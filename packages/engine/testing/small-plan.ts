import { type CellAddress, cutDimension } from '../allocation/index.ts'

/** Two dimensions of three and two leaves, small enough to try every set of locks. */
export const region = cutDimension('region', [
  { key: 'north', parent: null },
  { key: 'a', parent: 'north' },
  { key: 'b', parent: 'north' },
  { key: 'c', parent: null },
])
export const product = cutDimension('product', [
  { key: 'p', parent: null },
  { key: 'q', parent: null },
])
export const PLACES = ['a', 'b', 'c'].flatMap((r) => ['p', 'q'].map((k) => ({ region: r, product: k })))
/** Totals that overlap in every way. */
export const SUMS: CellAddress[] = [
  { region: 'north' },
  { product: 'p' },
  { product: 'q' },
  { region: 'a' },
  { region: 'c' },
  { region: 'north', product: 'p' },
  {},
]

/** Every set of so many numbers below a count. */
export function* setsOf(count: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) yield []
  else
    for (let lock = from; lock < count; lock++)
      for (const rest of setsOf(count, size - 1, lock + 1)) yield [lock, ...rest]
}
