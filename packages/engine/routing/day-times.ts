import type { Compiled } from './compile-problem.ts'

/** First time from `time` on at which a visit may start; Infinity where no window is left. */
export function firstStart({ windowAt, opens, closes }: Compiled, visit: number, time: number): number {
  for (let w = windowAt[visit]!; w < windowAt[visit + 1]!; w++)
    if (time <= closes[w]!) return time > opens[w]! ? time : opens[w]!
  return Number.POSITIVE_INFINITY
}

/** Last time up to `time` at which a visit may start; −Infinity where none is. */
export function lastStart({ windowAt, opens, closes }: Compiled, visit: number, time: number): number {
  for (let w = windowAt[visit + 1]! - 1; w >= windowAt[visit]!; w--)
    if (time >= opens[w]!) return time < closes[w]! ? time : closes[w]!
  return Number.NEGATIVE_INFINITY
}

/** Time after break k of a day, taken from `time` on; Infinity where it is too late for it. */
export function afterBreak(compiled: Compiled, day: number, k: number, time: number): number {
  const at = day * (compiled.layers - 1) + k
  const begin = Math.max(time, compiled.breakOpen[at]!)
  return begin <= compiled.breakClose[at]! ? begin + compiled.breakLength[at]! : Number.POSITIVE_INFINITY
}

/** Latest time to be ready for break k so that it is over by `time`; −Infinity where it cannot be. */
export function beforeBreak(compiled: Compiled, day: number, k: number, time: number): number {
  const at = day * (compiled.layers - 1) + k
  const begin = Math.min(compiled.breakClose[at]!, time - compiled.breakLength[at]!)
  return begin >= compiled.breakOpen[at]! ? begin : Number.NEGATIVE_INFINITY
}
