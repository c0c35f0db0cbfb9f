import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { StartFailure } from '../failure.ts'

type Fetch = (request: Request, env: never) => Response | Promise<Response>

/** An open port: answers “starting” until it is given the application. */
export type Port = {
  readonly url: string
  readonly serve: (fetch: Fetch) => void
  /** Ends the server: requests under way finish first, open streams are cut after a moment. */
  readonly close: () => Promise<void>
}

const GRACE_MS = 2_000

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

const starting: RequestListener = (_, response) => {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' })
  response.end('Salesloom is starting. 正在启动。\n')
}

function shownUrl(host: string, server: Server): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(timer)
}

/** Opens the port before anything slow is done, so that a port in use is known at once. */
export async function openPort(host: string, port: number): Promise<Port> {
  let handler: RequestListener = starting
  const server = createServer((request, response) => handler(request, response))
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
    close: () => close(server),
  }
}
