import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useSession } from '../../../api/session.ts'
import { GRADE_LISTS } from '../../../app/search.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { Tag } from '../../../ui/figure/tag.tsx'
import { SearchField } from '../../../ui/form/search-field.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatPercent } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Pager } from '../../../ui/page/pager.tsx'
import { GradeDrawer } from './grade-drawer.tsx'
import { GradeMark } from './grade-mark.tsx'
import { type Grade, type Graded, type Grading, useGradesChange } from './use-grades.ts'

const route = getRouteApi('/in/monitoring/grades')
const PAGE_SIZE = 25
const GRADES = ['A', 'B', 'C'] as const

/** Where the grade comes from, when it is not simply the value against the bounds. */
function Remarks({ row }: { readonly row: Graded }) {
  const { t } = useText()
  return (
    <span className="reasons">
      {row.previous !== null && row.previous !== row.computed && (
        <Tag tone={row.computed < row.previous ? 'good' : 'care'}>
          {row.previous} → {row.computed}
        </Tag>
      )}
      {row.override !== null && <Tag tone="work">{t('monitoring.grades.overridden')}</Tag>}
      {row.isAtBorder && <Tag>{t('monitoring.grades.atBorder')}</Tag>}
    </span>
  )
}

function useColumns(onOpen: (customerId: number) => void): Column<Graded>[] {
  const { t, language } = useText()
  const currency = useCurrency()
  const { workspace, actions } = useSession()
  const money = (key: 'value' | 'expected', wide: boolean): Column<Graded> => ({
    key,
    title: t(`monitoring.grades.column.${key}`),
    numeric: true,
    wide,
    cell: (row) => {
      const minor = row[key]
      return minor === null ? '—' : <Money minor={minor} currency={currency} />
    },
  })
  return [
    { key: 'grade', title: t('monitoring.grades.grade'), cell: (row) => <GradeMark grade={row.grade} /> },
    {
      key: 'name',
      title: t('monitoring.grades.customer'),
      cell: (row) => (
        <span className="deal-name">
          <button type="button" className="count" onClick={() => onOpen(row.customerId)}>
            {nameIn(row.name, language)}
          </button>
          {row.person !== null && <small className="faint">{nameIn(row.person, language)}</small>}
        </span>
      ),
    },
    {
      key: 'remarks',
      title: t('monitoring.grades.column.remarks'),
      wide: true,
      cell: (row) => <Remarks row={row} />,
    },
    ...(actions.includes('fields.margin') ? [money('expected', false), money('value', true)] : []),
    {
      key: 'probability',
      title: t('monitoring.grades.column.probability'),
      numeric: true,
      wide: true,
      cell: (row) => formatPercent(row.probability, language, 0),
    },
    {
      key: 'lastOrder',
      title: t('monitoring.grades.column.lastOrder'),
      wide: true,
      cell: (row) => (
        <span className="nowrap">{row.lastOrderOn === null ? '—' : columnDate(row.lastOrderOn)}</span>
      ),
    },
    {
      key: 'due',
      title: t('monitoring.grades.column.due'),
      cell: (row) => (
        <span className={`nowrap ${row.dueOn === null || row.dueOn < workspace.today ? 'bad' : ''}`}>
          {row.dueOn === null ? t('monitoring.grades.never') : columnDate(row.dueOn)}
        </span>
      ),
    },
  ]
}

function ListChoice({ grading }: { readonly grading: Grading }) {
  const { t } = useText()
  const { grade, only, search = '' } = route.useSearch()
  const change = useGradesChange()
  const label = (name: (typeof GRADE_LISTS)[number]) =>
    name === 'overridden'
      ? t('monitoring.grades.overridden')
      : `${t(`monitoring.grades.${name}`)} ${grading[name]}`
  return (
    <span className="row grade-choice">
      <SearchField
        label={t('monitoring.grades.search')}
        value={search}
        onSearch={(text) => change({ search: text === '' ? undefined : text, page: undefined })}
      />
      <Segmented<Grade | 'all'>
        size="small"
        aria-label={t('monitoring.grades.grade')}
        value={grade ?? 'all'}
        onChange={(value) => change({ grade: value === 'all' ? undefined : value, page: undefined })}
        options={[
          { value: 'all' as const, label: t('monitoring.stuck.all') },
          ...GRADES.map((value) => ({ value, label: value })),
        ]}
      />
      <Segmented<(typeof GRADE_LISTS)[number] | 'all'>
        size="small"
        aria-label={t('monitoring.grades.list')}
        value={only ?? 'all'}
        onChange={(value) => change({ only: value === 'all' ? undefined : value, page: undefined })}
        options={[
          { value: 'all' as const, label: t('monitoring.grades.everybody') },
          ...GRADE_LISTS.map((value) => ({ value, label: label(value) })),
        ]}
      />
    </span>
  )
}

/** Customers with their grades; each opens its reasons. */
export function GradesTable({ grading }: { readonly grading: Grading }) {
  const { t } = useText()
  const { customer, page = 1, grade, only, search = '' } = route.useSearch()
  const change = useGradesChange()
  const columns = useColumns((customerId) => change({ customer: customerId }))
  const input = {
    search,
    page,
    pageSize: PAGE_SIZE,
    ...(grade === undefined ? {} : { grade }),
    ...(only === undefined ? {} : { only }),
  }
  const query = useQuery({
    ...api.monitoring.findGrades.queryOptions({ input }),
    placeholderData: keepPreviousData,
  })
  return (
    <Card className="flush" title={t('monitoring.grades.customers')} aside={<ListChoice grading={grading} />}>
      <Loaded query={query} lines={8}>
        {({ rows, total }) => {
          const opened = rows.find(({ customerId }) => customerId === customer)
          return (
            <>
              <DataTable
                label={t('monitoring.grades.customers')}
                rows={rows}
                rowKey={({ customerId }) => customerId}
                columns={columns}
              />
              <Pager
                page={page}
                pageSize={PAGE_SIZE}
                total={total}
                onPage={(next) => change({ page: next })}
              />
              {opened !== undefined && (
                <GradeDrawer
                  graded={opened}
                  grading={grading}
                  onClose={() => change({ customer: undefined })}
                />
              )}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}
