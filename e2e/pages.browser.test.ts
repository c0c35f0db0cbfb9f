import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  accessibilityProblems,
  DESK,
  fitsTheScreen,
  nothingFound,
  PHONE,
  problemsInTheDark,
  RULES_OF_COLOURS,
  settled,
  turn,
  type Visit,
} from './harness/browser.ts'
import { GROUND_PAGES, LOOP_PAGES, walk } from './harness/pages.ts'
import { openStage } from './harness/stage.ts'

const {
  visit,
  people: { admin: administrator, director },
} = openStage('admin', 'director')

async function nothingFoundInLightAndDark(visited: Visit): Promise<void> {
  await nothingFound(visited)
  assert.deepEqual(await problemsInTheDark(visited.page), [], `${visited.page.url()} in the dark`)
}

/** The same page on a phone: as when a window becomes narrow, without loading it again. */
async function fitsAPhone(visited: Visit): Promise<void> {
  await visited.page.setViewportSize(PHONE)
  await settled(visited.page)
  await fitsTheScreen(visited)
  await nothingFound(visited)
  await visited.page.setViewportSize(DESK)
}

for (const [name, pages] of Object.entries({ loop: LOOP_PAGES, 'shared ground': GROUND_PAGES }))
  test(`Every page of the ${name} passes axe in light, in dark and on a phone, fits it, and logs no error.`, async () => {
    const look = { language: 'en', appearance: 'system' } as const
    // Light and dark take turns in being first: no page is turned back for the next one, which opens as this one ends.
    const order: ['light' | 'dark', 'light' | 'dark'] = ['light', 'dark']
    await walk(visit, director, look, pages, async (visited) => {
      const [first, second] = order
      await visited.page.locator(`html[data-theme="${first}"]`).waitFor()
      await nothingFound(visited)
      await turn(visited.page, second)
      const wrong = await accessibilityProblems(visited.page, RULES_OF_COLOURS)
      assert.deepEqual(wrong, [], `${visited.page.url()} turned ${second}`)
      await fitsAPhone(visited)
      order.reverse()
    })
  })

test('What only an administrator sees passes axe in light and dark and logs no error.', async () => {
  const paths = ['/audit', '/api-reference', '/metrics/define', '/']
  await walk(visit, administrator, { appearance: 'system' }, paths, nothingFoundInLightAndDark)
})

test('A button without a name and a text without contrast are found.', async () => {
  const { page, context } = await visit(null)
  await page.setContent('<h1>Plain</h1><button></button><p style="color:#ccc;background:#fff">pale</p>')
  const found = (await accessibilityProblems(page)).map((problem) => problem.split(':')[0])
  assert.ok(found.includes('button-name') && found.includes('color-contrast'), found.join(', '))
  await context.close()
})
