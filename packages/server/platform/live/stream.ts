import type { LiveEvent } from '@salesloom/contract'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { CallContext } from '../http/call-context.ts'
import type { Listener } from './listener.ts'

const HEARTBEAT_MS = 15_000

/**
 * Keeps an open page informed by server-sent events. The caller is looked up again before anything is sent, and at
 * once when a session of theirs ends: a page whose session was revoked hears nothing more.
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
    let asked = false
    const leave = [
      listener.subscribe(caller.workspaceId, (event) => {
        if (!queue.some(({ name, subject }) => name === event.name && subject === event.subject))
          queue.push(event)
        wake()
      }),
      listener.onSessionEnd(caller.actor.userId, () => {
        asked = true
        wake()
      }),
    ]
    stream.onAbort(() => wake())
    while (!stream.aborted) {
      asked = false
      const member = await still().catch(() => null)
      if (member === null || member.workspaceId !== caller.workspaceId) break
      if (queue.length === 0) await stream.writeSSE({ event: 'heartbeat', data: '' })
      for (const event of queue.splice(0)) await stream.writeSSE({ data: JSON.stringify(event) })
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, HEARTBEAT_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (queue.length > 0 || asked || stream.aborted) wake()
      })
    }
    for (const end of leave) end()
  })
}
