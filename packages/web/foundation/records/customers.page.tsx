import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api, type Inputs, type Outputs } from '../../api/client.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { SearchField } from '../../ui/form/search-field.tsx'
import { columnDate } from '../../ui/format/date.ts'
import { type Bilingual, type Language, nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import { RecordsFrame } from './records-frame.tsx'

type Customer = Outputs['records']['findCustomers']['rows'][number]
type Sort = NonNullable<Inputs['records']['findCustomers']['sort']>

const route = getRouteApi('/in/records/customers')
const PAGE_SIZE = 50
const SORTS: readonly Sort[] = ['name', 'code', 'region', 'type', 'lastOrder']

function columnsOf(t: Translate, language: Language): Column<Customer>[] {
  const name = (value: Bilingual | null) => (value === null ? '—' : nameIn(value, language))
  return [
    {
      key: 'name',
      title: t('records.customers.name'),
      sortable: true,
      cell: (row) => (
        <Link to="/orders" search={{ customerId: row.customerId }}>
          {nameIn(row.name, language)}
        </Link>
      ),
    },
    { key: 'code', title: t('records.customers.code'), sortable: true, wide: true, cell: (row) => row.code },
    {
      key: 'type',
      title: t('records.customers.type'),
      sortable: true,
      wide: true,
      cell: (row) => name(row.type),
    },
    { key: 'region', title: t('records.customers.region'), sortable: true, cell: (row) => name(row.region) },
    {
      key: 'lastOrder',
      title: t('records.customers.lastOrder'),
      sortable: true,
      numeric: true,
      cell: (row) =>
        row.lastOrder === null ? (
          <span className="faint">{t('records.customers.never')}</span>
        ) : (
          columnDate(row.lastOrder)
        ),
    },
  ]
}

/** Customers: searched, sorted, paged. */
export function CustomersPage() {
  const { t, language } = useText()
  const { page = 1, search = '', sort, descending = false } = route.useSearch()
  const navigate = route.useNavigate()
  const by = SORTS.find((known) => known === sort) ?? 'name'
  const query = useQuery({
    ...api.records.findCustomers.queryOptions({
      input: { page, pageSize: PAGE_SIZE, sort: by, descending, ...(search === '' ? {} : { search }) },
    }),
    placeholderData: keepPreviousData,
  })
  const onSearch = (text: string) =>
    void navigate({
      search: ({ page: _, search: __, ...old }) => (text === '' ? old : { ...old, search: text }),
      replace: true,
    })
  return (
    <RecordsFrame>
      <Card
        className="flush"
        title={t('records.customers.title')}
        aside={<SearchField label={t('records.customers.search')} value={search} onSearch={onSearch} />}
      >
        <Loaded query={query} lines={8}>
          {({ total, rows }) => (
            <>
              <DataTable
                label={t('records.customers.title')}
                columns={columnsOf(t, language)}
                rows={rows}
                rowKey={(row) => row.customerId}
                sorting={{ by, descending }}
                onSort={(next) =>
                  void navigate({
                    search: (old) => ({
                      ...(old.search === undefined ? {} : { search: old.search }),
                      sort: next.by,
                      ...(next.descending ? { descending: true as const } : {}),
                    }),
                  })
                }
              />
              <Pager
                page={page}
                pageSize={PAGE_SIZE}
                total={total}
                onPage={(next) => void navigate({ search: (old) => ({ ...old, page: next }) })}
              />
            </>
          )}
        </Loaded>
      </Card>
    </RecordsFrame>
  )
}
