import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessibilityProblems, settled } from './harness/browser.ts'
import { Refusal } from './harness/client.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { director, representative },
} = openStage('director', 'representative')

type Quote = { id: number; version: number }

/** A draft of a quote of the representative's with a discount of 18 %. */
async function draftQuote(number: string, customerId: number, day: string): Promise<Quote> {
  return representative.call<Quote>('entries.createEntry', {
    kind: 'quote',
    values: { number, day, customer: customerId, listAmount: '100000', amount: '82000', status: 'draft' },
  })
}

test('a deviation is opened, its cause agreed, authority lent and taken back, a quote let through in between, and targets asked to follow', async () => {
  const { page, context, problems } = await visit(director, { language: 'zh-CN' })
  await page.goto('/monitoring/deviations')
  await page.getByRole('link', { name: '华东大区' }).first().click()
  await page.getByRole('button', { name: '开始分析' }).click()
  await page.getByRole('button', { name: '认定为根因' }).first().click()
  await page
    .getByText(/^根因 ·/)
    .first()
    .waitFor()
  assert.deepEqual(await accessibilityProblems(page), [])

  await page.getByRole('button', { name: '制定应对' }).click()
  await page.getByLabel('名称').fill('稳住华东')
  await page.getByRole('button', { name: /创\s*建/ }).click()
  await page.getByRole('heading', { name: '稳住华东' }).waitFor()
  await page.getByRole('link', { name: '授予折扣权限' }).click()
  await page.getByRole('dialog').getByLabel('理由').waitFor()
  assert.deepEqual(await accessibilityProblems(page), [])

  const session = await representative.call<{ workspace: { today: string } }>('session.getSession')
  const { today } = session.workspace
  const customers = await representative.call<{ rows: { id: number }[] }>('entries.findEntries', {
    kind: 'customer',
    pageSize: 1,
  })
  const customerId = customers.rows[0]?.id ?? 0
  const first = await draftQuote('E2E-1', customerId, today)
  const ask = (quote: Quote) =>
    representative.call<{ approvalId: number; state: string }>('monitoring.requestQuoteApproval', {
      quoteId: quote.id,
    })
  // Beyond the old limit it waits, and the representative cannot decide.
  const waiting = await ask(first)
  assert.equal(waiting.state, 'requested')
  const decision = { approvalId: waiting.approvalId, approve: true }
  await assert.rejects(
    representative.call('monitoring.decideQuoteApproval', decision),
    (error: unknown) => error instanceof Refusal && error.code === 'discountBeyondAuthority',
  )
  const members = await director.call<{ email: string; personId: number | null }[]>(
    'administration.findMembers',
  )
  const personId = members.find(({ email }) => email.startsWith('representative@'))?.personId ?? 0
  const { grantId } = await director.call<{ grantId: number }>('monitoring.grantAuthority', {
    ...{ personId, limitPercent: 20, from: today, until: today, reason: '价格战' },
  })
  assert.equal((await ask(first)).state, 'approved')
  // Taken back, as after its last day, it lets nothing through any more.
  await director.call('monitoring.revokeAuthority', { grantId })
  assert.equal((await ask(await draftQuote('E2E-2', customerId, today))).state, 'requested')
  await page.goto('/monitoring/authority')
  await page.getByText('E2E-2').first().waitFor()
  await page.getByText('已撤销').waitFor()

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
  await page.goto('/targets/calibration')
  await settled(page)
  await page
    .getByText(/应对提出目标变动/)
    .first()
    .waitFor()
  assert.deepEqual(problems, [])
  await context.close()
})
