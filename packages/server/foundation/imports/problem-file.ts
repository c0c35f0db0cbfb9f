import { type Locale, rowProblemText } from '@salesloom/contract'
import type { Table } from '../../connectors/files/write-table.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { type ProblemRow, readProblems, readRun } from './import.store.ts'
import { openImport } from './open-import.ts'

const PAGE = 2_000

/** Headers of the columns that say what is wrong; a repaired file may keep them, they are no columns of any kind. */
const HEADERS: Readonly<Record<Locale, readonly [string, string]>> = {
  'zh-CN': ['原行号', '问题'],
  'zh-TW': ['原列號', '問題'],
  en: ['Row', 'Problems'],
}

/** How many columns are the file's own: one that was downloaded before and repaired may carry the two at its end. */
function ownColumns(headers: readonly string[]): number {
  const [row, problems] = headers.slice(-2)
  const carried = Object.values(HEADERS).some((pair) => pair[0] === row && pair[1] === problems)
  return carried ? headers.length - 2 : headers.length
}

function lineOf(row: ProblemRow, width: number, locale: Locale): string[] {
  const values = Array.from({ length: width }, (_, at) => row.values[at] ?? '')
  const said = row.problems.map(({ header, code, detail }) => {
    const text = rowProblemText(code, locale, detail)
    return header === null ? text : `[${header}] ${text}`
  })
  return [...values, String(row.rowNumber), said.join(' ')]
}

/** The rows of an import that were refused, in the columns of the file, with what is wrong with each. */
export async function problemFile(
  context: CallContext,
  importRunId: number,
  severity: ProblemRow['severity'],
  locale: Locale,
): Promise<Table> {
  const { database, workspaceId } = context
  const { run, mapping } = await inWorkspace(database, workspaceId, (tx) => readRun(tx, context, importRunId))
  const table = await openImport(database, workspaceId, run, mapping?.reading ?? {})
  const width = ownColumns(table.headers)
  async function* rows() {
    for (let after = 0; ; ) {
      const from = after
      const page = await inWorkspace(database, workspaceId, (tx) =>
        readProblems(tx, workspaceId, importRunId, severity, from, PAGE),
      )
      if (page.length === 0) return
      yield* page.map((row) => lineOf(row, width, locale))
      after = page.at(-1)?.rowNumber ?? Number.MAX_SAFE_INTEGER
    }
  }
  const stem = run.fileName.replace(/\.[^.]*$/, '')
  return {
    name: `${stem}-${severity === 'refused' ? 'problems' : 'remarks'}`,
    columns: [...table.headers.slice(0, width), ...HEADERS[locale]].map((title) => ({
      title,
      kind: 'text' as const,
    })),
    rows: rows(),
  }
}
