import { type Command, InvalidArgumentError, Option } from 'commander'
import { type ImportFileOptions, parseKind, parsePair } from './import-file-options.ts'
import { withDatabase } from './session.ts'

type ImportOptions = { workspace: string; json?: boolean }
type ReportOptions = { workspace: string; json?: boolean }

/** import, report. What carries them out is read when it is asked for, so that the others need not wait for it. */
export function addFactCommands(program: Command): void {
  const bringIn = program
    .command('import')
    .enablePositionalOptions()
    .description('bring a CSV or XLSX file in; refused rows go into a file of their own')
    .argument('[file]', 'CSV or XLSX')
    .option('--workspace <code>', 'the workspace')
    .option('--kind <kind>', 'what the rows are: customer, opportunity, orderLine, …', parseKind)
    .option('--template <name>', 'a saved or shipped template, by name or number')
    .option('--source <name>', 'system that the file comes from; its ids mean the same thing within it')
    .addOption(
      new Option('--mode <mode>', 'the good rows, or all of them or none')
        .choices(['good-rows', 'all-or-nothing'])
        .default('good-rows'),
    )
    .addOption(
      new Option('--day-order <order>', 'what 05/06/2024 is, where no date of a column proves it').choices([
        'dmy',
        'mdy',
      ]),
    )
    .option(
      '--tax-rate <rate>',
      'rate of the tax in amounts with tax where the file has no column for it: 13%',
    )
    .option(
      '--map <column=field>',
      'field of a column, instead of the suggested one; may be repeated',
      parsePair,
      {},
    )
    .option('--set <field=value>', 'value of a field where the file has none; may be repeated', parsePair, {})
    .option('--problems <file>', 'where the refused rows are written (FILE-problems.csv)')
    .option('--json', 'answer as JSON')
    .addHelpText(
      'after',
      '\nExit code: 0 every row went in, 3 some were refused, 1 nothing was done, 2 misused.',
    )
    .action(async (file: string | undefined, options: ImportFileOptions) => {
      if (file === undefined || options.workspace === undefined)
        throw new InvalidArgumentError('Say which file, and into which --workspace.')
      const { importFileCommand } = await import('./import-file.ts')
      const said = await withDatabase((session) => importFileCommand(session, file, options))
      process.stdout.write(`${said}\n`)
    })
  bringIn
    .command('adventureworks')
    .description('the AdventureWorks warehouse from its CSV files; importing again changes nothing')
    .argument('<folder>', 'folder with DimProduct.csv, FactResellerSales.csv, …')
    .option('--workspace <code>', 'workspace to make or to update', 'adventureworks')
    .option('--json', 'answer as JSON')
    .action(async (folder: string, options: ImportOptions) => {
      const { importCommand } = await import('./import-adventureworks.ts')
      const said = await withDatabase((session) => importCommand(session, folder, options))
      process.stdout.write(`${said}\n`)
    })
  program
    .command('report')
    .description('print a report')
    .command('attainment')
    .description('quota against actual by period, territory and person')
    .requiredOption('--workspace <code>', 'the workspace')
    .option('--json', 'answer as JSON')
    .action(async (options: ReportOptions) => {
      const { reportAttainment } = await import('./report-attainment.ts')
      const said = await withDatabase(({ database }) =>
        reportAttainment(database, { workspaceCode: options.workspace, json: options.json === true }),
      )
      process.stdout.write(`${said}\n`)
    })
}
