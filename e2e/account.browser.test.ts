import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DESK, fitsTheScreen, nothingFound, PHONE, problemsInTheDark, settled } from './harness/browser.ts'
import { PASSWORD } from './harness/client.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { admin: administrator, director },
} = openStage('admin', 'director')

test('Languages and appearance are chosen in the account menu and stay over a reload.', async () => {
  const { page, context } = await visit(director)
  // The menu is on every page; this one loads soon.
  await page.goto('/jobs')
  await settled(page)
  assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  for (const [language, name, title] of [
    ['zh-TW', '繁體中文', '工作'],
    ['zh-CN', '简体中文', '任务'],
  ] as const) {
    await page.locator('.me button').click()
    await page.getByRole('menuitem', { name }).click()
    await page.locator(`html[lang="${language}"]`).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), language)
  }
  await page.locator('.me button').click()
  await page.getByRole('menuitem', { name: '深色' }).click()
  await page.locator('html[data-theme="dark"]').waitFor()
  await page.reload()
  await settled(page)
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  await context.close()
})

test('A wrong password is told and what was typed stays; the right one leads to where the person wanted to go.', async () => {
  const { page, context } = await visit(null)
  await page.goto('/orders')
  await page.getByLabel('E-mail').fill('manager@sample.salesloom.app')
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('alert').waitFor()
  assert.match(await page.getByRole('alert').innerText(), /not right/)
  assert.equal(await page.getByLabel('E-mail').inputValue(), 'manager@sample.salesloom.app')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
  assert.match(page.url(), /\/orders/)
  await context.close()
})

test('A page whose session is ended from another device asks to sign in at once, and hears of changes again afterwards.', async () => {
  const [here, there] = [await visit(null), await visit(director)]
  await here.page.goto('/jobs')
  await here.page.getByLabel('E-mail').fill('director@sample.salesloom.app')
  await here.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await here.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await here.page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor()
  await there.page.goto('/settings')
  await there.page.getByRole('button', { name: 'Sign out all others' }).click()
  const dialog = here.page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).waitFor({ timeout: 8_000 })
  const streams: string[] = []
  here.page.on('request', (request) => {
    if (request.url().includes('/api/live')) streams.push(request.url())
  })
  await dialog.getByLabel('E-mail').fill('director@sample.salesloom.app')
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await here.page.waitForTimeout(1_000)
  assert.equal(streams.length, 1)
  for (const { context } of [here, there]) await context.close()
})

test('The sign-in page and an invitation’s page pass axe in light and dark and fit a phone.', async () => {
  const { path } = await administrator.call<{ path: string }>('people.inviteMember', {
    email: 'looks@example.com',
    role: 'guest',
  })
  const visited = await visit(null, { appearance: 'system' })
  for (const door of ['/sign-in', path]) {
    await visited.page.goto(door)
    await visited.page.locator('form').waitFor()
    await nothingFound(visited)
    await fitsTheScreen(visited)
    assert.deepEqual(await problemsInTheDark(visited.page), [], `${door} in the dark`)
    await visited.page.setViewportSize(PHONE)
    await nothingFound(visited)
    await fitsTheScreen(visited)
    await visited.page.setViewportSize(DESK)
  }
  await visited.context.close()
})

test('Somebody invited opens the link, sets a name and a password that is refused and one that is not, and is in.', async () => {
  const { page, context } = await visit(administrator)
  await page.goto('/settings/members')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByLabel('E-mail').fill('chen.yu@example.com')
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  const link = await page.locator('.link-once code').innerText()
  await context.close()
  const invited = await visit(null)
  await invited.page.goto(link)
  await invited.page.getByLabel('Your name').fill('Chen Yu')
  const password = invited.page.getByLabel('Password', { exact: true })
  await password.fill('password12345')
  await invited.page.getByRole('button', { name: 'Join' }).click()
  assert.match(await invited.page.getByRole('alert').innerText(), /very common/)
  assert.equal(await invited.page.getByLabel('Your name').inputValue(), 'Chen Yu')
  await password.fill('seven unrelated lanterns')
  await invited.page.getByRole('button', { name: 'Join' }).click()
  await invited.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  assert.match(await invited.page.locator('.me').first().innerText(), /Chen Yu/)
  await invited.context.close()
})

test('The palette finds a page by a few letters, and an address without a page says so.', async () => {
  const { page, context } = await visit(director, { language: 'zh-CN' })
  await page.goto('/')
  await settled(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type('dingdan')
  await page.locator('[role=option][aria-selected=true]', { hasText: '订单' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '订单' }).waitFor()
  await page.goto('/no-such-page')
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /没有页面/)
  await context.close()
})
