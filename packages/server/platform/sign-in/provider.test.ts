import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { putSampleMembers } from '../../foundation/access/index.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { type IdentityProvider, openIdentityProvider } from '../../testing/identity-provider.ts'
import {
  call,
  cookiesOf,
  openTestApplication,
  type Requests,
  type TestApplication,
} from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { readProvider } from '../config/read-provider.ts'
import { PROVIDER_MS } from './handle-sign-in.ts'
import { withTimeLimit } from './time-limit.ts'

const PASSWORD = 'seven unrelated lanterns'

let opened: FilledDatabase
let provider: IdentityProvider
let application: TestApplication
let administrator: Requests

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  await putSampleMembers(opened.database, workspaceId, new Date())
  provider = await openIdentityProvider()
  application = await openTestApplication(opened, {
    env: {
      SALESLOOM_OIDC_ISSUER: provider.issuer,
      SALESLOOM_OIDC_CLIENT_ID: provider.clientId,
      SALESLOOM_OIDC_CLIENT_SECRET: provider.clientSecret,
      SALESLOOM_OIDC_NAME: 'Company account',
    },
  })
  administrator = await application.as('administrator')
})
after(async () => {
  await application.close()
  await provider.close()
  await opened.close()
})

type Outcome = { readonly location: string; readonly cookie: string }

/** Goes the way of a browser: to the provider, through its sign-in, and back with the code. */
async function signInByProvider(): Promise<Outcome> {
  const begun = await application.request('/api/auth/sign-in/social', {
    method: 'POST',
    body: JSON.stringify({
      provider: 'oidc',
      callbackURL: '/',
      errorCallbackURL: '/sign-in',
      disableRedirect: true,
    }),
  })
  assert.equal(begun.status, 200, await begun.clone().text())
  const { url } = (await begun.json()) as { url: string }
  assert.ok(url.startsWith(`${provider.issuer}/authorize`))
  const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '')
  const returned = await application.request(`${back.pathname}${back.search}`, {
    headers: { cookie: cookiesOf(begun) },
  })
  return { location: returned.headers.get('location') ?? '', cookie: cookiesOf(returned) }
}

const sessionOf = async ({ cookie }: Outcome) => {
  const response = await application.request('/api/v1/session', { headers: { cookie } })
  return {
    status: response.status,
    body: (await response.json()) as { role?: string; user?: { email: string } },
  }
}

const invite = async (email: string, role: string) =>
  (await call(administrator, 'people.inviteMember', { email, role })).json as {
    token: string
    invitationId: number
  }

const identity = (email: string, more: object = {}) => ({
  sub: `sub of ${email}`,
  email,
  email_verified: true,
  name: 'Ada Chen',
  ...more,
})

test('the sign-in page is told of the provider, and nobody of its secret', async () => {
  assert.deepEqual((await call(application.request, 'session.getSignInMethods')).json, {
    provider: { providerId: 'oidc', name: 'Company account' },
  })
  const rules = (await call(administrator, 'people.getSignInRules')).json
  assert.match(JSON.stringify(rules), /api\/auth\/callback\/oidc/)
  assert.ok(!JSON.stringify(rules).includes(provider.clientSecret))
})

test('somebody invited enters by the provider without a password, in the role of the invitation', async () => {
  await invite('ada@example.com', 'analyst')
  provider.set(identity('ada@example.com'))
  const outcome = await signInByProvider()
  const { status, body } = await sessionOf(outcome)
  assert.deepEqual(
    [status, body.role, body.user?.email],
    [200, 'analyst', 'ada@example.com'],
    outcome.location,
  )
  const again = await sessionOf(await signInByProvider())
  assert.deepEqual([again.status, again.body.role], [200, 'analyst'])
  const { rows } = await opened.database.pool.query(
    `select "accessToken" from sign_in.account where "providerId" = 'oidc'`,
  )
  assert.ok(
    rows.length === 1 && rows[0].accessToken !== 'access',
    'tokens of the provider are stored in the clear',
  )
})

test('a member with a password is linked by the verified address, and both ways lead to the same user', async () => {
  const { token } = await invite('bo@example.com', 'representative')
  await call(application.request, 'session.acceptInvitation', { token, name: 'Bo Wang', password: PASSWORD })
  provider.set(identity('bo@example.com'))
  assert.equal((await sessionOf(await signInByProvider())).body.user?.email, 'bo@example.com')
  const { rows } = await opened.database.pool.query(
    `select count(distinct u.id)::int as users, count(*)::int as accounts from sign_in."user" u join sign_in.account a on a."userId" = u.id where u.email = 'bo@example.com'`,
  )
  assert.deepEqual(rows[0], { users: 1, accounts: 2 })
  await application.signIn('bo@example.com', PASSWORD)
})

test('an unverified address, a stranger and a former member get no session', async () => {
  const { token } = await invite('cy@example.com', 'guest')
  await call(application.request, 'session.acceptInvitation', { token, name: 'Cy Li', password: PASSWORD })
  await invite('di@example.com', 'guest')
  await opened.database.pool.query(
    `update membership set deactivated_at = now() where email = 'cy@example.com'`,
  )
  const strangers = [
    identity('di@example.com', { email_verified: false }),
    identity('stranger@example.com'),
    identity('cy@example.com'),
    identity('admin@sample.salesloom.app'),
  ]
  for (const stranger of strangers) {
    provider.set(stranger)
    const outcome = await signInByProvider()
    assert.match(outcome.location, /^(http:\/\/localhost)?\/sign-in\?.*error=/, stranger.email)
    assert.equal((await sessionOf(outcome)).status, 401, stranger.email)
  }
  const { rowCount } = await opened.database.pool.query(
    `select 1 from sign_in."user" where email in ('stranger@example.com', 'di@example.com')`,
  )
  assert.equal(rowCount, 0)
})

test('an ID token with another key, nonce or audience opens nothing', async () => {
  for (const forge of ['key', 'nonce', 'audience'] as const) {
    provider.set(identity('ada@example.com'), forge)
    const outcome = await signInByProvider()
    assert.equal((await sessionOf(outcome)).status, 401, forge)
  }
})

const DISCOVERY = '/.well-known/openid-configuration'

test('a provider that hangs keeps nobody from signing in by password, is told as such within the limit, and works again later', async () => {
  provider.hang(DISCOVERY)
  const away = await openTestApplication(opened, {
    env: {
      SALESLOOM_OIDC_ISSUER: provider.issuer,
      SALESLOOM_OIDC_CLIENT_ID: provider.clientId,
      SALESLOOM_OIDC_CLIENT_SECRET: provider.clientSecret,
      SALESLOOM_OIDC_NAME: 'Company account',
    },
  })
  try {
    const began = performance.now()
    await away.as('analyst')
    assert.ok(performance.now() - began < PROVIDER_MS + 1_500, `${performance.now() - began} ms`)
    const social = () =>
      away.request('/api/auth/sign-in/social', {
        method: 'POST',
        headers: { 'x-salesloom-locale': 'en' },
        body: JSON.stringify({ provider: 'oidc', callbackURL: '/', disableRedirect: true }),
      })
    const asked = performance.now()
    const refused = await social()
    assert.ok(performance.now() - asked < PROVIDER_MS + 1_500, `${performance.now() - asked} ms`)
    assert.equal(refused.status, 503)
    assert.deepEqual(await refused.json(), {
      code: 'providerNotReached',
      message:
        'The identity provider (Company account) did not answer within 5 seconds, or not as it should. Try again in a while, or sign in with a password.',
    })
    provider.hang()
    assert.equal((await social()).status, 200)
  } finally {
    provider.hang()
    await away.close()
  }
})

test('a provider that hangs over the code sends the browser back within the limit, without a session', async () => {
  await invite('slow@example.com', 'analyst')
  provider.set(identity('slow@example.com'))
  provider.hang('/token')
  const began = performance.now()
  const outcome = await signInByProvider()
  provider.hang()
  assert.ok(performance.now() - began < PROVIDER_MS + 1_500, `${performance.now() - began} ms`)
  assert.match(outcome.location, /^\/sign-in\?error=|\/sign-in\?.*error=/)
  assert.equal((await sessionOf(outcome)).status, 401)
  assert.equal((await sessionOf(await signInByProvider())).status, 200)
})

test('outside of the sign-in requests have no limit of this kind', async () => {
  const plain = await fetch(`${provider.issuer}${DISCOVERY}`)
  assert.equal(plain.status, 200)
  provider.hang(DISCOVERY)
  try {
    await assert.rejects(
      withTimeLimit(300, () => fetch(`${provider.issuer}${DISCOVERY}`)),
      { name: 'TimeoutError' },
    )
    const own = AbortSignal.timeout(600)
    await assert.rejects(fetch(`${provider.issuer}${DISCOVERY}`, { signal: own }))
    assert.equal(own.aborted, true)
  } finally {
    provider.hang()
  }
})

test('the provider is set up whole and over https, or not at all', () => {
  const whole = {
    SALESLOOM_OIDC_ISSUER: 'https://id.example.com/',
    SALESLOOM_OIDC_CLIENT_ID: 'a',
    SALESLOOM_OIDC_CLIENT_SECRET: 'b',
  }
  assert.deepEqual(readProvider(whole), {
    name: 'id.example.com',
    issuer: 'https://id.example.com',
    clientId: 'a',
    clientSecret: 'b',
  })
  assert.equal(readProvider({}), null)
  assert.throws(
    () => readProvider({ ...whole, SALESLOOM_OIDC_CLIENT_SECRET: '' }),
    /SALESLOOM_OIDC_CLIENT_SECRET is missing/,
  )
  assert.throws(() => readProvider({ ...whole, SALESLOOM_OIDC_ISSUER: 'http://id.example.com' }), /https/)
})
