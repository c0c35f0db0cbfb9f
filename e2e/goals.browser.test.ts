import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessibilityProblems, PHONE, settled } from './harness/browser.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { director },
} = openStage('director')

test('“提升转化率” is refused as it stands and becomes, answer by answer, a goal that is saved and shows its progress.', async () => {
  const { page, context, problems } = await visit(director, { language: 'zh-CN' })
  await page.goto('/targets/goals')
  await page.getByRole('button', { name: '写一个目标' }).first().click()
  await page.getByLabel('用一句话写下您的目标').fill('提升转化率')
  const status = page.getByRole('status').filter({ hasText: '还缺' })
  await status.getByText('还缺 6 项').waitFor()
  const save = page.getByRole('button', { name: '设定目标' })
  assert.ok(await save.isDisabled())
  await page.getByRole('button', { name: '赢单率' }).click()
  await status.getByText('还缺 5 项').waitFor()
  await page.getByRole('button', { name: '全公司 / 我负责的全部' }).click()
  await status.getByText('还缺 4 项').waitFor()
  await page.getByRole('button', { name: /Q\d/ }).first().click()
  await status.getByText('还缺 3 项').waitFor()
  await page.getByRole('button', { name: /^冲刺/ }).click()
  await status.getByText('还缺 2 项').waitFor()
  await page.getByRole('button', { name: '我负责' }).click()
  await status.getByText('还缺 1 项').waitFor()
  await page.getByRole('textbox', { name: '准备怎么做?' }).fill('新话术')
  await page.getByRole('textbox', { name: '准备怎么做?' }).press('Enter')
  await page.getByText('这是一个完整的目标。').waitFor()
  await page.getByText('合理', { exact: true }).waitFor()
  assert.deepEqual(await accessibilityProblems(page), [])
  await save.click()
  await page.waitForURL(/\/targets\/goals\/\d+$/)
  await settled(page)
  assert.match((await page.locator('.rewritten').textContent()) ?? '', /将赢单率从.+到.+由.+负责, 通过新话术/)
  assert.match((await page.locator('.headline').textContent()) ?? '', /\d+(\.\d+)?%/)
  await page.getByLabel('进展如何').fill('第一周')
  await page.getByRole('button', { name: '记录' }).press('Enter')
  await page.locator('.check-ins').getByText('第一周').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '记录')
  assert.deepEqual(await accessibilityProblems(page), [])
  assert.deepEqual(problems, [])
  await context.close()
})

test('“by 5 %” of a percentage is asked back, and each answer gives its own target.', async () => {
  const { page, context, problems } = await visit(director)
  await page.goto('/targets/goals/new')
  await page
    .getByLabel('Write your goal in one sentence')
    .fill('Raise the win rate by 5% by the end of next year, overall, through demo units')
  await page.getByText('Is “5%” in points or relative?').waitFor()
  const points = page.getByRole('button', { name: /^Points: to/ })
  const relative = page.getByRole('button', { name: /^Relative: to/ })
  const shown = async (button: typeof points) =>
    Number(/([\d.]+)%/.exec((await button.textContent()) ?? '')?.[1])
  const [high, low] = [await shown(points), await shown(relative)]
  assert.ok(high > low, `${high} and ${low}`)
  await points.click()
  await page
    .locator('.found.value')
    .getByText(`${high.toFixed(1)}%`)
    .waitFor()
  assert.equal(await page.getByText('in points or relative').count(), 0)
  assert.deepEqual(problems, [])
  await context.close()
})

test('List, workshop and goal fit a phone and pass axe there and in the dark.', async () => {
  for (const look of [{ size: PHONE, language: 'zh-TW' }, { appearance: 'dark' }] as const) {
    const { page, context, problems } = await visit(director, look)
    for (const path of ['/targets/goals', '/targets/goals/new', '/targets/goals/1']) {
      await page.goto(path)
      await settled(page)
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      assert.ok(wide <= 0, `${path} is ${wide} px wider than the screen`)
      assert.deepEqual(await accessibilityProblems(page), [], path)
    }
    assert.deepEqual(problems, [])
    await context.close()
  }
})
