import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Endpoint, findEndpoints } from '../../../tools/check-permissions.ts'
import { putSampleMembers } from '../foundation/access/index.ts'
import { SUPERSTORE } from './fillings.ts'
import { call, openTestApplication, type Requests, type TestApplication } from './test-application.ts'
import { type FilledDatabase, openFilled } from './test-database.ts'
import { INPUTS } from './walk-inputs.ts'

let opened: FilledDatabase
let application: TestApplication
let administrator: Requests

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  await putSampleMembers(opened.database, workspaceId, new Date())
  application = await openTestApplication(opened)
  administrator = await application.as('administrator')
})
after(async () => {
  await application.close()
  await opened.close()
})

type Input = Record<string, unknown>
type Refusal = { code?: string; data?: { field?: string } }

const placesOf = (path: string): string[] => [...path.matchAll(/\{\+?(\w+)\}/g)].map(([, name]) => name ?? '')

/** Nested values as a query says them: `rows[0]=organisation`, `at[time]=total`. */
function queryOf(value: unknown, name: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return value == null ? [] : [[name, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => queryOf(inner, `${name}[${key}]`))
}

/** The request that a REST client sends for an input: what the address names in it, the rest in query or body. */
function restCall(request: Requests, { path, method }: Endpoint, input: Input): Promise<Response> {
  const named = placesOf(path ?? '')
  const address = (path ?? '').replace(/\{\+?(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  )
  const rest = Object.fromEntries(Object.entries(input).filter(([key]) => !named.includes(key)))
  if (method === 'GET') {
    const query = new URLSearchParams(Object.entries(rest).flatMap(([key, value]) => queryOf(value, key)))
    return request(`/api/v1${address}?${query}`)
  }
  return request(`/api/v1${address}`, { method: method ?? 'POST', body: JSON.stringify(rest) })
}

const WITH_PLACES = findEndpoints().filter(({ path }) => placesOf(path ?? '').length > 0)
const numberPlaces = ({ name, path }: Endpoint): string[] =>
  placesOf(path ?? '').filter((place) => typeof (INPUTS[name] as Input)[place] === 'number')

test('every address with a number in it takes the number, and answers as the typed call does', async () => {
  assert.ok(WITH_PLACES.length > 50, `only ${WITH_PLACES.length}`)
  for (const endpoint of WITH_PLACES) {
    const input = INPUTS[endpoint.name] as Input
    const typed = await call(administrator, endpoint.name, input)
    const rest = await restCall(administrator, endpoint, input)
    const text = await rest.text()
    const code = rest.ok ? 'ok' : ((JSON.parse(text) as Refusal).code ?? '')
    const expected = typed.status === 200 ? 'ok' : ((typed.json as Refusal).code ?? '')
    // What the typed call has written stands in the way of the same again.
    const wrote = expected === 'ok' && endpoint.method !== 'GET'
    if (wrote) assert.notEqual(code, 'invalidInput', `${endpoint.name}: ${text.slice(0, 300)}`)
    else assert.equal(code, expected, `${endpoint.name}: ${text.slice(0, 300)}`)
  }
})

test('a text where a number belongs is refused with the name of the place', async () => {
  for (const endpoint of WITH_PLACES)
    for (const place of numberPlaces(endpoint)) {
      const input = { ...(INPUTS[endpoint.name] as Input), [place]: 'seven' }
      const refused = await restCall(administrator, endpoint, input)
      const { code, data } = (await refused.json()) as Refusal
      assert.deepEqual([refused.status, code, data?.field], [422, 'invalidInput', place], endpoint.name)
    }
})

test('numbers and flags in a query are numbers and flags', async () => {
  const paged = await administrator('/api/v1/audit?page=1&pageSize=2')
  assert.equal(paged.status, 200)
  assert.equal(((await paged.json()) as { rows: unknown[] }).rows.length, 2)
  const wrong = await administrator('/api/v1/audit?page=0')
  assert.deepEqual([wrong.status, ((await wrong.json()) as Refusal).data?.field], [422, 'page'])
})
