import type { LiveEvent } from '@salesloom/contract'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { CallContext } from '../http/call-context.ts'
import type { Listener } from './listener.ts'

const HEARTBEAT_MS = 15_000

/**
 * Keeps an open page informed by server-sent events. The caller is looked up again at each heartbeat, so a page
 * whose session was revoked stops hearing within seconds.
 */
export function liveStream(
  c: Context,
  caller: CallContext,
  listener: Listener,
  still: () => Promise<CallContext>,
): Response {
  c.header('cache-control', 'no-store')
  c.header('x-accel-buffering', 'no')
  return streamSSE(c, async (stream) => {
    const queue: LiveEvent[] = [{ name: 'hello', subject: 'live', at: caller.clock.now().toISOString() }]
    let wake: () => void = () => {}
    const unsubscribe = listener.subscribe(caller.workspaceId, (event) => {
      if (!queue.some((waiting) => waiting.name === event.name)) queue.push(event)
      wake()
    })
    stream.onAbort(() => {
      unsubscribe()
      wake()
    })
    while (!stream.aborted) {
      for (const event of queue.splice(0)) await stream.writeSSE({ data: JSON.stringify(event) })
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, HEARTBEAT_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (queue.length > 0) wake()
      })
      if (queue.length === 0 && !stream.aborted) {
        const member = await still().catch(() => null)
        if (member === null || member.workspaceId !== caller.workspaceId) break
        await stream.writeSSE({ event: 'heartbeat', data: '' })
      }
    }
    unsubscribe()
  })
}
