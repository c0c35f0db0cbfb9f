import type { IncomingMessage } from 'node:http'
import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import type { AnyRouter } from '@orpc/server'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/fetch'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { type Context, Hono } from 'hono'
import { AppError } from '../app-error.ts'
import type { Clock } from '../clock/index.ts'
import type { Provider } from '../config/read-provider.ts'
import type { Database } from '../database/index.ts'
import type { Listener } from '../live/listener.ts'
import { liveStream } from '../live/stream.ts'
import type { Logger } from '../logging/index.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { serveWeb } from '../static/serve-web.ts'
import type { CallContext } from './call-context.ts'
import { type FileRoute, headersByQuery, mountFileRoutes } from './file-routes.ts'
import { refuse, refuseCrossSite, requestLog, securityHeaders } from './guards.ts'
import { describeApi } from './openapi.ts'
import type { RequestContext, SignedIn } from './procedures.ts'
import { localeOf, toWireError } from './wire-errors.ts'

/** What the HTTP application is made of; compose.ts puts it together. */
export type ApplicationParts = {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly signIn: SignIn
  readonly listener: Listener
  readonly router: AnyRouter
  /** routes that carry files */
  readonly fileRoutes: readonly FileRoute[]
  /** Routes of programs that carry a key of their own instead of a session. */
  readonly mountBefore: (app: Hono<{ Bindings: Bindings }>) => void
  /** Finds the caller of a signed-in user in a workspace. */
  readonly callerFor: (
    user: { id: string; name: string },
    workspaceCode: string | null,
    standIn: string | null,
  ) => Promise<CallContext>
  readonly publicUrl: string | null
  readonly samples: boolean
  readonly provider: Provider | null
  readonly webFolder: string
  /** Whether the node has finished starting and its database answers. */
  readonly ready: () => Promise<boolean>
}

const MAX_BODY = 4 * 1024 * 1024

export type Bindings = { incoming?: IncomingMessage }

function signedInWith(parts: ApplicationParts, headers: Headers): () => Promise<SignedIn | null> {
  return async () => {
    const session = await parts.signIn.auth.api.getSession({ headers })
    return session === null
      ? null
      : { id: session.user.id, name: session.user.name, email: session.user.email }
  }
}

function enterWith(parts: ApplicationParts, headers: Headers): () => Promise<CallContext> {
  const signedIn = signedInWith(parts, headers)
  return async () => {
    const user = await signedIn()
    if (user === null) throw new AppError('notSignedIn')
    return parts.callerFor(user, headers.get('x-salesloom-workspace'), headers.get('x-salesloom-stand-in'))
  }
}

function requestContext(parts: ApplicationParts, { headers, url }: Request): RequestContext {
  const { database, clock, samples, provider, publicUrl } = parts
  const origin = new URL(publicUrl ?? url).origin
  return {
    enter: enterWith(parts, headers),
    signedIn: signedInWith(parts, headers),
    headers,
    publicContext: { database, clock, offersSamples: samples, provider, origin },
  }
}

/** A request of the platform's own class: libraries that copy requests refuse the server's lightweight ones. */
function standardRequest(c: Context<{ Bindings: Bindings }>, headers: Headers = c.req.raw.headers): Request {
  const { method, body, signal } = c.req.raw
  return new Request(c.req.url, {
    method,
    headers,
    signal,
    ...(body === null ? {} : { body, duplex: 'half' }),
  } as RequestInit)
}

/**
 * Sign-in counts attempts by the peer's address. The header is set here and never taken from outside; behind a
 * proxy of one's own (SALESLOOM_URL) the peer is the address that this proxy appended last.
 */
function withPeer(c: Context<{ Bindings: Bindings }>, behindProxy: boolean): Request {
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  const peer = c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1'
  const headers = new Headers(c.req.raw.headers)
  headers.set(
    'x-salesloom-peer',
    behindProxy && forwarded !== undefined && forwarded !== '' ? forwarded : peer,
  )
  return standardRequest(c, headers)
}

function mountApi(app: Hono<{ Bindings: Bindings }>, parts: ApplicationParts): void {
  const options = (log: Logger, more: readonly object[] = []) => ({
    plugins: [new BodyLimitPlugin<RequestContext>({ maxBodySize: MAX_BODY }), ...more],
    clientInterceptors: [
      async (call: { next: () => Promise<unknown>; context: RequestContext }) => {
        try {
          return await call.next()
        } catch (error) {
          throw toWireError(error, localeOf(call.context.headers), log)
        }
      },
    ],
  })
  const rpc = new RPCHandler(parts.router, options(parts.log) as never)
  // Path and query are text: numbers and flags in them become what the contract says that they are.
  const typed = new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const rest = new OpenAPIHandler(parts.router, options(parts.log, [typed]) as never)
  const description = describeApi()
  app.use('/rpc/*', refuseCrossSite(parts.publicUrl))
  app.use('/api/v1/*', refuseCrossSite(parts.publicUrl))
  mountFileRoutes(app, parts.fileRoutes, (headers) => enterWith(parts, headers)())
  app.get('/api/openapi.json', async (c) => c.json(await description))
  app.all('/rpc/*', async (c) => {
    const context = requestContext(parts, c.req.raw)
    const { response } = await rpc.handle(standardRequest(c), { prefix: '/rpc', context } as never)
    return response ?? refuse(c, 'notFound', { what: 'endpoint', id: c.req.path })
  })
  app.all('/api/v1/*', async (c) => {
    const context = requestContext(parts, c.req.raw)
    const { response } = await rest.handle(standardRequest(c), { prefix: '/api/v1', context } as never)
    return response ?? refuse(c, 'notFound', { what: 'endpoint', id: c.req.path })
  })
}

function mountLive(app: Hono<{ Bindings: Bindings }>, parts: ApplicationParts): void {
  app.get('/api/live', async (c) => {
    const enter = enterWith(parts, headersByQuery(c))
    try {
      return liveStream(c, await enter(), parts.listener, enter)
    } catch (error) {
      if (error instanceof AppError) return refuse(c, error.code, { ...error.detail })
      throw error
    }
  })
}

/** The whole HTTP side: health, sign-in, typed calls, REST with its description, live events, the web application. */
export function createApplication(parts: ApplicationParts): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>()
  app.use(requestLog(parts.log))
  app.use(securityHeaders(parts.publicUrl?.startsWith('https:') ?? false))
  app.get('/health/live', (c) => c.json({ status: 'live' }))
  app.get('/health/ready', async (c) =>
    (await parts.ready()) ? c.json({ status: 'ready' }) : refuse(c, 'notReady'),
  )
  app.all('/api/auth/*', (c) => parts.signIn.handle(withPeer(c, parts.publicUrl !== null)))
  parts.mountBefore(app)
  mountApi(app, parts)
  mountLive(app, parts)
  app.all('/api/*', (c) => refuse(c, 'notFound', { what: 'endpoint', id: c.req.path }))
  app.use(serveWeb(parts.webFolder))
  app.onError((error, c) => {
    const wire = toWireError(error, localeOf(c.req.raw.headers), parts.log)
    return c.json(wire.toJSON(), wire.status as 500)
  })
  return app
}
