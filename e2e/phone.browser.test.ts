import { test } from 'node:test'
import { fitsTheScreen, nothingFound, PHONE } from './harness/browser.ts'
import { GROUND_PAGES, LOOP_PAGES, walk } from './harness/pages.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { director },
} = openStage('director')

for (const [name, pages] of Object.entries({ loop: LOOP_PAGES, 'shared ground': GROUND_PAGES }))
  test(`Every page of the ${name} fits a phone.`, async () => {
    const look = { size: PHONE, language: 'zh-TW' } as const
    await walk(visit, director, look, pages, async (visited) => {
      await fitsTheScreen(visited)
      // Forms and tables of the shared ground are the same pieces on every page; axe looks at them on the wide screen.
      if (pages === LOOP_PAGES) await nothingFound(visited)
    })
  })
