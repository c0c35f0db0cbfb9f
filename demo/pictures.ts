/** Takes the pictures of the documentation from the running sample: docs/pictures. */
import { join } from 'node:path'
import { openBrowser, settled, visit } from '../e2e/harness/browser.ts'
import { signIn } from '../e2e/harness/client.ts'
import { freePort, start, stop, temporaryFolder } from '../e2e/harness/program.ts'
import { ROOT } from '../tools/root.ts'

const PICTURES = [
  { name: 'home-light', path: '/', appearance: 'light' },
  { name: 'home-dark', path: '/', appearance: 'dark' },
  { name: 'targets', path: '/targets/1', appearance: 'light' },
  { name: 'review', path: '/review', appearance: 'light' },
] as const

const { folder, remove } = temporaryFolder()
const program = await start({ SALESLOOM_DATA: join(folder, 'data'), PORT: String(await freePort()) })
const browser = await openBrowser()
const director = await signIn(program, 'director')
for (const { name, path, appearance } of PICTURES) {
  const { page, context } = await visit(browser, program.url, director, { language: 'zh-CN', appearance })
  await page.goto(path)
  await settled(page)
  // Charts draw themselves over half a second.
  await page.waitForTimeout(1_500)
  await page.screenshot({ path: join(ROOT, 'docs/pictures', `${name}.png`) })
  await context.close()
}
await browser.close()
await stop(program)
remove()
