import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { StartFailure } from '../failure.ts'

type Fetch = (request: Request, env: never) => Response | Promise<Response>

/** An open port: answers “starting” until it is given the application. */
export type Port = {
  readonly url: string
  readonly serve: (fetch: Fetch) => void
  /**
   * Ends the server, once: requests under way finish first. What comes meanwhile, and what has no answer after a moment,
   * is answered 503; open streams are cut then.
   */
  readonly close: () => Promise<void>
}

const GRACE_MS = 2_000
const FLUSH_MS = 200

function sentenceFor(error: { code?: string; message: string }, host: string, port: number): StartFailure {
  if (error.code === 'EADDRINUSE') {
    return new StartFailure(
      `Port ${port} on ${host} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start.`,
    )
  }
  if (error.code === 'EACCES')
    return new StartFailure(`Port ${port} may only be opened by an administrator; choose one above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new StartFailure(`HOST is “${host}”, but this machine has no such address.`)
  }
  return new StartFailure(`The server cannot listen on ${host}:${port}: ${error.message}`)
}

function refuse(response: ServerResponse, sentence: string): void {
  response.writeHead(503, {
    'content-type': 'text/plain; charset=utf-8',
    'retry-after': '1',
    connection: 'close',
  })
  response.end(sentence)
}

const starting: RequestListener = (_, response) => refuse(response, 'Salesloom is starting. 正在启动。\n')
const stopping: RequestListener = (_, response) => refuse(response, 'Salesloom is stopping. 正在停止。\n')

function shownUrl(host: string, server: Server): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Answers the requests that have none yet, and then cuts what is still open. */
async function cut(server: Server, underWay: ReadonlySet<ServerResponse>): Promise<void> {
  const late = [...underWay].filter(({ headersSent }) => !headersSent)
  const told = late.map((response) => new Promise((resolve) => response.once('close', resolve)))
  for (const response of late) refuse(response, 'Salesloom is stopping. 正在停止。\n')
  // Whoever does not read the answer is not waited for.
  await Promise.race([Promise.all(told), setTimeout(FLUSH_MS)])
  server.closeAllConnections()
}

async function close(server: Server, underWay: ReadonlySet<ServerResponse>): Promise<void> {
  const closed = new Promise<'closed'>((resolve) => server.close(() => resolve('closed')))
  server.closeIdleConnections()
  const ending = new AbortController()
  const grace = setTimeout(GRACE_MS, 'late', { signal: ending.signal }).catch(() => 'closed')
  if ((await Promise.race([closed, grace])) === 'late') await cut(server, underWay)
  ending.abort()
  await closed
}

/** Opens the port before anything slow is done, so that a port in use is known at once. */
export async function openPort(host: string, port: number): Promise<Port> {
  let handler: RequestListener = starting
  let closed: Promise<void> | null = null
  const underWay = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    handler(request, response)
  })
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(sentenceFor(error, host, port)))
    server.listen(port, host, resolve)
  })
  return {
    url: shownUrl(host, server),
    serve: (fetch) => {
      handler = getRequestListener(fetch as never, { overrideGlobalObjects: false })
    },
    close: () => {
      handler = stopping
      closed ??= close(server, underWay)
      return closed
    },
  }
}
