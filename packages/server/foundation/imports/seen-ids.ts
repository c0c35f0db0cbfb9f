import { hash } from 'node:crypto'

const FIRST_SLOTS = 1 << 16

/**
 * Which external ids stood in earlier rows, at eight bytes each: 64 bits of a fingerprint in an open hash table. Two
 * different ids share one with a chance of 1 in 37 million among a million.
 */
export class SeenIds {
  private slots = new BigUint64Array(FIRST_SLOTS)
  private count = 0

  /** Notes an id. @returns whether it had been noted before */
  add(id: string): boolean {
    const print = hash('sha1', id, 'buffer').readBigUInt64LE(0) || 1n
    if (!SeenIds.put(this.slots, print)) return true
    this.count++
    if (this.count * 2 > this.slots.length) this.grow()
    return false
  }

  private grow(): void {
    const larger = new BigUint64Array(this.slots.length * 2)
    for (const print of this.slots) if (print !== 0n) SeenIds.put(larger, print)
    this.slots = larger
  }

  private static put(slots: BigUint64Array, print: bigint): boolean {
    const mask = slots.length - 1
    for (let at = Number(print & BigInt(mask)); ; at = (at + 1) & mask) {
      if (slots[at] === print) return false
      if (slots[at] === 0n) {
        slots[at] = print
        return true
      }
    }
  }
}
