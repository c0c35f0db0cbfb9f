import { resolve } from 'node:path'
import type { Command } from 'commander'
import { readBackup } from '../platform/backup/read-backup.ts'
import { writeBackup } from '../platform/backup/write-backup.ts'
import { StartFailure } from '../platform/failure.ts'
import { withDatabase } from './session.ts'

type Options = { json?: boolean }

async function backup(file: string, options: Options): Promise<void> {
  const summary = await withDatabase(({ database }) => writeBackup(database, resolve(file), new Date()))
  const said = `${summary.rows} rows of ${summary.tables} tables in ${summary.file} (${(summary.bytes / 1_048_576).toFixed(1)} MB).`
  process.stdout.write(`${options.json === true ? JSON.stringify(summary) : said}\n`)
}

async function restore(file: string, options: Options): Promise<void> {
  const summary = await withDatabase(async ({ database, claimServing, config }) => {
    if (!(await claimServing()))
      throw new StartFailure(`Salesloom is running on ${config.dataFolder}; stop it before restoring.`)
    return readBackup(database, resolve(file))
  })
  const said = `${summary.rows} rows of ${summary.tables} tables restored, as of ${summary.at}. People sign in again with their passwords.`
  process.stdout.write(`${options.json === true ? JSON.stringify(summary) : said}\n`)
}

/** backup, restore. */
export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('write everything into one file, while the application goes on working')
    .argument('<file>')
    .option('--json', 'answer as JSON')
    .action(backup)
  program
    .command('restore')
    .description('bring a backup back into an empty database')
    .argument('<file>')
    .option('--json', 'answer as JSON')
    .action(restore)
}
