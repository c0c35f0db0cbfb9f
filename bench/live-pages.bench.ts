import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { signIn } from '../e2e/harness/client.ts'
import { freePort, type Program, start, stop, temporaryFolder } from '../e2e/harness/program.ts'
import { type Benchmark, type Finding, finding, RUNS } from './measure.ts'

const PAGES = 200
const LINE = '"facts.changed"'
const PATIENCE_MS = 30_000
const SETTLE_MS = 1_000
const MEGABYTE = 1_024

/** One open page: it hears that facts changed, and when. */
type Heard = { readonly next: () => Promise<number>; readonly close: () => void }

/** Opens the stream that a page opens; everything it hears is looked through for one kind of event. */
async function openPage(url: string, cookie: string): Promise<Heard> {
  const ending = new AbortController()
  const response = await fetch(`${url}/api/live`, { headers: { cookie }, signal: ending.signal })
  if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const waiting: ((at: number) => void)[] = []
  const listen = async () => {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      if (value.includes(LINE)) for (const tell of waiting.splice(0)) tell(performance.now())
    }
  }
  // A stream that is closed at the end ends in an error of the reader, which is its end.
  listen().catch(() => {})
  return { next: () => new Promise((resolve) => waiting.push(resolve)), close: () => ending.abort() }
}

/** Memory of a process that is not given back, in MB, as Linux tells it; null elsewhere. */
function residentMb({ child }: Program): number | null {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / MEGABYTE
  } catch {
    return null
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

const within = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error('not all pages have heard of the order')), PATIENCE_MS).unref(),
    ),
  ])

/** Two hundred open pages on one node: from sending an order until the 95th percentile of them has heard of it. */
export const livePagesBench: Benchmark = {
  name: 'live-pages',
  run: async (): Promise<Finding[]> => {
    const { folder, remove } = temporaryFolder()
    const program = await start({ SALESLOOM_DATA: `${folder}/data`, PORT: String(await freePort()) }, 180_000)
    const pages: Heard[] = []
    try {
      const analyst = await signIn(program, 'analyst')
      const director = await signIn(program, 'director')
      const representative = await signIn(program, 'representative')
      const { person } = await representative.call<{ person: { personId: number } }>('session.getSession')
      const { asOf } = await director.call<{ asOf: string }>('home.getHome')
      const before = residentMb(program)
      for (let i = 0; i < PAGES; i++) pages.push(await openPage(program.url, director.cookie))
      const runs: number[] = []
      for (let i = 0; i <= RUNS; i++) {
        const heard = Promise.all(pages.map(({ next }) => next()))
        const started = performance.now()
        await analyst.call('facts.recordOrder', {
          source: 'bench',
          externalId: `live-${i}`,
          orderDate: asOf,
          channel: 'direct',
          customerId: 1,
          personId: person.personId,
          lines: [{ productId: 30, quantity: '1', unitPrice: '1000.00' }],
        })
        const took = (await within(heard)).map((at) => (at - started) / 1_000)
        if (i > 0) runs.push(percentile(took, 0.95))
        // What follows from this order is heard before the next one is sent.
        await pause(SETTLE_MS)
      }
      const what = `new order to ${PAGES} open pages on one node, 95th percentile`
      const after = residentMb(program)
      // No bar says how much a page may take: it is told beside the time and not held to a mark.
      const memory =
        before === null || after === null
          ? null
          : `the node grew by ${((after - before) / PAGES).toFixed(2)} MB a page, to ${after.toFixed(0)} MB`
      return [finding({ name: 'live-pages', what, unit: 's', runs, mark: 2, peer: memory })]
    } finally {
      for (const page of pages) page.close()
      await stop(program)
      remove()
    }
  },
}
