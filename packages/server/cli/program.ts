import { Command, CommanderError } from 'commander'
import { AppError } from '../platform/app-error.ts'
import { isDiskFull, StartFailure } from '../platform/failure.ts'
import { addBackupCommands } from './backup-commands.ts'
import { addCalcCommand } from './calc-command.ts'
import { addDatabaseCommands } from './database-commands.ts'
import { addFactCommands } from './fact-commands.ts'
import { addSampleCommand } from './sample-command.ts'
import { addServerCommands } from './server-commands.ts'
import { addUserCommands } from './user-commands.ts'

const INTRODUCTION = [
  'Salesloom 销售经纬: set targets, plan, execute, monitor, train, review, and back into targets.',
  [
    'Commands work beside a running server and without one: then they start the embedded database of the data folder',
    'for themselves and stop it again. Settings come from the environment: SALESLOOM_DATA (data folder), PORT, HOST,',
    'DATABASE_URL and SALESLOOM_SECRET (a PostgreSQL of your own), SALESLOOM_SAMPLES, SALESLOOM_URL, SALESLOOM_LOG.',
  ].join(' '),
].join('\n\n')

const EXAMPLES = `
Examples:
  ./salesloom start
  ./salesloom import orders.csv --workspace sample --kind orderLine --mode all-or-nothing
  ./salesloom import adventureworks <folder>
  ./salesloom sample --scale 100
  ./salesloom report attainment --workspace adventureworks
  ./salesloom backup salesloom-backup.gz
  ./salesloom calc spread < request.json`

function build(): Command {
  const program = new Command('salesloom')
    .description(INTRODUCTION)
    .version('0.1.0')
    .showHelpAfterError('(add --help for what is possible)')
    .configureHelp({ sortSubcommands: false, helpWidth: 100 })
    .addHelpText('after', EXAMPLES)
    .exitOverride()
  addServerCommands(program)
  addFactCommands(program)
  addSampleCommand(program)
  addBackupCommands(program)
  addDatabaseCommands(program)
  addUserCommands(program)
  addCalcCommand(program)
  return program
}

/** A subcommand inherits the way its parent ends, so that a wrong option is an exit code and not an exit. */
function overrideExit(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride().showHelpAfterError('(add --help for what is possible)')
    overrideExit(child)
  }
}

function explain(error: unknown): string {
  if (error instanceof StartFailure || error instanceof AppError) return error.message
  if (isDiskFull(error)) return 'The disk is full. Free some space and try again; nothing half done was kept.'
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** `salesloom … | head` closes the pipe early: that is no failure of ours. */
function endQuietlyWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
}

/** Runs one command line. @returns the exit code: 0 done, 1 refused or failed, 2 misused */
export async function runProgram(args: readonly string[]): Promise<number> {
  const program = build()
  overrideExit(program)
  process.stdout.on('error', endQuietlyWithoutReader)
  try {
    await program.parseAsync(args, { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    process.stderr.write(`salesloom: ${explain(error)}\n`)
    return 1
  }
}
