import { formatMinorUnits } from '@salesloom/engine/money'
import { type QuotaRow, quotaAttainment } from '../foundation/metrics/index.ts'
import { type Database, readWorkspace } from '../platform/database/index.ts'
import { StartFailure } from '../platform/failure.ts'

type Options = { readonly workspaceCode: string; readonly json: boolean }
type Report = Awaited<ReturnType<typeof quotaAttainment>>

const NAME_WIDTH = 26
const FIGURE_WIDTH = 18

function money(value: number, digits: number): string {
  const [whole = '', cents] = formatMinorUnits(value, digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return cents === undefined ? grouped : `${grouped}.${cents}`
}

function line(name: string, row: QuotaRow, digits: number): string {
  const share = row.attainment === null ? '—' : `${(row.attainment * 100).toFixed(1)} %`
  return `${name.padEnd(NAME_WIDTH)}${money(row.quota, digits).padStart(FIGURE_WIDTH)}${money(row.actual, digits).padStart(FIGURE_WIDTH)}${share.padStart(10)}`
}

function table(
  title: string,
  rows: readonly QuotaRow[],
  digits: number,
  nameOf: (row: QuotaRow) => string,
): string {
  const head = `${title.padEnd(NAME_WIDTH)}${'Quota'.padStart(FIGURE_WIDTH)}${'Actual'.padStart(FIGURE_WIDTH)}${'Attained'.padStart(10)}`
  return [head, '─'.repeat(head.length), ...rows.map((row) => line(nameOf(row), row, digits))].join('\n')
}

function print(report: Report, currency: string, digits: number): string {
  const english = (row: QuotaRow) => row.name.en
  const ends = new Map(report.periods.map((period) => [period.key, period.to]))
  return [
    `Quota against actual sales, ${currency}`,
    table('Quota period', report.periods, digits, (row) => `${row.key} … ${ends.get(row.key)}`),
    table('Home territory', report.territories, digits, english),
    table('Salesperson', report.people, digits, english),
    line('Total', report.total, digits),
    'Attained = actual ÷ quota, of sums. The actual of a person in a period is what was credited to them from its first to its last day.',
  ].join('\n\n')
}

/** Quota against actual by period, territory and person, as text or as JSON. */
export async function reportAttainment(database: Database, options: Options): Promise<string> {
  const { rows } = await database.pool.query<{
    workspace_id: number
    currency: string
    currency_digits: number
  }>('select workspace_id, currency, currency_digits from workspace where code = $1', [options.workspaceCode])
  const workspace = rows[0]
  if (workspace === undefined) throw new StartFailure(`There is no workspace “${options.workspaceCode}”.`)
  const report = await readWorkspace(database, workspace.workspace_id, (tx) =>
    quotaAttainment(tx, workspace.workspace_id, { whole: true }, null),
  )
  if (options.json) return JSON.stringify(report)
  if (report.periods.length === 0) return `The workspace “${options.workspaceCode}” has no quotas.`
  return print(report, workspace.currency, workspace.currency_digits)
}
