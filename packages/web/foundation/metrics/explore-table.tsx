import { useText } from '../../i18n/index.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Changed } from './explore-figure.tsx'
import { type Computed, type ComputedRow, FigureValue } from './figure-value.tsx'
import { memberText } from './member-text.ts'
import type { Question, SlicePart } from './use-exploration.ts'

/** The part of a slice that narrows to a member, where there is one. */
const PARTS: Partial<Record<Question['by'][number], SlicePart>> = {
  orgUnit: 'orgUnitId',
  person: 'personId',
  region: 'regionId',
  category: 'productId',
  product: 'productId',
  channel: 'channel',
  customer: 'customerId',
  customerType: 'customerTypeId',
  stage: 'stageId',
  campaign: 'campaignId',
}

type Narrow = (part: Partial<Record<SlicePart, number | string>>) => void
type Props = {
  readonly question: Question
  readonly answer: Computed
  readonly onPick: (row: ComputedRow) => void
  readonly onNarrow: Narrow
}

function useColumns({ question, onPick, onNarrow }: Props): Column<ComputedRow>[] {
  const { t, language } = useText()
  const { metric, by, compare } = question
  const names = by.map((name, i): Column<ComputedRow> => {
    const part = PARTS[name]
    return {
      key: name,
      title: t(`metrics.dimension.${name}`),
      cell: ({ members }) => {
        const member = members[i]
        const value = part === 'channel' ? member?.code : member?.id
        const text = memberText(member, language)
        if (part === undefined || value === undefined || value === null) return text
        return (
          <button type="button" className="figure-link" onClick={() => onNarrow({ [part]: value })}>
            {text}
          </button>
        )
      },
    }
  })
  const figure: Column<ComputedRow> = {
    key: 'value',
    title: t('metrics.explore.value'),
    numeric: true,
    cell: (row) => (
      <button
        type="button"
        className="figure-link"
        onClick={() => onPick(row)}
        title={t('metrics.explore.rows')}
      >
        <FigureValue value={row.value} unit={metric.unit} />
      </button>
    ),
  }
  const compared = compare.flatMap((name): Column<ComputedRow>[] => [
    {
      key: name,
      title: t(`metrics.explore.comparison.${name}`),
      numeric: true,
      wide: true,
      cell: (row) => <FigureValue value={row.compared[name]?.value ?? null} unit={metric.unit} />,
    },
    {
      key: `${name}-change`,
      title: '±',
      numeric: true,
      cell: (row) => <Changed metric={metric} value={row.value} base={row.compared[name]?.value} />,
    },
  ])
  return [...names, figure, ...compared]
}

/** The same figures row by row: a name narrows to itself, a figure opens its rows. */
export function ExploreTable(props: Props) {
  const { t } = useText()
  const columns = useColumns(props)
  return (
    <Card className="flush" title={t('metrics.explore.table')}>
      <DataTable
        label={t('metrics.explore.table')}
        columns={columns}
        rows={props.answer.rows}
        rowKey={(row) => row.members.map(({ id, code }) => `${id ?? ''}:${code}`).join('|')}
      />
    </Card>
  )
}
