import { chromium } from 'playwright-core'
import { signIn } from '../e2e/harness/client.ts'
import { freePort, start, stop, temporaryFolder } from '../e2e/harness/program.ts'
import { findBrowser } from '../tools/browser.ts'
import { type Benchmark, type Finding, finding, RUNS } from './measure.ts'

type Session = { readonly person: { readonly personId: number } }

const order = (number: number, personId: number, orderDate: string) => ({
  source: 'bench',
  externalId: `bench-${number}`,
  orderDate,
  channel: 'direct',
  customerId: 1,
  personId,
  lines: [{ productId: 30, quantity: '1', unitPrice: '1000.00' }],
})

/** From sending a new order to the changed figure on another person's open page, in a real browser. */
export const orderToScreenBench: Benchmark = {
  name: 'order-to-screen',
  run: async (): Promise<Finding[]> => {
    const executablePath = findBrowser()
    if (executablePath === null) throw new Error('no browser: see npm test for how to get one')
    const { folder, remove } = temporaryFolder()
    const program = await start({ SALESLOOM_DATA: `${folder}/data`, PORT: String(await freePort()) })
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    try {
      const analyst = await signIn(program, 'analyst')
      const director = await signIn(program, 'director')
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      await context.addCookies(
        director.cookie.split('; ').map((pair) => {
          const [name = '', value = ''] = pair.split(/=(.*)/s)
          return { name, value, url: program.url }
        }),
      )
      const page = await context.newPage()
      await page.goto(program.url)
      const figure = page.locator('.hero-number [data-exact]').first()
      await figure.waitFor()
      const representative = await signIn(program, 'representative')
      const { person } = await representative.call<Session>('session.getSession')
      const { asOf } = await director.call<{ asOf: string }>('home.getHome')
      const runs: number[] = []
      for (let i = 0; i <= RUNS; i++) {
        const before = await figure.getAttribute('data-exact')
        const changed = page.waitForFunction(
          (old) => document.querySelector('.hero-number [data-exact]')?.getAttribute('data-exact') !== old,
          before,
          { polling: 'raf', timeout: 10_000 },
        )
        const started = performance.now()
        await analyst.call('facts.recordOrder', order(i, person.personId, asOf))
        await changed
        if (i > 0) runs.push((performance.now() - started) / 1_000)
      }
      const what = 'new order to changed figure on an open page'
      return [finding({ name: 'order-to-screen', what, unit: 's', runs, mark: 2 })]
    } finally {
      await browser.close()
      await stop(program)
      remove()
    }
  },
}
