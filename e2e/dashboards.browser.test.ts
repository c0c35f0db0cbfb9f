import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { accessibilityProblems, PHONE, settled } from './harness/browser.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { director, representative },
} = openStage('director', 'representative')

type OrderLine = {
  readonly customer: { readonly customerId: number } | null
  readonly person: { readonly personId: number } | null
  readonly product: { readonly productId: number }
}

/** Somebody’s newest order line: who buys what from whom. */
async function knownLine() {
  const year = new Date().getFullYear()
  const slice = { from: `${year}-01-01`, to: `${year}-12-31`, channel: 'direct' }
  const { rows } = await director.call<{ rows: OrderLine[] }>('facts.findOrderLines', { slice, pageSize: 1 })
  const [row] = rows
  assert.ok(row?.customer && row.person)
  return {
    personId: row.person.personId,
    customerId: row.customer.customerId,
    productId: row.product.productId,
    channel: 'direct',
  }
}

/** Chooses in a list by the keyboard alone: so many below what is chosen. */
async function choose(page: Page, name: string, below: number): Promise<void> {
  const list = page.getByRole('combobox', { name, exact: true })
  await list.press('Enter')
  for (let step = 0; step < below; step++) await list.press('ArrowDown')
  await list.press('Enter')
}

const exactSales = async (page: Page) =>
  (await page.locator('.form-number .figure-big').first().getAttribute('data-exact')) ?? ''

test('A board is composed by keyboard, kept, and a new order is on it within two seconds.', async () => {
  const { page, context, problems } = await visit(director)
  await page.goto('/monitoring')
  await settled(page)
  assert.equal(await page.locator('.board-choice').innerText(), 'Director’s morning board')
  await page.getByRole('button', { name: 'New empty board' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Morning')
  await page.getByRole('button', { name: 'Add a tile' }).last().press('Enter')
  await page.getByRole('button', { name: 'Apply' }).press('Enter')
  await page.locator('.form-number .figure-big').waitFor()
  await page.getByRole('button', { name: 'Add a tile' }).click()
  await choose(page, 'Shown as', 3)
  await choose(page, 'By', 2)
  await page.getByRole('button', { name: 'Apply' }).press('Enter')
  await page.locator('.form-bars .tile-member').first().waitFor()
  const bars = page.locator('.form-bars')
  const before = (await bars.boundingBox())?.width ?? 0
  await bars.getByRole('button', { name: 'Wider' }).press('Enter')
  assert.ok(((await bars.boundingBox())?.width ?? 0) > before)
  await bars.getByRole('button', { name: 'Move forward' }).press('Enter')
  assert.ok((await page.locator('.board-tile').first().getAttribute('class'))?.includes('form-bars'))
  assert.deepEqual(await accessibilityProblems(page), [])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/board=\d+/)
  await settled(page)

  const line = await knownLine()
  const shown = await exactSales(page)
  const today = new Date().toISOString().slice(0, 10)
  await director.call('facts.recordOrder', {
    externalId: `board-${Date.now()}`,
    orderDate: today,
    channel: line.channel,
    customerId: line.customerId,
    personId: line.personId,
    lines: [{ productId: line.productId, quantity: '1', unitPrice: '4321000' }],
  })
  const recorded = Date.now()
  await page.waitForFunction(
    (old) => document.querySelector('.form-number .figure-big')?.getAttribute('data-exact') !== old,
    shown,
    { timeout: 10_000, polling: 20 },
  )
  const took = Date.now() - recorded
  assert.ok(took < 2_000, `${took} ms`)
  const toNumber = (text: string) => Number(text.replace(/[^\d.-]/g, ''))
  assert.equal(Math.round((toNumber(await exactSales(page)) - toNumber(shown)) * 100), 432_100_000)
  assert.deepEqual(problems, [])
  await context.close()
})

/** It opens the board of the first test: its bars are of regions. */
test('From the country a press leads down, region by region, to a customer and its orders.', async () => {
  const { page, context, problems } = await visit(director)
  await page.goto('/monitoring')
  await settled(page)
  const bars = page.locator('.form-bars')
  for (let step = 0; step < 6; step++) {
    await settled(page)
    await bars.locator('.tile-body:not(.tile-asking) .tile-member').first().waitFor()
    const isLast = (await bars.locator('.tile-head small').innerText()).includes('customer')
    const address = page.url()
    await bars.locator('.tile-member').first().click()
    if (isLast) break
    await page.waitForURL((url) => url.href !== address)
    await bars
      .locator('.tile-asking')
      .waitFor({ timeout: 2_000 })
      .catch(() => undefined)
  }
  await page.locator('.rows-sum').waitFor()
  assert.ok((await page.locator('.ant-drawer .sheet tbody tr').count()) > 0)
  assert.match(page.url(), /regionId=\d+/)
  assert.deepEqual(await accessibilityProblems(page), [])
  assert.deepEqual(problems, [])
  await context.close()
})

test('A representative has their own board, in one column on a phone, and full screen.', async () => {
  const { page, context, problems } = await visit(representative, { size: PHONE })
  await page.goto('/monitoring')
  await settled(page)
  const lefts = await page
    .locator('.board-tile')
    .evaluateAll((tiles) => [...new Set(tiles.map((tile) => Math.round(tile.getBoundingClientRect().left)))])
  assert.equal(lefts.length, 1)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
  assert.deepEqual(await accessibilityProblems(page), [])
  await page.goto('/monitoring?full=true')
  await settled(page)
  await page.getByRole('button', { name: 'Leave full screen' }).waitFor()
  assert.deepEqual(problems, [])
  await context.close()
})

/** How many colours a PNG holds, of every so many pixels, and how large it is; the page itself decodes it. */
async function lookAtPicture(page: Page, png: Buffer) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    const pixels = new Uint32Array(data.buffer)
    const counts = new Map<number, number>()
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
    return {
      width: image.width,
      height: image.height,
      colours: counts.size,
      most: Math.max(...counts.values()) / pixels.length,
      corner: [...data.slice(0, 3)],
    }
  }, png.toString('base64'))
}

const lightness = (rgb: readonly number[]) => rgb.reduce((sum, part) => sum + part, 0) / rgb.length

for (const [appearance, isDark] of [
  ['light', false],
  ['dark', true],
] as const)
  test(`A board becomes a picture with all its tiles, ${appearance} as on the page.`, async () => {
    const { page, context, problems } = await visit(director, { appearance })
    await page.goto('/monitoring?board=standard')
    await settled(page)
    await page.waitForFunction(() => document.querySelector('.tile-asking') === null)
    await page.getByRole('button', { name: 'Export' }).click()
    const downloaded = page.waitForEvent('download')
    await page.getByText('Picture (PNG)').click()
    const file = await downloaded
    assert.match(file.suggestedFilename(), /\.png$/)
    const picture = await lookAtPicture(page, await readFile(await file.path()))
    const box = await page.locator('.board-grid').evaluate((grid: HTMLElement) => {
      const shown = grid.offsetHeight
      grid.classList.add('whole')
      const whole = { width: grid.offsetWidth, height: grid.offsetHeight }
      grid.classList.remove('whole')
      return { ...whole, shown }
    })
    // Twice the size of the tiles with a margin of 16 px around them; rows that the page scrolls are in the picture.
    assert.ok(Math.abs(picture.width - 2 * (box.width + 32)) <= 2, JSON.stringify(picture))
    assert.ok(Math.abs(picture.height - 2 * (box.height + 32)) <= 2, JSON.stringify([picture, box]))
    assert.ok(box.height >= box.shown - 1, JSON.stringify(box))
    // Letters and charts: many colours (each edge is blurred), and none that covers nearly everything.
    assert.ok(picture.colours > 200, JSON.stringify(picture))
    assert.ok(picture.most < 0.97, JSON.stringify(picture))
    assert.equal(lightness(picture.corner) < 128, isDark)
    assert.deepEqual(problems, [])
    await context.close()
  })
