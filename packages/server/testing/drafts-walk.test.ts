import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Action, contract, downloads, mayDo, type Role } from '@salesloom/contract'
import { z } from 'zod'
import { type Endpoint, findEndpoints } from '../../../tools/check-permissions.ts'
import { putSampleMembers } from '../foundation/access/index.ts'
import { SUPERSTORE } from './fillings.ts'
import { call, openTestApplication, type Requests, type TestApplication } from './test-application.ts'
import { type FilledDatabase, openFilled } from './test-database.ts'
import { INPUTS } from './walk-inputs.ts'

/*
 * A draft is its planners' own. Everything that takes the id of a scenario is asked with one by those who do not plan, and
 * must answer as it does to an id that there is not. A new endpoint takes part by itself.
 */

const NO_PLANNERS = ['manager', 'representative'] as const
const NOWHERE = 999_999
const WITHDRAWN = 'The base year was wrong.'
/** Fields by which an input names a scenario. */
const NAMES = ['scenarioId', 'from', 'to']
/** What stays readable of a cascade that was withdrawn: its tree and the ledger, with the reason. */
const ON_RECORD = ['targets.getCascade', 'targets.findCascadeEntries', 'targets.findLateAnswers']

let opened: FilledDatabase
let application: TestApplication
const callers = new Map<Role, Requests>()
let draft: number

before(async () => {
  opened = await openFilled(SUPERSTORE)
  await putSampleMembers(opened.database, opened.workspaceId, new Date())
  application = await openTestApplication(opened)
  for (const role of [...NO_PLANNERS, 'director'] as const) callers.set(role, await application.as(role))
  const made = await ask('director', 'targets.setTarget', INPUTS['targets.setTarget'])
  draft = (made.json as { scenarioId: number }).scenarioId
})
after(async () => {
  await application.close()
  await opened.close()
})

const ask = (role: Role, name: string, input: unknown) => call(callers.get(role) as Requests, name, input)

/** Fields of an endpoint's input that name a scenario. */
function namesOf({ name }: Endpoint): string[] {
  const procedure = name
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], contract) as {
    '~orpc': { inputSchema?: z.ZodType }
  }
  const { inputSchema } = procedure['~orpc']
  if (inputSchema === undefined) return []
  const { properties = {} } = z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any' })
  const wanted = name === 'targets.compareScenarios' ? NAMES : NAMES.slice(0, 1)
  return wanted.filter((field) => field in properties)
}

/** Every endpoint that takes a scenario and that a role may ask, once for each field that names one. */
function asked(role: Role) {
  return findEndpoints()
    .filter(({ action }) => mayDo(role, action as Action))
    .flatMap((endpoint) => namesOf(endpoint).map((field) => ({ ...endpoint, field })))
}

/** An answer with the scenario that it was asked for taken out. */
async function answerOf(role: Role, name: string, field: string, scenarioId: number) {
  const others = name === 'targets.compareScenarios' ? { from: scenarioId, to: scenarioId } : {}
  const { status, json } = await ask(role, name, {
    ...(INPUTS[name] as object),
    ...others,
    [field]: scenarioId,
  })
  return { status, text: JSON.stringify(json).replaceAll(String(scenarioId), 'ID'), json }
}

const files = Object.values(downloads).filter(({ query }) => 'scenarioId' in query.shape)

async function fileOf(role: Role, path: string, format: string, scenarioId: number) {
  const response = await (callers.get(role) as Requests)(`${path}?format=${format}&scenarioId=${scenarioId}`)
  const text = await response.text()
  return { status: response.status, text: text.replaceAll(String(scenarioId), 'ID') }
}

test('a draft answers by its id as one that does not exist, wherever somebody who does not plan asks', async () => {
  for (const role of NO_PLANNERS) {
    const endpoints = asked(role)
    assert.ok(endpoints.length >= 20, `${endpoints.length} endpoints`)
    for (const { name, field } of endpoints) {
      const { json, ...there } = await answerOf(role, name, field, draft)
      const { json: _, ...nowhere } = await answerOf(role, name, field, NOWHERE)
      assert.deepEqual(there, nowhere, `${role} ${name}`)
      assert.deepEqual([there.status, (json as { code: string }).code], [404, 'notFound'], `${role} ${name}`)
    }
    assert.equal(files.length, 2)
    for (const { path } of files)
      for (const format of ['csv', 'xlsx']) {
        const there = await fileOf(role, path, format, draft)
        assert.deepEqual(there, await fileOf(role, path, format, NOWHERE), `${role} ${path}`)
        assert.equal(there.status, 404, path)
      }
    const { json } = await ask(role, 'targets.findScenarios', null)
    assert.deepEqual(json, [])
  }
})

/** Codes of what reads a scenario and of what answers a cascade, by the name of the endpoint. */
async function codesOf(role: Role, action: Action): Promise<Map<string, string>> {
  const codes = new Map<string, string>()
  for (const { name, field } of asked(role).filter((endpoint) => endpoint.action === action)) {
    const { status, json } = await answerOf(role, name, field, draft)
    codes.set(name, status === 200 ? 'ok' : (json as { code: string }).code)
  }
  return codes
}

test('what was published down is read by those it went to, and of what was withdrawn the tree under its reason', async () => {
  const published = await ask('director', 'targets.publishCascade', {
    ...(INPUTS['targets.publishCascade'] as object),
    scenarioId: draft,
  })
  assert.equal(published.status, 200, JSON.stringify(published.json))
  // The entry asked for is of a person whom neither role sees.
  for (const role of NO_PLANNERS)
    for (const [name, code] of await codesOf(role, 'targets.read'))
      assert.ok(code === 'ok' || name === 'targets.findCascadeEntries', `${role} ${name}: ${code}`)
  await ask('director', 'targets.withdrawCascade', { scenarioId: draft, reason: WITHDRAWN })
  for (const role of NO_PLANNERS) {
    for (const [name, code] of await codesOf(role, 'targets.read'))
      if (!ON_RECORD.includes(name)) assert.equal(code, 'notFound', `${role} ${name}`)
    const { json } = await ask(role, 'targets.getCascade', { scenarioId: draft })
    const { withdrawn, nodes } = json as { withdrawn: { reason: string }; nodes: { member: string }[] }
    assert.equal(withdrawn.reason, WITHDRAWN)
    const member = nodes[0]?.member
    const ledger = await ask(role, 'targets.findCascadeEntries', { scenarioId: draft, member })
    assert.equal(ledger.status, 200)
    const answers = await codesOf(role, 'targets.answer')
    assert.equal(answers.get('targets.answerTarget'), 'cascadeWithdrawn')
    assert.equal(answers.get('targets.saveActivityTarget'), 'notFound')
  }
})

test('what was approved is read by everybody, each with their part', async () => {
  const version = async () => {
    const { json } = await ask('director', 'targets.getPlan', { scenarioId: draft })
    return (json as { scenario: { version: number } }).scenario.version
  }
  for (const step of ['submitScenario', 'approveScenario']) {
    const { status } = await ask('director', `targets.${step}`, {
      scenarioId: draft,
      version: await version(),
    })
    assert.equal(status, 200, step)
  }
  for (const role of NO_PLANNERS) {
    for (const action of ['targets.read', 'review.read'] as const)
      for (const [name, code] of await codesOf(role, action))
        assert.ok(code === 'ok' || name === 'targets.findCascadeEntries', `${role} ${name}: ${code}`)
    for (const { path } of files) assert.equal((await fileOf(role, path, 'csv', draft)).status, 200)
  }
})
