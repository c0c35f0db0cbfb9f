import {
  fieldLabel,
  fieldOf,
  type ImportMapping,
  type ImportRun,
  kindOf,
  rowProblemText,
} from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'

const PAUSE_MS = 400
const SHOWN_ROWS = 8

/** A mapping that has not changed for a moment. */
function useCalm(mapping: ImportMapping): ImportMapping {
  const [calm, setCalm] = useState(mapping)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(mapping), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [mapping])
  return calm
}

/** The first rows as they would be stored. */
export function PreviewRows({ run, draft }: { readonly run: ImportRun; readonly draft: ImportMapping }) {
  const { t, language } = useText()
  const mapping = useCalm(draft)
  const query = useQuery({
    ...api.imports.previewImport.queryOptions({ input: { importRunId: run.importRunId, mapping } }),
    placeholderData: keepPreviousData,
  })
  const kind = kindOf(mapping.kind)
  return (
    <Card className="flush" title={t('imports.preview')} note={t('imports.previewHint')}>
      <Loaded query={query} lines={5}>
        {({ rows, orders }) => {
          const names = [...new Set(rows.flatMap((row) => Object.keys(row.values)))]
          const open = Object.entries(orders).filter(([, { open: isOpen }]) => isOpen)
          return (
            <>
              {open.map(([header]) => (
                <p key={header} className="import-note care">
                  {t('imports.orderOpen', { column: header })}
                </p>
              ))}
              <DataTable
                label={t('imports.preview')}
                rows={rows.slice(0, SHOWN_ROWS)}
                rowKey={(row) => row.rowNumber}
                columns={[
                  { key: 'row', title: t('imports.row'), numeric: true, cell: (row) => row.rowNumber },
                  ...names.map((name, at) => ({
                    key: name,
                    title: fieldLabel(fieldOf(kind, name)?.name ?? 'externalId', language),
                    wide: at > 1,
                    cell: (row: (typeof rows)[number]) => row.values[name] || '—',
                  })),
                  {
                    key: 'problems',
                    title: t('imports.problems'),
                    cell: (row) => (
                      <span className={row.problems.length > 0 ? 'bad' : 'faint'}>
                        {[...row.problems, ...row.remarks]
                          .map(({ code, detail }) => rowProblemText(code, language, detail))
                          .slice(0, 2)
                          .join(' ') || '✓'}
                      </span>
                    ),
                  },
                ]}
              />
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}
