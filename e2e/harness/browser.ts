import assert from 'node:assert/strict'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findBrowser } from '../../tools/browser.ts'
import type { Client } from './client.ts'

/** The browser that the tests look through. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('there is no browser; npm test says how to get one')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

export type Look = {
  readonly language?: 'zh-CN' | 'zh-TW' | 'en'
  readonly appearance?: 'light' | 'dark' | 'system'
  readonly size?: { width: number; height: number }
}

/** A page of a signed-in person (or of nobody), with everything that went wrong on it. */
export type Visit = { readonly page: Page; readonly context: BrowserContext; readonly problems: string[] }

export async function visit(
  browser: Browser,
  url: string,
  client: Client | null,
  look: Look = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: look.size ?? DESK,
    baseURL: url,
    locale: 'en-US',
    reducedMotion: 'reduce',
  })
  await context.addInitScript(
    ([language, appearance]) => {
      // Only the first page of a visit: what the person chooses later stays.
      if (localStorage.getItem('salesloom.language') !== null) return
      localStorage.setItem('salesloom.language', language ?? 'en')
      localStorage.setItem('salesloom.appearance', appearance ?? 'light')
    },
    [look.language ?? 'en', look.appearance ?? 'light'],
  )
  if (client !== null) await context.addCookies(cookiesOf(client, url))
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  return { page, context, problems }
}

function cookiesOf(client: Client, url: string) {
  return client.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url }
  })
}

/** Waits until a page shows its content: a heading, and nothing that still loads. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('.pending, [aria-busy="true"]') === null)
}

/** The API reference inside its page is a component of others. */
const OF_OTHERS = 'rapi-doc'

/** What axe finds on the page as it is, one line each; of all its rules, or of some. */
export async function accessibilityProblems(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(
    async ({ rules, ofOthers }) => {
      // Colours are looked at when they have arrived, not on their way; what changes them begins with the next frame, and on a
      // busy machine with one after it.
      for (let still = 0; still < 2; ) {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        const moving = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === 1)
        await Promise.allSettled(moving.map(({ finished }) => finished))
        still = moving.length === 0 ? still + 1 : 0
      }
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
      const alone = document.querySelector(ofOthers) === null
      const { violations } = await axe.run(alone ? document : { exclude: [[ofOthers]] }, {
        resultTypes: ['violations'],
        ...(rules === undefined ? {} : { runOnly: { type: 'rule', values: [...rules] } }),
        ...(alone ? {} : { rules: { 'landmark-no-duplicate-main': { enabled: false } } }),
      })
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
    },
    { rules, ofOthers: OF_OTHERS },
  )
}

/** The rules of axe that look at colours: what all others find is the same in every appearance. */
export const RULES_OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** Turns the page light or dark, as a device that turns so does. */
export async function turn(page: Page, appearance: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: appearance, reducedMotion: 'reduce' })
  await page.locator(`html[data-theme="${appearance}"]`).waitFor()
  await settled(page)
}

/** What is wrong with the page in the dark; it is light again afterwards. */
export async function problemsInTheDark(page: Page): Promise<string[]> {
  await turn(page, 'dark')
  const problems = await accessibilityProblems(page, RULES_OF_COLOURS)
  await turn(page, 'light')
  return problems
}

/** Asserts that axe finds nothing on the page. */
export async function nothingFound({ page }: Visit): Promise<void> {
  assert.deepEqual(await accessibilityProblems(page), [], page.url())
}

/** Asserts that nothing is wider than the screen. */
export async function fitsTheScreen({ page }: Visit): Promise<void> {
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  assert.ok(wide <= 0, `${page.url()} is ${wide} px wider than the screen`)
}
