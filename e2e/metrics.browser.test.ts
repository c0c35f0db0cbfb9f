import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessibilityProblems, settled } from './harness/browser.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { analyst, director },
} = openStage('analyst', 'director')

test('A metric is made from building blocks, explored down to its rows, saved and shared.', async () => {
  const { page, context, problems } = await visit(analyst)
  await page.goto('/metrics/define')
  await settled(page)
  await page.getByLabel('Name (English)').fill('Lines sold')
  await page.getByRole('combobox', { name: 'Rows' }).click()
  await page.keyboard.type('order lines')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'What of them' }).click()
  await page.locator('.ant-select-item-option', { hasText: /^Σ quantity$/ }).click()
  await page.getByRole('button', { name: 'Save metric' }).click()
  await page.locator('#ownLinesSold').waitFor()
  const year = new Date().getFullYear()
  const slice = { from: `${year}-01-01`, to: `${year}-12-31` }
  const shown = await analyst.call<{ total: { value: number } }>('metrics.computeMetric', {
    metric: 'ownLinesSold',
    slice,
  })
  const units = await analyst.call<{ total: { value: number } }>('metrics.computeMetric', {
    metric: 'units',
    slice,
  })
  assert.equal(shown.total.value, units.total.value)
  assert.ok(shown.total.value > 0)

  await page.goto('/metrics/explore?metric=ownLinesSold&by=category&period=year&view=table')
  await settled(page)
  await page.locator('.explore-number').click()
  await page.locator('.rows-sum').waitFor()
  assert.equal((await page.locator('.rows-sum b').innerText()).replaceAll(',', ''), String(shown.total.value))
  assert.deepEqual(await accessibilityProblems(page), [])
  await page.keyboard.press('Escape')
  await page.locator('.rows-sum').waitFor({ state: 'detached' })

  await page.locator('.explore-tools button', { hasText: 'Save' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Lines by category')
  await page.getByLabel('Share with colleagues').check()
  await page.locator('.explore-save').getByRole('button').click()
  await page.getByText('Saved “Lines by category”').waitFor()
  const shared = await director.call<{ name: string; mine: boolean }[]>('metrics.findExplorations')
  assert.deepEqual(
    shared.map(({ name, mine }) => [name, mine]),
    [['Lines by category', false]],
  )
  assert.deepEqual(problems, [])
  await context.close()
})
