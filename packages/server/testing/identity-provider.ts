import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Who signs in at the provider next. */
export type Identity = {
  readonly sub: string
  readonly email: string
  readonly email_verified: boolean
  readonly name: string
}

/** A small OpenID Connect provider on a port of its own: discovery, authorization code with PKCE, signed ID tokens. */
export type IdentityProvider = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly set: (identity: Identity, forge?: 'key' | 'nonce' | 'audience') => void
  /** Makes the provider take requests to these paths and never answer. */
  readonly hang: (...paths: string[]) => void
  readonly close: () => Promise<void>
}

type Grant = { readonly challenge: string; readonly nonce: string; readonly redirect: string }

const base64 = (value: string | Buffer): string => Buffer.from(value).toString('base64url')
const keys = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return new URLSearchParams(text)
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** Opens the provider on a free port of this machine. */
export async function openIdentityProvider(): Promise<IdentityProvider> {
  const [own, foreign] = [keys(), keys()]
  const [clientId, clientSecret] = ['salesloom', randomBytes(16).toString('hex')]
  const grants = new Map<string, Grant>()
  let identity: Identity | null = null
  let forged: 'key' | 'nonce' | 'audience' | undefined
  let issuer = ''

  const idToken = (grant: Grant): string => {
    const now = Math.floor(Date.now() / 1000)
    const head = base64(JSON.stringify({ alg: 'RS256', kid: 'one', typ: 'JWT' }))
    const claims = {
      iss: issuer,
      aud: forged === 'audience' ? 'somebody else' : clientId,
      nonce: forged === 'nonce' ? 'another' : grant.nonce,
      iat: now,
      exp: now + 300,
      ...identity,
    }
    const signed = `${head}.${base64(JSON.stringify(claims))}`
    const key = forged === 'key' ? foreign.privateKey : own.privateKey
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
  }
  const authorize = (query: URLSearchParams, response: ServerResponse): void => {
    const code = randomBytes(8).toString('hex')
    const redirect = query.get('redirect_uri') ?? ''
    grants.set(code, {
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce') ?? '',
      redirect,
    })
    const to = new URL(redirect)
    to.search = String(new URLSearchParams({ code, state: query.get('state') ?? '' }))
    response.writeHead(302, { location: to.href })
    response.end()
  }
  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request)
    const basic = Buffer.from(
      request.headers.authorization?.replace(/^Basic /, '') ?? '',
      'base64',
    ).toString()
    const known =
      basic === `${clientId}:${clientSecret}` ||
      (body.get('client_id') === clientId && body.get('client_secret') === clientSecret)
    const grant = grants.get(body.get('code') ?? '')
    grants.delete(body.get('code') ?? '')
    const proof = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    if (
      !known ||
      grant === undefined ||
      grant.challenge !== proof ||
      grant.redirect !== body.get('redirect_uri')
    )
      return json(response, 400, { error: 'invalid_grant' })
    json(response, 200, {
      access_token: 'access',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: idToken(grant),
    })
  }
  let hanging: readonly string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (hanging.includes(url.pathname)) return
    if (url.pathname === '/authorize') authorize(url.searchParams, response)
    else if (url.pathname === '/token') void token(request, response)
    else if (url.pathname === '/jwks')
      json(response, 200, {
        keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      })
    else if (url.pathname === '/.well-known/openid-configuration')
      json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    else json(response, 404, { error: 'not_found' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    clientId,
    clientSecret,
    set: (next, forge) => {
      identity = next
      forged = forge
    },
    hang: (...paths) => {
      hanging = paths
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
