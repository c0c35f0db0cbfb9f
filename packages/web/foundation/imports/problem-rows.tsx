import { DownloadOutlined } from '@ant-design/icons'
import { type ImportRun, rowProblemText } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { fileAddress } from '../../api/file-address.ts'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'

const PAGE_SIZE = 20
type Severity = 'refused' | 'remark'

/** Every row that was refused or remarked: row, column, value and reason. */
export function ProblemRows({ run }: { readonly run: ImportRun }) {
  const { t, language } = useText()
  const [severity, setSeverity] = useState<Severity>(run.refused > 0 ? 'refused' : 'remark')
  const [page, setPage] = useState(1)
  const query = useQuery({
    ...api.imports.findImportProblems.queryOptions({
      input: { importRunId: run.importRunId, severity, page, pageSize: PAGE_SIZE },
    }),
    placeholderData: keepPreviousData,
  })
  if (run.refused + run.remarked === 0) return null
  const address = fileAddress(`/api/v1/imports/${run.importRunId}/problems.csv`, { severity })
  const number = (value: number) => formatNumber(value, language)
  const choose = (next: Severity) => {
    setSeverity(next)
    setPage(1)
  }
  return (
    <Card
      className="flush"
      title={t('imports.rowByRow')}
      aside={
        <span className="row">
          <Segmented<Severity>
            aria-label={t('imports.severityTitle')}
            value={severity}
            options={[
              { value: 'refused', label: `${t('imports.severity.refused')} ${number(run.refused)}` },
              { value: 'remark', label: `${t('imports.severity.remark')} ${number(run.remarked)}` },
            ]}
            onChange={choose}
          />
          <Button icon={<DownloadOutlined aria-hidden="true" />} href={address}>
            {t('imports.download')}
          </Button>
        </span>
      }
    >
      <Loaded query={query}>
        {({ total, rows }) => (
          <>
            {total < (severity === 'refused' ? run.refused : run.remarked) && (
              <p className="import-note faint">{t('imports.storedOnly', { stored: number(total) })}</p>
            )}
            <DataTable
              label={t('imports.rowByRow')}
              rows={rows}
              rowKey={(row) => row.rowNumber}
              columns={[
                { key: 'row', title: t('imports.row'), numeric: true, cell: (row) => number(row.rowNumber) },
                {
                  key: 'column',
                  title: t('imports.column'),
                  wide: true,
                  cell: (row) => [...new Set(row.problems.map(({ header }) => header ?? '—'))].join(', '),
                },
                {
                  key: 'value',
                  title: t('imports.value'),
                  wide: true,
                  cell: (row) => row.problems.map(({ value }) => value || '—').join(', '),
                },
                {
                  key: 'reason',
                  title: t('imports.reason'),
                  cell: (row) =>
                    row.problems.map(({ code, detail }) => rowProblemText(code, language, detail)).join(' '),
                },
              ]}
            />
            <Pager
              page={page}
              pageSize={PAGE_SIZE}
              total={total}
              onPage={setPage}
              label={t('imports.rowByRow')}
            />
          </>
        )}
      </Loaded>
    </Card>
  )
}
