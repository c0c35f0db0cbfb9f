import type { Logger } from '../logging/index.ts'

/** Waiting times after each failure; when they are used up, what was to be sent has failed. */
const WAITS_SECONDS = [10, 60, 300, 1_800, 7_200, 21_600, 43_200]

/** When something that has failed `attempts` times is tried again; null where it is given up. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const wait = WAITS_SECONDS[attempts]
  return wait === undefined ? null : new Date(now.getTime() + wait * 1_000)
}

export type Rounds = { readonly close: () => Promise<void> }

/**
 * Does a round of work over and over while the node runs, never two at once. A round that fails is logged under
 * `failed` and the next one comes all the same; `isClosed` tells a long round that the node is ending.
 */
export function startRounds(
  everyMs: number,
  { log, failed }: { readonly log: Logger; readonly failed: string },
  round: (isClosed: () => boolean) => Promise<void>,
): Rounds {
  let closed = false
  let busy = false
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    if (busy || closed) return
    busy = true
    running = round(() => closed)
      .catch((error: unknown) => log.error({ err: error }, failed))
      .finally(() => {
        busy = false
      })
  }, everyMs)
  timer.unref()
  return {
    close: async () => {
      closed = true
      clearInterval(timer)
      await running
    },
  }
}
