import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { accessibilityProblems, settled, type Visit } from './harness/browser.ts'
import { type Client, Refusal } from './harness/client.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { director, manager, representative },
} = openStage('director', 'manager', 'representative')

/** Opens a page as somebody, does something there, and asserts that it logged no error. */
async function as(person: Client, act: (page: Page) => Promise<void>): Promise<void> {
  const visited: Visit = await visit(person, { language: 'zh-CN' })
  await act(visited.page)
  assert.deepEqual(visited.problems, [])
  await visited.context.close()
}

/** The shipped rules are added and judged at once: an alert stands in the list. */
async function fireAlert(page: Page): Promise<void> {
  await page.goto('/monitoring/alerts')
  await page.getByRole('button', { name: '加入自带规则' }).click()
  await page.getByRole('button', { name: '华东大区' }).first().waitFor({ timeout: 60_000 })
  assert.deepEqual(await accessibilityProblems(page), [])
}

type Bars = readonly { readonly amount: number }[]
type Bridge = {
  readonly target: number
  readonly beyondReference: number
  readonly orders: Bars
  readonly deals: Bars
  readonly stillToCome: number
  readonly projection: number
}

/** From the target bar by bar to what comes, to the cent, over order lines and over deals. */
function assertAddsUp({ target, beyondReference, orders, deals, stillToCome, projection }: Bridge): void {
  assert.notEqual(projection, target)
  for (const bars of [orders, deals]) {
    const happened = bars.reduce((sum, { amount }) => sum + amount, 0)
    assert.equal(target + beyondReference + happened + stillToCome, projection)
  }
}

/** From the alert to its cause: the bridge, whys down to one that is agreed as the root, and a word on it. */
async function findCause(page: Page): Promise<void> {
  await page.goto('/monitoring/alerts')
  await page.getByRole('button', { name: '华东大区' }).first().click()
  const answered = page.waitForResponse((response) => response.url().endsWith('/monitoring/getDeviation'))
  await page.getByRole('dialog').getByRole('link', { name: '查找根因' }).click()
  const { json } = (await (await answered).json()) as { json: { bridge: Bridge } }
  assertAddsUp(json.bridge)
  await page.getByRole('heading', { name: /^华东大区 · / }).waitFor()
  await page.getByRole('button', { name: '开始分析' }).click()
  for (const why of ['对手降价', '我们的折扣审批太慢']) {
    await page.getByRole('button', { name: '为什么?' }).last().click()
    await page.getByRole('textbox', { name: '因为…' }).fill(why)
    await page.getByRole('textbox', { name: '因为…' }).press('Enter')
    await page.getByText(why, { exact: true }).waitFor()
  }
  const root = page.locator('.why', { hasText: '我们的折扣审批太慢' })
  await root.getByRole('button', { name: '认定为根因' }).click()
  await root.getByText(/^根因 ·/).waitFor()
  await page.getByRole('textbox', { name: '写评论…' }).fill('三个团队一致认为')
  await page.getByRole('textbox', { name: '写评论…' }).press('Enter')
  await page.getByText('评论 (1)').waitFor()
  assert.deepEqual(await accessibilityProblems(page), [])
}

/** Chooses in a list what is typed. */
async function choose(page: Page, label: string, text: string): Promise<void> {
  const list = page.getByRole('dialog').getByLabel(label, { exact: true })
  await list.fill(text)
  await page.locator('.ant-select-item-option:visible', { hasText: text }).first().click()
}

/** A response is agreed: a task force, and a measure with what it is to bring. */
async function agreeResponse(page: Page, owner: string): Promise<void> {
  await page.getByRole('button', { name: '制定应对' }).click()
  await page.getByLabel('名称').fill('稳住华东')
  await page.getByRole('button', { name: /创\s*建/ }).click()
  await page.getByRole('heading', { name: '稳住华东' }).waitFor()
  await page.getByRole('button', { name: '添加措施' }).click()
  await page.getByRole('dialog').getByLabel('措施', { exact: true }).fill('老客户服务包')
  await choose(page, '负责人', owner)
  await page.getByLabel('每月预期挽回').fill('20000')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /添加措施/ })
    .click()
  const measure = page.getByRole('row', { name: /老客户服务包/ })
  await measure.waitFor()
  // 20,000 a month over three months.
  await measure.locator('[data-exact*="60,000"]').waitFor()
}

/** Within the response a higher discount is lent until today. */
async function lendAuthority(page: Page, person: string, today: string): Promise<void> {
  await page.goto('/monitoring/responses')
  await page.getByRole('link', { name: '授予折扣权限' }).click()
  await page.getByRole('dialog').getByLabel('理由').fill('价格战')
  await choose(page, '人员', person)
  await page.getByLabel('折扣上限').fill('20')
  await page.getByLabel('止 (含当日)').fill(today)
  assert.deepEqual(await accessibilityProblems(page), [])
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /授\s*予/ })
    .click()
  await page.getByText('有效', { exact: true }).waitFor()
}

/** A draft of a quote of the representative's with a discount of 18 %. */
async function draftQuote(number: string, day: string): Promise<void> {
  const { rows } = await representative.call<{ rows: { id: number }[] }>('entries.findEntries', {
    kind: 'customer',
    pageSize: 1,
  })
  await representative.call('entries.createEntry', {
    kind: 'quote',
    values: { number, day, customer: rows[0]?.id, listAmount: '100000', amount: '82000', status: 'draft' },
  })
}

/** The row of a quote in one of the tables of the page. */
async function quoteRow(page: Page, table: string, number: string) {
  await page.goto('/monitoring/authority')
  return page.getByRole('table', { name: table }).getByRole('row', { name: new RegExp(number) })
}

/** The representative asks for a quote to be approved: beyond their limit it waits. */
const askFor = (number: string) => async (page: Page) => {
  const quote = await quoteRow(page, '待提交的报价', number)
  await quote.getByRole('button', { name: '申请批准' }).click()
  await page.locator('.ant-message').getByText('已提交审批', { exact: true }).waitFor()
}

/** With the authority that was lent, the representative lets it through. */
const letThrough = (number: string) => async (page: Page) => {
  const quote = await quoteRow(page, '报价审批', number)
  await quote.getByRole('button', { name: /^批\s*准$/ }).click()
  await quote.getByText('已批准', { exact: true }).waitFor()
}

/** The representative cannot let the quote through that waits. */
async function assertWaits(number: string): Promise<void> {
  const { rows } = await representative.call<{ rows: { number: string; approvalId: number }[] }>(
    'monitoring.findQuoteApprovals',
    { state: 'requested', page: 1, pageSize: 10 },
  )
  const approvalId = rows.find((row) => row.number === number)?.approvalId
  await assert.rejects(
    representative.call('monitoring.decideQuoteApproval', { approvalId, approve: true }),
    (error: unknown) => error instanceof Refusal && error.code === 'discountBeyondAuthority',
  )
}

/** Taken back, as after its last day, a grant lets nothing through any more. */
async function takeBack(page: Page): Promise<void> {
  await page.goto('/monitoring/authority')
  await page.getByRole('button', { name: /撤\s*销/ }).click()
  await page.getByText('已撤销').waitFor()
}

/** The response asks the targets to follow from the next month on. */
async function proposeTargets(page: Page, today: string): Promise<void> {
  await page.goto('/monitoring/responses')
  await page.getByRole('button', { name: '向目标提案' }).click()
  await page.getByLabel('理由').fill('价格战持续')
  const month = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)), 1)).toISOString()
  await page.getByLabel('起始月').fill(month.slice(0, 7))
  await page.getByLabel('结束月').fill(month.slice(0, 7))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /提\s*案/ })
    .click()
  await page.getByText('已发送至目标校准').waitFor()
}

async function seeProposal(page: Page): Promise<void> {
  await page.goto('/targets/calibration')
  await settled(page)
  await page
    .getByText(/应对提出目标变动/)
    .first()
    .waitFor()
}

test('An alert fires, its cause is found, a response agreed with authority lent, a quote let through, and targets are asked to follow.', async () => {
  type Session = { workspace: { today: string }; person: { name: { zh: string } } }
  const { workspace, person } = await representative.call<Session>('session.getSession')
  const { today } = workspace
  const seller = person.name.zh
  await as(director, fireAlert)
  await as(manager, async (page) => {
    await findCause(page)
    await agreeResponse(page, seller)
  })

  await draftQuote('E2E-1', today)
  await as(representative, askFor('E2E-1'))
  await assertWaits('E2E-1')
  await as(manager, (page) => lendAuthority(page, seller, today))
  await as(representative, letThrough('E2E-1'))
  await as(manager, takeBack)
  await draftQuote('E2E-2', today)
  await as(representative, askFor('E2E-2'))
  await assertWaits('E2E-2')

  await as(manager, (page) => proposeTargets(page, today))
  await as(director, seeProposal)
})
