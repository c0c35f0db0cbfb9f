import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { settled } from './harness/browser.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { director, manager, representative },
} = openStage('director', 'manager', 'representative')

type Home = { readonly asOf: string; readonly yearFigures: Figures; readonly quarterFigures: Figures }
type Figures = { readonly actual: number; readonly target: number }
type Grid = {
  readonly rows: ReadonlyArray<{ key: string; parentKey: string | null; level: number; total: number }>
}

const exactMinor = async (page: Page, selector: string) => {
  const text = (await page.locator(selector).first().getAttribute('data-exact')) ?? ''
  return Math.round(Number(text.replace(/[^\d.−-]/g, '').replace('−', '-')) * 100)
}

test('Each role sees the figures of its own part on its home, the same as the interface answers.', async () => {
  const shown: number[] = []
  for (const [client, period] of [
    [director, 'yearFigures'],
    [manager, 'quarterFigures'],
    [representative, 'quarterFigures'],
  ] as const) {
    const home = await client.call<Home>('home.getHome')
    const { page, context, problems } = await visit(client)
    await page.goto('/')
    await page.locator('.hero-number').waitFor()
    const onPage = await exactMinor(page, '.hero-number [data-exact]')
    assert.equal(onPage, home[period].actual)
    assert.deepEqual(problems, [])
    shown.push(onPage)
    await context.close()
  }
  assert.equal(new Set(shown).size, 3)
})

test('The figure of the home opens the orders that it is made of.', async () => {
  const { page, context } = await visit(manager)
  await page.goto('/')
  await page.locator('.hero-number').waitFor()
  const figure = await exactMinor(page, '.hero-number [data-exact]')
  await page.locator('.hero-number a').first().click()
  await page.locator('.order-total [data-exact]').waitFor()
  assert.equal(await exactMinor(page, '.order-total [data-exact]'), figure)
  await context.close()
})

test('A patch of the review’s heat map opens orders within it.', async () => {
  const { page, context } = await visit(director)
  await page.goto('/review')
  await settled(page)
  await page.locator('table.heat td a').first().click()
  await page.locator('.order-total [data-exact]').waitFor()
  const total = await exactMinor(page, '.order-total [data-exact]')
  const search = new URL(page.url()).searchParams
  const slice = {
    from: search.get('from'),
    to: search.get('to'),
    channel: search.get('channel'),
    regionId: Number(search.get('regionId')),
    productId: Number(search.get('productId')),
  }
  const metric = await director.call<{ total: { value: number } }>('metrics.computeMetric', {
    metric: 'sales',
    slice,
    by: [],
  })
  assert.ok(total > 0)
  assert.equal(total, metric.total.value)
  await context.close()
})

test('A director sets a target, writes one number over it, and approves it; every level adds up.', async () => {
  const { page, context, problems } = await visit(director)
  await page.goto('/targets')
  await settled(page)
  await page.getByRole('button', { name: 'Set a target' }).click()
  await page.getByLabel('Growth %').fill('15')
  await page.getByLabel('Name of the scenario').fill('Higher ambition')
  await page.getByText('adding up to the cent').waitFor()
  await page.getByRole('button', { name: 'Save as a draft' }).click()
  await page.waitForURL(/\/targets\/\d+/)
  const scenarioId = Number(/\/targets\/(\d+)/.exec(page.url())?.[1])
  await page
    .getByLabel('Write a value or a code')
    .or(page.locator('.why-write input'))
    .first()
    .fill('750,000')
  await page.locator('.why-write button').click()
  await page.locator('.why-value [data-exact*="750,000.00"]').waitFor()
  const grid = await director.call<Grid>('targets.getTargetGrid', {
    scenarioId,
    rows: ['organisation'],
    columns: 'quarter',
  })
  assert.equal(grid.rows[0]?.total, 75_000_000)
  for (const parent of grid.rows) {
    const children = grid.rows.filter((row) => row.parentKey === parent.key)
    if (children.length > 0)
      assert.equal(
        children.reduce((sum, row) => sum + row.total, 0),
        parent.total,
      )
  }
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.locator('.page-chips, .page-head').getByText('Approved').first().waitFor()
  assert.equal(await page.locator('.why-write').count(), 0)
  assert.deepEqual(problems, [])
  await context.close()
})

test('A representative may not set targets, on the page or past it.', async () => {
  const { page, context } = await visit(representative)
  await page.goto('/targets')
  await settled(page)
  assert.equal(await page.getByRole('button', { name: 'Set a target' }).count(), 0)
  await context.close()
  await assert.rejects(
    representative.call('targets.setTarget', {
      name: 'x',
      baseYear: 2025,
      growthPercent: 1,
      channel: 'direct',
    }),
    { code: 'forbidden' },
  )
})

test('An order of one person is on the open page of another within two seconds.', async () => {
  const { page, context } = await visit(representative)
  await page.goto('/')
  await page.locator('.hero-number').waitFor()
  const before = await page.locator('.hero-number [data-exact]').first().getAttribute('data-exact')
  const session = await representative.call<{ person: { personId: number } }>('session.getSession')
  const { asOf } = await representative.call<Home>('home.getHome')
  const started = performance.now()
  await director.call('facts.recordOrder', {
    source: 'browser',
    externalId: 'live-1',
    orderDate: asOf,
    channel: 'direct',
    customerId: 1,
    personId: session.person.personId,
    lines: [{ productId: 30, quantity: '1', unitPrice: '1234.56' }],
  })
  await page.waitForFunction(
    (old) => document.querySelector('.hero-number [data-exact]')?.getAttribute('data-exact') !== old,
    before,
  )
  assert.ok(performance.now() - started < 2_000)
  await context.close()
})

test('A session that ended asks to sign in again and the page keeps its place.', async () => {
  const { page, context } = await visit(manager)
  await page.goto('/orders')
  await settled(page)
  await context.clearCookies()
  await page.goto('/orders?page=2')
  await page.locator('form').waitFor()
  assert.match(decodeURIComponent(page.url()), /orders/)
  await context.close()
})
