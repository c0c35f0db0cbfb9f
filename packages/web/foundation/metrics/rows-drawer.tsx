import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Drawer, Segmented } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { columnDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { ledgerMoney } from '../../ui/format/money.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import type { ComputedRow } from './figure-value.tsx'
import { memberText } from './member-text.ts'
import type { Question } from './use-exploration.ts'

const PAGE_SIZE = 50
type Rows = Outputs['metrics']['findRows']
type Row = Rows['rows'][number]

/** An exact value of a measure: money with its places, counts as numbers. */
function useExact() {
  const { language } = useText()
  const currency = useCurrency()
  return (value: string | null, money: boolean) => {
    if (value === null) return '—'
    const rounded = value.replace(/(\.\d{4})\d+$/, '$1')
    return money
      ? ledgerMoney(rounded, currency, language)
      : formatNumber(Number(value), language, Number.isInteger(Number(value)) ? 0 : 2)
  }
}

function useRowColumns(money: boolean, rows: readonly Row[]): Column<Row>[] {
  const { t, language } = useText()
  const exact = useExact()
  const named = (['customer', 'person', 'region', 'product'] as const)
    .filter((name) => rows.some((row) => row[name] !== null))
    .map((name): Column<Row> => {
      return {
        key: name,
        title: t(`metrics.dimension.${name}`),
        wide: name !== 'customer',
        cell: (row) => (row[name] === null ? '—' : nameIn(row[name], language)),
      }
    })
  return [
    {
      key: 'day',
      title: t('orders.date'),
      cell: (row) => <span className="nowrap">{row.day === null ? '—' : columnDate(row.day)}</span>,
    },
    { key: 'title', title: t('metrics.explore.entry'), wide: true, cell: (row) => row.title },
    ...named,
    {
      key: 'value',
      title: t('metrics.explore.value'),
      numeric: true,
      cell: (row) => (
        <span className="nowrap">
          {exact(row.value, money)} {row.currency !== null && <span className="faint">({row.currency})</span>}
        </span>
      ),
    },
  ]
}

function Found({ found, money }: { readonly found: Rows; readonly money: boolean }) {
  const { t } = useText()
  const exact = useExact()
  const columns = useRowColumns(money, found.rows)
  return (
    <>
      <p className="rows-sum">
        <b>{exact(found.sum, money)}</b>{' '}
        <span className="muted">{t('metrics.explore.rowCount', { count: found.total })}</span>
      </p>
      <DataTable
        label={t('metrics.explore.rows')}
        columns={columns}
        rows={found.rows.map((row, i) => ({ ...row, place: i }))}
        rowKey={(row) => `${row.id} ${(row as Row & { place: number }).place}`}
      />
    </>
  )
}

type Props = {
  readonly question: Question
  /** the part of the figure that was pressed; null for the whole */
  readonly row: ComputedRow | null
  readonly onClose: () => void
}

function RowsOf({ question, row }: Omit<Props, 'onClose'>) {
  const { language } = useText()
  const [chosen, setChosen] = useState('numerator 0')
  const [page, setPage] = useState(1)
  const [side = 'numerator', measure = '0'] = chosen.split(' ')
  const query = useQuery({
    ...api.metrics.findRows.queryOptions({
      input: {
        metric: question.metric.code,
        slice: question.slice,
        orgView: question.orgView,
        at: (row?.members ?? []).map(({ breakdown, id, code }) => ({ breakdown, id, code })),
        side: side === 'denominator' ? 'denominator' : 'numerator',
        measure: Number(measure),
        page,
        pageSize: PAGE_SIZE,
      },
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded query={query} lines={8}>
      {(found) => (
        <>
          {found.measures.length > 1 && (
            <Segmented
              vertical
              value={chosen}
              onChange={(next) => {
                setChosen(next)
                setPage(1)
              }}
              options={found.measures.map((one) => ({
                value: `${one.side} ${one.measure}`,
                label: `${one.side === 'denominator' ? '÷ ' : ''}${nameIn(one.label, language)}`,
              }))}
            />
          )}
          <Found
            found={found}
            money={found.measures.find((one) => `${one.side} ${one.measure}` === chosen)?.money === true}
          />
          <Pager page={page} pageSize={PAGE_SIZE} total={found.total} onPage={setPage} />
        </>
      )}
    </Loaded>
  )
}

/** The rows behind a figure or a part of it, measure by measure, with what they add up to. */
export function RowsDrawer({ question, row, onClose }: Props) {
  const { language } = useText()
  const parts = (row?.members ?? []).map((member) => memberText(member, language))
  return (
    <Drawer
      open
      onClose={onClose}
      size={720}
      title={[nameIn(question.metric.name, language), ...parts].join(' · ')}
    >
      <RowsOf question={question} row={row} />
    </Drawer>
  )
}
