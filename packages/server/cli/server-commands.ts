import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Command } from 'commander'
import { ROOT, readConfig } from '../platform/config/read-config.ts'
import { openStorage } from '../platform/database/storage.ts'
import { migrate } from '../platform/migrations/migrate.ts'

async function migrateOnly(options: { json?: boolean }): Promise<void> {
  const storage = await openStorage(readConfig(process.env))
  try {
    const applied = await migrate(storage.address)
    const said = applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`
    process.stdout.write(`${options.json === true ? JSON.stringify({ applied }) : said}\n`)
  } finally {
    await storage.close()
  }
}

/** The whole application is read only where it starts: other commands answer without waiting for it. */
async function startAll(): Promise<void> {
  const { start } = await import('./start.ts')
  await start()
}

async function bench(names: string[], options: { json?: boolean }): Promise<void> {
  const args = [join(ROOT, 'bench/main.ts'), ...names, ...(options.json === true ? ['--json'] : [])]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  process.exitCode = await new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}

/** start, migrate, bench. */
export function addServerCommands(program: Command): void {
  program.command('start').description('start the application and serve it until Ctrl-C').action(startAll)
  program
    .command('migrate')
    .description('bring the database to the schema of this version (start does it by itself)')
    .option('--json', 'answer as JSON')
    .action(migrateOnly)
  program
    .command('bench')
    .description('measure this version beside its marks and peers')
    .argument('[names...]', 'only these benchmarks')
    .option('--json', 'answer as JSON')
    .action(bench)
}
