import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { fitsTheScreen, nothingFound, openBrowser, PHONE } from './harness/browser.ts'
import { type Client, signIn } from './harness/client.ts'
import { GROUND_PAGES, LOOP_PAGES, walk } from './harness/pages.ts'
import { freePort, killLaunched, type Program, stop, temporaryFolder } from './harness/program.ts'
import { startOnSample } from './harness/sample.ts'

const { folder, remove } = temporaryFolder()
let program: Program
let browser: Browser
let director: Client

before(async () => {
  program = await startOnSample({ SALESLOOM_DATA: `${folder}/data`, PORT: String(await freePort()) })
  browser = await openBrowser()
  director = await signIn(program, 'director')
})
after(async () => {
  await browser?.close()
  await stop(program)
  killLaunched()
  remove()
})

for (const [name, pages] of Object.entries({ loop: LOOP_PAGES, 'shared ground': GROUND_PAGES }))
  test(`Every page of the ${name} fits a phone.`, async () => {
    const look = { size: PHONE, language: 'zh-TW' } as const
    await walk(browser, program, director, look, pages, async (visited) => {
      await fitsTheScreen(visited)
      // Forms and tables of the shared ground are the same pieces on every page; axe looks at them on the wide screen.
      if (pages === LOOP_PAGES) await nothingFound(visited)
    })
  })
