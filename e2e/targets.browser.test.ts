import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { settled } from './harness/browser.ts'
import { type Client, Refusal } from './harness/client.ts'
import { openStage } from './harness/stage.ts'

const stage = openStage('admin', 'director', 'manager', 'representative')
const { admin, director, manager, representative } = stage.people

type Person = {
  readonly code: string
  readonly positions: readonly { readonly leads: boolean; readonly orgUnit: { readonly en: string } }[]
}

/** The code of the person who leads a unit; in the sample only the area's manager signs in. */
async function leaderOf(unit: string): Promise<string> {
  const people = await admin.call<Person[]>('people.findPositions')
  const found = people.find(({ positions }) =>
    positions.some(({ leads, orgUnit }) => leads && orgUnit.en === unit),
  )
  assert.ok(found !== undefined)
  return found.code
}

type Node = {
  readonly member: string
  readonly parent: string | null
  readonly own: number
  readonly assigned: number | null
  readonly state: string
  readonly committed: number | null
  readonly gap: number | null
  readonly name: { readonly en: string }
}

const nodesOf = async (client: Client, scenarioId: number) =>
  (await client.call<{ nodes: Node[] }>('targets.getCascade', { scenarioId })).nodes
const sum = (nodes: readonly Node[], value: (node: Node) => number) =>
  nodes.reduce((total, node) => total + value(node), 0)

const teamOf = (node: Node, nodes: readonly Node[]) =>
  nodes.find(({ member }) => member === node.member)?.parent

/** Opens a node of the cascade, does something in its drawer, and closes it. */
async function atNode(page: Page, name: string, act: (page: Page) => Promise<void>): Promise<void> {
  await page.locator('.cascade-name').getByRole('button', { name, exact: true }).click()
  await page.getByRole('heading', { name: 'What was said and decided' }).waitFor()
  await act(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** A change of the cascade is done when its request has been answered. */
async function pressed(page: Page, button: string, endpoint: string): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().includes(endpoint), { timeout: 60_000 })
  await page.getByRole('button', { name: button, exact: true }).click()
  assert.equal((await answer).status(), 200)
}

/** Waits until the own target shows how it stands: the next step goes on from there. */
async function stands(page: Page, state: string): Promise<void> {
  await page.locator('.own-target .card-head').getByText(state).first().waitFor()
}

async function visitAs(client: Client, path: string) {
  const visited = await stage.visit(client)
  await visited.page.goto(path)
  await settled(visited.page)
  return visited
}

/** What happens in the market leads to a proposal, and accepted it makes the plan's successor. */
async function calibrated(page: Page, scenarioId: number, area: Node): Promise<void> {
  const { workspace } = await director.call<{ workspace: { today: string } }>('session.getSession')
  const { today } = workspace
  await director.call('calibration.recordMarketEvent', {
    kind: 'competitorPrice',
    competitor: '凌拓自动化',
    orgUnitId: Number(area.member.split(':')[1]),
    effectPercent: -8,
    day: today,
    note: 'A price cut in the whole area.',
  })
  if (today.slice(5, 7) === '12') {
    // In the last month of the year no month is left that a proposal could change.
    await assert.rejects(
      director.call('calibration.runCalibration', { cadence: 'monthly' }),
      (error: unknown) => error instanceof Refusal && error.code === 'calibrationNoPlan',
    )
    return
  }
  await page.goto('/targets/calibration')
  await settled(page)
  await page.getByRole('button', { name: 'Run calibration' }).click()
  await pressed(page, 'Run', 'runCalibration')
  const market = page.getByRole('region', { name: 'Market feedback' })
  await market.getByText('A price cut in the whole area.').first().waitFor()
  await market.getByRole('button', { name: 'Accept…' }).first().click()
  await pressed(page, 'Accept', 'acceptProposal')
  const scenarios = await director.call<{ scenarioId: number; state: string }[]>('targets.findScenarios')
  assert.equal(scenarios.find((one) => one.scenarioId === scenarioId)?.state, 'approved')
  assert.ok(scenarios.some((one) => one.scenarioId > scenarioId && one.state === 'working'))
}

test('A director sets a year, an area manager adjusts, a representative disputes and commits, the conflict is settled, the plan approved, and a calibration makes its successor.', async () => {
  // The director sets the year and publishes it with 2 % beyond it, hidden below.
  const head = await visitAs(director, '/targets')
  await head.page.getByRole('button', { name: 'Set a target' }).click()
  await head.page.getByLabel('Growth %').fill('9')
  await head.page.getByLabel('Name of the scenario').fill('The year in one story')
  await head.page.getByText('adding up to the cent').waitFor()
  await head.page.getByRole('button', { name: 'Save as a draft' }).click()
  await head.page.waitForURL(/\/targets\/\d+/)
  const scenarioId = Number(/\/targets\/(\d+)/.exec(head.page.url())?.[1])
  const cascade = `/targets/${scenarioId}/cascade`
  await head.page.goto(cascade)
  await head.page.getByLabel('Over-assignment at the top').fill('2')
  await pressed(head.page, 'Publish', 'publishCascade')
  await head.page.locator('.cascade-name').first().waitFor()
  // The button that was pressed is gone: who works by keyboard goes on at the state of the answers.
  await head.page.waitForFunction(() => document.activeElement?.matches('.cascade-summary'))

  const published = await nodesOf(director, scenarioId)
  const area = published.find(({ name }) => name.en === 'East China area')
  assert.ok(area !== undefined)
  const top = published.find(({ parent }) => parent === null)
  assert.ok(top !== undefined)
  assert.equal(
    sum(
      published.filter(({ parent }) => parent === top.member),
      ({ own }) => own,
    ),
    Math.round(top.own * 1.02),
  )

  // The area manager accepts, and passes on 1 % more with a shift between two teams.
  const middle = await visitAs(manager, cascade)
  const teams = (await nodesOf(manager, scenarioId)).filter(({ parent }) => parent === area.member)
  const [first, second] = teams
  assert.ok(first !== undefined && second !== undefined)
  await atNode(middle.page, area.name.en, async (page) => {
    await pressed(page, 'Accept', 'answerTarget')
    await page.waitForFunction(() => document.activeElement?.textContent === 'Sign')
    await page.getByLabel('Beyond what was received').fill('1')
    await page.getByText('Move between those below').click()
    await page.getByLabel(first.name.en, { exact: true }).fill('100000')
    await page.getByText('moves must add up to nothing').waitFor()
    await page.getByLabel(second.name.en, { exact: true }).fill('-100000')
    await pressed(page, 'Pass on', 'passOnTarget')
  })
  const received = (await nodesOf(manager, scenarioId)).filter(({ parent }) => parent === area.member)
  assert.equal(
    sum(received, ({ own }) => own),
    Math.round(area.own * 1.01),
  )

  const leader = await stage.admit('leader', 'manager', await leaderOf('Shanghai team'))
  // The team's leader passes it on; the representative disputes it, and the leader settles at what was proposed.
  const me = (await nodesOf(representative, scenarioId))[0]
  assert.ok(me !== undefined)
  const teamKey = teamOf(me, await nodesOf(manager, scenarioId))
  const team = received.find(({ member }) => member === teamKey)
  assert.ok(team !== undefined)
  const leading = await visitAs(leader, cascade)
  await atNode(leading.page, team.name.en, async (page) => {
    await pressed(page, 'Accept', 'answerTarget')
    await pressed(page, 'Pass on', 'passOnTarget')
  })
  const asked = (await nodesOf(representative, scenarioId))[0]?.own ?? 0
  const wanted = asked - 50_000_000
  const own = await visitAs(representative, '/targets/mine')
  await own.page.getByRole('button', { name: 'Dispute', exact: true }).click()
  // A figure that is passed by is no figure of 0.
  await own.page.getByLabel('Figure that would be right').click()
  await own.page.getByLabel('Reason').first().fill('Two key accounts were handed over in August.')
  assert.equal(await own.page.getByLabel('Figure that would be right').inputValue(), '')
  await pressed(own.page, 'Send', 'answerTarget')
  await stands(own.page, 'Disputed')
  await own.page.getByRole('button', { name: 'Propose a figure' }).click()
  await own.page.getByLabel('Proposed figure').fill(String(wanted / 100))
  await own.page.getByLabel('Reason').first().fill('What the pipeline bears.')
  await pressed(own.page, 'Send', 'answerTarget')
  const beside = (nodes: readonly Node[]) => nodes.filter(({ parent }) => parent === team.member)
  const total = sum(beside(await nodesOf(leader, scenarioId)), ({ own: each }) => each)
  await leading.page.reload()
  await settled(leading.page)
  await atNode(leading.page, me.name.en, async (page) => {
    await page.getByText('Two key accounts were handed over in August.').first().waitFor()
    await page.getByRole('region').or(page.locator('section')).getByLabel('Reason').last().fill('Agreed.')
    await pressed(page, 'Settle', 'settleTarget')
  })
  const settledNodes = beside(await nodesOf(leader, scenarioId))
  assert.equal(settledNodes.find(({ member }) => member === me.member)?.own, wanted)
  assert.equal(
    sum(settledNodes, ({ own: each }) => each),
    total,
  )

  // The representative signs, and commits from their own side, quarter by quarter.
  await own.page.reload()
  await settled(own.page)
  await pressed(own.page, 'Sign', 'answerTarget')
  await stands(own.page, 'Signed')
  for (const quarter of ['Q1', 'Q2', 'Q3', 'Q4'])
    await own.page.getByLabel(quarter, { exact: true }).fill('2500000')
  await own.page.getByLabel('Reason').last().fill('Signed contracts and the open pipeline.')
  await pressed(own.page, 'Commit to 10.00M', 'commitFigures')
  const gap = (await nodesOf(director, scenarioId)).find(({ member }) => member === me.member)
  assert.deepEqual([gap?.state, gap?.committed, gap?.gap], ['signed', 1_000_000_000, 1_000_000_000 - wanted])

  // The director approves; nobody below sees what stands above them.
  await head.page.goto(`/targets/${scenarioId}`)
  await settled(head.page)
  await head.page.getByRole('button', { name: 'Submit' }).click()
  await head.page.getByRole('button', { name: 'Approve' }).click()
  await head.page.locator('.page-chips, .page-head').getByText('Approved').first().waitFor()
  const seen = await representative.call<{ nodes: Node[] }>('targets.getCascade', { scenarioId })
  assert.deepEqual(
    seen.nodes.map(({ member }) => member),
    [me.member],
  )

  await calibrated(head.page, scenarioId, area)
  assert.deepEqual([...head.problems, ...middle.problems, ...leading.problems, ...own.problems], [])
})
