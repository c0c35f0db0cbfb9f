import { parseCivilDate } from '@salesloom/engine/calendar'
import { type Command, InvalidArgumentError } from 'commander'
import { LARGEST_SCALE } from '../connectors/sample-company/generate.ts'
import { systemClock } from '../platform/clock/index.ts'
import { createMeter } from './progress.ts'
import { withDatabase } from './session.ts'

type Options = { workspace?: string; scale: number; day?: string; json?: boolean }

/** Orders of the company at scale 1, about: for saying how far a load is. */
const ORDERS_AT_ONE = 6_900

function parseScale(value: string): number {
  const scale = Number(value)
  if (Number.isInteger(scale) && scale >= 1 && scale <= LARGEST_SCALE) return scale
  throw new InvalidArgumentError(`It is a whole number from 1 to ${LARGEST_SCALE}.`)
}

function parseDay(value: string): string {
  try {
    parseCivilDate(value)
    return value
  } catch {
    throw new InvalidArgumentError('It is a day such as 2026-05-20.')
  }
}

async function makeSample(options: Options): Promise<void> {
  const [{ loadSampleCompany }, { inhabitSample }] = await Promise.all([
    import('../connectors/sample-company/index.ts'),
    import('./load-sample.ts'),
  ])
  const code = options.workspace ?? (options.scale === 1 ? 'hengyue' : `hengyue-${options.scale}`)
  const meter = createMeter(process.stderr, options.json === true)
  const result = await withDatabase(async ({ database, config }) => {
    const loaded = await loadSampleCompany(database, {
      clock: systemClock,
      scale: options.scale,
      workspaceCode: code,
      ...(options.day === undefined ? {} : { day: options.day }),
      onProgress: (orders) => meter.show('orders', orders, ORDERS_AT_ONE * options.scale),
    })
    meter.end()
    if (config.samples) await inhabitSample(database, systemClock, { ...loaded, code })
    return loaded
  })
  const said = `Workspace “${code}”: ${result.orders} orders with ${result.lines} lines, to ${result.day}.`
  process.stdout.write(`${options.json === true ? JSON.stringify({ workspace: code, ...result }) : said}\n`)
}

/** sample. */
export function addSampleCommand(program: Command): void {
  program
    .command('sample')
    .description(
      'make the sample company, or 10 or 100 times as much of it for measuring, in a workspace of its own',
    )
    .option('--scale <times>', 'how many times as many customers, deals and orders', parseScale, 1)
    .option('--day <date>', 'the day that it is there; today where none is given', parseDay)
    .option('--workspace <code>', 'workspace to make')
    .option('--json', 'answer as JSON')
    .action(makeSample)
}
