import type { Logger } from '../logging/index.ts'

export type Scheduler = { readonly close: () => Promise<void> }

const EVERY_MS = 3_600_000
const FIRST_MS = 300_000

/**
 * Looks every hour for work that is due, first some minutes after the start. Several nodes may do so: the work itself
 * must be done once only. A failed look is logged and tried again an hour later.
 */
export function startHourly(look: () => Promise<unknown>, log: Logger, failure: string): Scheduler {
  let running: Promise<unknown> = Promise.resolve()
  const round = () => {
    running = look().catch((error: unknown) => log.error({ err: error }, failure))
  }
  const first = setTimeout(round, FIRST_MS)
  const timer = setInterval(round, EVERY_MS)
  first.unref()
  timer.unref()
  return {
    close: async () => {
      clearTimeout(first)
      clearInterval(timer)
      await running
    },
  }
}
