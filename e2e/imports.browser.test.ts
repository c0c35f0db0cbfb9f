import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sharedFile } from '../tools/shared-data.ts'
import { accessibilityProblems, PHONE, settled } from './harness/browser.ts'
import { openStage } from './harness/stage.ts'

const { file: PIPELINE, skip } = sharedFile('crm-opportunities/sales_pipeline.csv')

const {
  visit,
  people: { analyst },
} = openStage('analyst')

const FILE = [
  '商机编号,商机名称,客户名称,销售阶段,预计金额(万元),创建日期,负责人',
  'S1,恒远扩产,恒远机电,接触,12.5,2024/5/6,王丽',
  'S2,华联换代,华联商贸,赢单,3,2024年6月1日,王丽',
  'S3,坏的一行,华联商贸,接触,不详,2024/13/1,王丽',
].join('\n')

test('A file from a Chinese CRM is dropped, mapped, checked, its names confirmed, and brought in; a bad row is told with its reason.', async () => {
  const { page, context, problems } = await visit(analyst, { language: 'zh-CN' })
  await page.goto('/imports')
  await page.getByRole('heading', { level: 1, name: '导入' }).waitFor()
  await page.locator('input[type=file]').setInputFiles({
    name: '商机导出.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(FILE),
  })
  await page.getByText('国内 CRM · 商机').first().waitFor()
  await page.getByRole('button', { name: '检查全部行' }).waitFor()
  await settled(page)
  assert.deepEqual(await accessibilityProblems(page), [])
  await page.getByRole('button', { name: '检查全部行' }).click()
  await page.getByText('已检查 3 行').waitFor()
  const create = page.getByRole('button', { name: '其余全部新建' })
  while ((await create.count()) > 0) await create.first().click()
  await page.reload()
  await page.getByText('已检查 3 行').waitFor()
  assert.deepEqual(await accessibilityProblems(page), [])
  await page.getByRole('button', { name: '继续' }).click()
  await page.getByRole('button', { name: '导入', exact: true }).last().click()
  await page.getByText('结果').waitFor()
  await page.getByText('“金额”的值“不详”不是数字', { exact: false }).first().waitFor()
  await settled(page)
  assert.deepEqual(await accessibilityProblems(page), [])
  const figures = await page.locator('.import-outcome dd').allInnerTexts()
  assert.deepEqual(figures, ['2', '0', '0', '1'])
  const found = await analyst.call<{ rows: Array<{ values: Record<string, unknown> }> }>(
    'entries.findEntries',
    {
      kind: 'opportunity',
      search: '恒远扩产',
    },
  )
  assert.equal(found.rows[0]?.values['amount'], '125000.0000')
  assert.deepEqual(problems, [])
  await context.close()
})

test('The pages of imports fit a phone, and the dirty pipeline of a CRM goes in through them.', {
  skip,
}, async () => {
  const { page, context, problems } = await visit(analyst, { size: PHONE })
  await page.goto('/imports')
  await settled(page)
  await page.locator('input[type=file]').setInputFiles({
    name: 'sales_pipeline.csv',
    mimeType: 'text/csv',
    buffer: readFileSync(PIPELINE),
  })
  await page.getByRole('button', { name: 'Check all rows' }).waitFor()
  await settled(page)
  const wide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok((await wide()) <= 0)
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await page.getByText('8,800 rows checked').waitFor()
  await settled(page)
  assert.ok((await wide()) <= 0)
  assert.deepEqual(await accessibilityProblems(page), [])
  assert.deepEqual(problems, [])
  await context.close()
})
