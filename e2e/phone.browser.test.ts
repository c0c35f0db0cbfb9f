import { test } from 'node:test'
import { fitsTheScreen, nothingFound, PHONE } from './harness/browser.ts'
import { walk } from './harness/pages.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { director },
} = openStage('director')

/** Each part opens on a phone by itself: what a page decides when it loads is not seen in a window that becomes narrow. */
const FIRST = [
  '/',
  '/targets/1',
  '/targets/1/cascade',
  '/monitoring',
  '/monitoring/funnel',
  '/review',
  '/entries/customer',
  '/orders',
  '/metrics/explore',
]

test('Pages that load on a phone fit it and pass axe.', async () => {
  const look = { size: PHONE, language: 'zh-TW' } as const
  await walk(visit, director, look, FIRST, async (visited) => {
    await fitsTheScreen(visited)
    await nothingFound(visited)
  })
})
