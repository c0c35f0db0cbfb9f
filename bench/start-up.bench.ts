import { chromium } from 'playwright-core'
import { freePort, start, stop, temporaryFolder } from '../e2e/harness/program.ts'
import { createLogger } from '../packages/server/platform/logging/index.ts'
import { buildWeb } from '../packages/server/platform/static/build-web.ts'
import { findBrowser } from '../tools/browser.ts'
import { type Benchmark, type Finding, finding, RUNS, timed } from './measure.ts'

/** First paint of the sign-in page in a browser that has not seen it before. */
async function firstPaint(url: string, executablePath: string): Promise<number> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(url)
    await page.waitForSelector('form')
    // The entry may come a moment after what it tells of.
    const paint = await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    )
    return (await paint.jsonValue()) as number
  } finally {
    await browser.close()
  }
}

/** From the start of an installed application, with its sample loaded, to its first answer and first painted page. */
export const startUpBench: Benchmark = {
  name: 'start-up',
  run: async (): Promise<Finding[]> => {
    await buildWeb(createLogger('warn'))
    const { folder, remove } = temporaryFolder()
    const answers: number[] = []
    const paints: number[] = []
    const browser = findBrowser()
    try {
      for (let i = 0; i <= RUNS; i++) {
        const env = { SALESLOOM_DATA: `${folder}/data`, PORT: String(await freePort()) }
        const [milliseconds, program] = await timed(() => start(env))
        // The first start makes the sample; the mark is for the next ones.
        if (i > 0) answers.push(milliseconds / 1_000)
        if (i > 0 && browser !== null) paints.push((await firstPaint(program.url, browser)) / 1_000)
        await stop(program)
      }
    } finally {
      remove()
    }
    const answered = finding({
      name: 'start-up/answer',
      what: 'start to first answer, installed and with its sample',
      unit: 's',
      runs: answers,
      mark: 5,
    })
    const painted = { name: 'start-up/paint', what: 'first page painted', unit: 's', runs: paints, mark: 1.5 }
    return browser === null ? [answered] : [answered, finding(painted as Parameters<typeof finding>[0])]
  },
}
