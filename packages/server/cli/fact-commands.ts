import type { Command } from 'commander'
import { importCommand } from './import-adventureworks.ts'
import { reportAttainment } from './report-attainment.ts'
import { withDatabase } from './session.ts'

type ImportOptions = { workspace: string; json?: boolean }
type ReportOptions = { workspace: string; json?: boolean }

/** import, report. */
export function addFactCommands(program: Command): void {
  program
    .command('import')
    .description('bring history in')
    .command('adventureworks')
    .description('the AdventureWorks warehouse from its CSV files; importing again changes nothing')
    .argument('<folder>', 'folder with DimProduct.csv, FactResellerSales.csv, …')
    .option('--workspace <code>', 'workspace to make or to update', 'adventureworks')
    .option('--json', 'answer as JSON')
    .action(async (folder: string, options: ImportOptions) => {
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
      const said = await withDatabase(({ database }) =>
        reportAttainment(database, { workspaceCode: options.workspace, json: options.json === true }),
      )
      process.stdout.write(`${said}\n`)
    })
}
