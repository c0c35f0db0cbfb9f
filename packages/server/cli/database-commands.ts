import type { Command } from 'commander'
import { distributeDatabase } from '../platform/distribution/distribute-database.ts'
import { withDatabase } from './session.ts'

async function distribute(options: { json?: boolean }): Promise<void> {
  const say = (line: string) => {
    if (options.json !== true) process.stdout.write(`${line}\n`)
  }
  const statements = await withDatabase(({ address }) => distributeDatabase(address, say))
  const done =
    statements.length === 0 ? 'Everything is distributed already.' : `${statements.length} statements done.`
  process.stdout.write(`${options.json === true ? JSON.stringify({ statements }) : done}\n`)
}

/** database distribute. */
export function addDatabaseCommands(program: Command): void {
  program
    .command('database')
    .description('look after the database')
    .command('distribute')
    .description('spread it over several machines by workspace, where the Citus extension is present')
    .option('--json', 'answer as JSON')
    .action(distribute)
}
