import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { nothingFound, openBrowser, problemsInTheDark, type Visit } from './harness/browser.ts'
import { type Client, signIn } from './harness/client.ts'
import { GROUND_PAGES, LOOP_PAGES, walk } from './harness/pages.ts'
import { freePort, killLaunched, type Program, stop, temporaryFolder } from './harness/program.ts'
import { startOnSample } from './harness/sample.ts'

const { folder, remove } = temporaryFolder()
let program: Program
let browser: Browser
let administrator: Client
let director: Client

before(async () => {
  program = await startOnSample({ SALESLOOM_DATA: `${folder}/data`, PORT: String(await freePort()) })
  browser = await openBrowser()
  administrator = await signIn(program, 'admin')
  director = await signIn(program, 'director')
})
after(async () => {
  await browser?.close()
  await stop(program)
  killLaunched()
  remove()
})

async function nothingFoundInLightAndDark(visited: Visit): Promise<void> {
  await nothingFound(visited)
  assert.deepEqual(await problemsInTheDark(visited.page), [], `${visited.page.url()} in the dark`)
}

for (const [name, pages] of Object.entries({ loop: LOOP_PAGES, 'shared ground': GROUND_PAGES }))
  test(`Every page of the ${name} passes axe in light and dark and logs no error.`, async () => {
    const look = { language: 'zh-CN', appearance: 'system' } as const
    await walk(browser, program, director, look, pages, nothingFoundInLightAndDark)
  })

test('What only an administrator sees passes axe in light and dark and logs no error.', async () => {
  const paths = ['/audit', '/api-reference', '/metrics/define', '/']
  await walk(browser, program, administrator, { appearance: 'system' }, paths, nothingFoundInLightAndDark)
})
