import { AsyncLocalStorage } from 'node:async_hooks'

const limit = new AsyncLocalStorage<number>()
let installed = false

/**
 * Gives every request that is sent while `work` runs, and by what it starts, so many milliseconds from its beginning
 * to the end of its answer. The sign-in library asks identity providers without a time limit and takes no `fetch` of
 * ours, so the global one is wrapped; outside of `work` it does what it always did.
 */
export function withTimeLimit<T>(ms: number, work: () => T): T {
  if (!installed) {
    installed = true
    const plain = globalThis.fetch
    globalThis.fetch = (input, init) => {
      const most = limit.getStore()
      if (most === undefined) return plain(input, init)
      const signals = [AbortSignal.timeout(most), ...(init?.signal == null ? [] : [init.signal])]
      return plain(input, { ...init, signal: AbortSignal.any(signals) })
    }
  }
  return limit.run(ms, work)
}
