import { type ImportCheck, rowProblemText } from '@salesloom/contract'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'

const MOST = 12

/** What the check found, counted. */
export function ProblemCounts({ check }: { readonly check: ImportCheck }) {
  const { t, language } = useText()
  const number = (value: number) => formatNumber(value, language)
  const good = check.rows - check.refusedRows
  return (
    <Card
      className="flush"
      title={t('imports.checked', { rows: number(check.rows) })}
      note={t('imports.checkedNote', {
        good: number(good),
        refused: number(check.refusedRows),
        remarked: number(check.remarkedRows),
        known: number(check.known),
      })}
    >
      <DataTable
        label={t('imports.problems')}
        rows={check.counts.slice(0, MOST)}
        rowKey={({ severity, code, field }) => `${severity} ${code} ${field}`}
        columns={[
          {
            key: 'severity',
            title: t('imports.severityTitle'),
            cell: ({ severity }) => (
              <Tag tone={severity === 'refused' ? 'bad' : 'care'}>{t(`imports.severity.${severity}`)}</Tag>
            ),
          },
          {
            key: 'what',
            title: t('imports.problems'),
            cell: ({ code, field }) =>
              rowProblemText(code, language, {
                field: field ?? '',
                value: '…',
                to: '…',
                choices: '…',
                count: '…',
              }),
          },
          { key: 'rows', title: t('imports.rows'), numeric: true, cell: ({ rows }) => number(rows) },
        ]}
      />
    </Card>
  )
}
