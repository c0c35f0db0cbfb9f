import type { Program } from './program.ts'

export const PASSWORD = 'salesloom-sample'

/** A signed-in person who speaks to the application over HTTP. */
export type Client = {
  readonly call: <T = unknown>(name: string, input?: unknown) => Promise<T>
  readonly cookie: string
}

/** A session as its cookie carries it: valid at every node of the application, and after a restart at another port. */
export type Session = Client & { readonly at: (url: string) => Client }

/** An answer that was a refusal, with the code of the product. */
export class Refusal extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

/** Signs a sample user in. */
export async function signIn(
  program: Pick<Program, 'url'>,
  local: string,
  workspace?: string,
  password = PASSWORD,
): Promise<Session> {
  const headers = { 'content-type': 'application/json', origin: program.url, 'x-salesloom': '1' }
  const response = await fetch(`${program.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email: `${local}@sample.salesloom.app`, password }),
  })
  if (!response.ok) throw new Error(`${local} could not sign in: ${response.status} ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((value) => value.split(';')[0])
    .join('; ')
  const at = (url: string): Client => ({
    cookie,
    call: async <T>(name: string, input?: unknown) => callWith<T>(url, cookie, workspace, name, input),
  })
  return { ...at(program.url), at }
}

async function callWith<T>(
  url: string,
  cookie: string,
  workspace: string | undefined,
  name: string,
  input: unknown,
): Promise<T> {
  const chosen = workspace === undefined ? {} : { 'x-salesloom-workspace': workspace }
  const answer = await fetch(`${url}/rpc/${name.replaceAll('.', '/')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, 'x-salesloom': '1', cookie, ...chosen },
    body: JSON.stringify({ json: input ?? null }),
  })
  const { json } = (await answer.json()) as { json: T & { code?: string; message?: string } }
  if (!answer.ok) throw new Refusal(json.code ?? String(answer.status), json.message ?? '')
  return json
}
