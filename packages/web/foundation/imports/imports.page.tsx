import { type ImportRun, kindLabel } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { formatMoment } from '../../ui/format/date.ts'
import type { Language } from '../../ui/format/locale.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import { DropFile } from './drop-file.tsx'
import { ImportState } from './import-state.tsx'
import { ImportsFrame } from './imports-frame.tsx'

const PAGE_SIZE = 30
const WORKING: ReadonlyArray<ImportRun['state']> = ['checking', 'running']

function columnsOf(t: Translate, language: Language): Column<ImportRun>[] {
  const number = (value: number) => formatNumber(value, language)
  return [
    {
      key: 'file',
      title: t('imports.file'),
      cell: (run) => (
        <Link to="/imports/$importRunId" params={{ importRunId: String(run.importRunId) }}>
          {run.fileName}
        </Link>
      ),
    },
    {
      key: 'kind',
      title: t('imports.kind'),
      wide: true,
      cell: (run) => (run.kind === null ? '—' : kindLabel(run.kind, language)),
    },
    { key: 'state', title: t('imports.stateTitle'), cell: (run) => <ImportState state={run.state} /> },
    { key: 'created', title: t('imports.created'), numeric: true, cell: (run) => number(run.created) },
    {
      key: 'updated',
      title: t('imports.updated'),
      numeric: true,
      wide: true,
      cell: (run) => number(run.updated),
    },
    {
      key: 'unchanged',
      title: t('imports.unchanged'),
      numeric: true,
      wide: true,
      cell: (run) => number(run.unchanged),
    },
    {
      key: 'refused',
      title: t('imports.refused'),
      numeric: true,
      wide: true,
      cell: (run) => <span className={run.refused > 0 ? 'bad' : ''}>{number(run.refused)}</span>,
    },
    { key: 'by', title: t('imports.startedBy'), wide: true, cell: (run) => run.startedBy },
    {
      key: 'at',
      title: t('imports.startedAt'),
      wide: true,
      cell: (run) => formatMoment(run.startedAt, language),
    },
  ]
}

/** Where files come in, and all that came in before. */
export function ImportsPage() {
  const { t, language } = useText()
  const [page, setPage] = useState(1)
  const query = useQuery({
    ...api.imports.findImports.queryOptions({ input: { page, pageSize: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.rows.some((run) => WORKING.includes(run.state)) === true ? 2_000 : false,
  })
  return (
    <ImportsFrame>
      <div className="stack">
        <Card title={t('imports.new')} note={t('imports.purpose')}>
          <DropFile />
        </Card>
        <Loaded query={query}>
          {({ total, rows }) =>
            total === 0 ? (
              <Card>
                <Empty title={t('imports.emptyTitle')} text={t('imports.emptyText')} />
              </Card>
            ) : (
              <Card className="flush">
                <DataTable
                  label={t('imports.history')}
                  columns={columnsOf(t, language)}
                  rows={rows}
                  rowKey={(run) => run.importRunId}
                />
                <Pager page={page} pageSize={PAGE_SIZE} total={total} onPage={setPage} />
              </Card>
            )
          }
        </Loaded>
      </div>
    </ImportsFrame>
  )
}
