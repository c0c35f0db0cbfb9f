import { StartFailure } from '../failure.ts'

/** An OpenID Connect identity provider that people may sign in with. */
export type Provider = {
  /** What the button on the sign-in page says. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Name of the provider in addresses: its callback is `/api/auth/callback/oidc`. */
export const PROVIDER_ID = 'oidc'

type Environment = Readonly<Record<string, string | undefined>>

const LOCAL = ['localhost', '127.0.0.1', '[::1]']

function readIssuer(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOCAL.includes(url.hostname))
  if (!safe)
    throw new StartFailure(
      `SALESLOOM_OIDC_ISSUER must be the https address of the identity provider, but is “${value}”.`,
    )
  return value.replace(/\/$/, '')
}

/** Reads the identity provider from the environment: all of its three settings, or none. */
export function readProvider(env: Environment): Provider | null {
  const given = (name: string) => env[`SALESLOOM_OIDC_${name}`]?.trim() ?? ''
  const [issuer, clientId, clientSecret] = [given('ISSUER'), given('CLIENT_ID'), given('CLIENT_SECRET')]
  const missing = [
    ['ISSUER', issuer],
    ['CLIENT_ID', clientId],
    ['CLIENT_SECRET', clientSecret],
  ].flatMap(([name, value]) => (value === '' ? [`SALESLOOM_OIDC_${name}`] : []))
  if (missing.length === 3) return null
  if (missing.length > 0)
    throw new StartFailure(`The identity provider is set up by halves: ${missing.join(' and ')} is missing.`)
  const checked = readIssuer(issuer)
  return { name: given('NAME') || new URL(checked).hostname, issuer: checked, clientId, clientSecret }
}
