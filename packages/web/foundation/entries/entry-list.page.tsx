import {
  type EntryRow,
  type Field,
  fieldLabel,
  KINDS,
  type Kind,
  type KindName,
  kindLabel,
  type Locale,
} from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { SearchField } from '../../ui/form/search-field.tsx'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { ExportMenu } from '../imports/export-menu.tsx'
import { RecordsNavigation } from '../records/records-frame.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { EntryDrawer } from './entry-drawer.tsx'
import { EntryFilters } from './entry-filters.tsx'
import { type EntrySearch, fittingSearch, rowsOf } from './entry-search.ts'
import { EntrySums } from './entry-sums.tsx'
import { shownFields, titleOf, titleText } from './entry-title.ts'
import { isNumeric } from './entry-value.tsx'
import { InlineCell } from './inline-cell.tsx'
import { SavedViews } from './saved-views.tsx'
import './entries.css'

const route = getRouteApi('/in/entries/$kind')
const PAGE_SIZE = 50
/** Kinds whose list is one of the pages of records. */
const WITHIN_RECORDS: readonly KindName[] = ['customer', 'person']
/** On a phone the first fields tell which entry it is; the rest is one tap away. */
const NARROW_FIELDS = 3

type Found = Outputs['entries']['findEntries']

function useList(kind: Kind, search: EntrySearch) {
  return useQuery({
    ...api.entries.findEntries.queryOptions({
      input: {
        kind: kind.name,
        page: search.page ?? 1,
        pageSize: PAGE_SIZE,
        ...rowsOf(search),
      },
    }),
    placeholderData: keepPreviousData,
  })
}

type ListProps = {
  readonly kind: Kind
  readonly found: Found
  readonly search: EntrySearch
  readonly mayWrite: boolean
  readonly change: (part: { [Key in keyof EntrySearch]: EntrySearch[Key] | undefined }) => void
}

function columnsOf(
  { kind, search, mayWrite, change }: Omit<ListProps, 'found'>,
  shown: readonly Field[],
  language: Locale,
  chosen: {
    readonly ids: ReadonlySet<number>
    readonly toggle: (id: number) => void
    readonly all: boolean
    readonly toggleAll: () => void
    readonly allLabel: string
    readonly label: (row: EntryRow) => string
  },
): Column<EntryRow>[] {
  const editable = mayWrite && search.removed !== true
  const tick: Column<EntryRow> = {
    key: 'tick',
    title: <Checkbox aria-label={chosen.allLabel} checked={chosen.all} onChange={chosen.toggleAll} />,
    wide: true,
    cell: (row) => (
      <Checkbox
        aria-label={chosen.label(row)}
        checked={chosen.ids.has(row.id)}
        onChange={() => chosen.toggle(row.id)}
      />
    ),
  }
  const title = titleOf(kind, language)
  const columns = shown.map(
    (field, i): Column<EntryRow> => ({
      key: field.name,
      title: fieldLabel(field.name, language),
      sortable: true,
      numeric: isNumeric(field),
      wide: i >= NARROW_FIELDS,
      cell: (row) =>
        field === title || (i === 0 && !shown.some((one) => one === title)) ? (
          <Button type="link" className="entry-name" onClick={() => change({ open: row.id })}>
            {titleText(kind, field, row, language)}
          </Button>
        ) : (
          <InlineCell kind={kind.name} row={row} field={field} editable={editable} />
        ),
    }),
  )
  return mayWrite ? [tick, ...columns] : columns
}

function List(props: ListProps) {
  const { kind, found, search, mayWrite, change } = props
  const { t, language } = useText()
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set())
  const toggle = (id: number) => {
    const next = new Set(ids)
    if (!next.delete(id)) next.add(id)
    setIds(next)
  }
  const title = titleOf(kind, language)
  const shown = shownFields(kind, found.rows, title)
  const label = (row: EntryRow) =>
    t('entries.choose', {
      name: title === undefined ? String(row.id) : titleText(kind, title, row, language),
    })
  const all = found.rows.length > 0 && found.rows.every((row) => ids.has(row.id))
  const toggleAll = () => setIds(all ? new Set() : new Set(found.rows.map((row) => row.id)))
  const standing = found.rows.filter((row) => ids.has(row.id))
  return (
    <>
      {standing.length > 0 && mayWrite && (
        <BulkBar
          kind={kind}
          fields={kind.fields.filter((field) => standing.some((row) => field.name in row.values))}
          rows={standing}
          removed={search.removed ?? false}
          onClear={() => setIds(new Set())}
        />
      )}
      <DataTable
        label={kindLabel(kind.name, language)}
        columns={columnsOf(props, shown, language, {
          ids,
          toggle,
          label,
          all,
          toggleAll,
          allLabel: t('entries.chooseAll'),
        })}
        rows={found.rows}
        rowKey={(row) => row.id}
        {...(search.sort === undefined
          ? {}
          : { sorting: { by: search.sort, descending: search.descending ?? false } })}
        onSort={(next) =>
          change({ sort: next.by, descending: next.descending ? true : undefined, page: undefined })
        }
      />
      <EntrySums kind={kind} found={found} />
      <Pager
        page={search.page ?? 1}
        pageSize={PAGE_SIZE}
        total={found.total}
        onPage={(page) => change({ page })}
      />
    </>
  )
}

/** The rows of one kind: searched, sorted, filtered, edited in place, removed and brought back. */
function EntryList({ kind }: { readonly kind: Kind }) {
  const { t, language } = useText()
  const { actions } = useSession()
  const { search, gone } = fittingSearch(route.useSearch(), kind.fields)
  const navigate = route.useNavigate()
  const query = useList(kind, search)
  const mayWrite = actions.includes(kind.write)
  const change: ListProps['change'] = (part) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...part }).filter(([, value]) => value !== undefined),
        ) as EntrySearch,
      replace: true,
    })
  const actionsOfPage = (
    <>
      <SavedViews
        page={`entries.${kind.name}`}
        search={search}
        onView={(view) => void navigate({ search: view })}
      />
      <ExportMenu list={kind.name} query={rowsOf(search)} />
      {mayWrite && (
        <Button type="primary" onClick={() => change({ open: 0 })}>
          {t('entries.new')}
        </Button>
      )}
    </>
  )
  return (
    <>
      <PageHead title={kindLabel(kind.name, language)} actions={actionsOfPage}>
        <Link className="chip" to="/entries">
          {t('entries.title')}
        </Link>
      </PageHead>
      {WITHIN_RECORDS.includes(kind.name) && <RecordsNavigation />}
      <Card
        className="flush"
        title={
          <EntryFilters
            kind={kind.name}
            fields={kind.fields}
            filters={search.filters ?? []}
            onFilters={(filters) =>
              change({ filters: filters.length === 0 ? undefined : filters, page: undefined })
            }
          />
        }
        aside={
          <span className="row">
            <Checkbox
              checked={search.removed ?? false}
              onChange={(event) =>
                change({ removed: event.target.checked ? true : undefined, page: undefined })
              }
            >
              {t('entries.removedOnly')}
            </Checkbox>
            <SearchField
              label={t('entries.search')}
              value={search.search ?? ''}
              onSearch={(text) => change({ search: text === '' ? undefined : text, page: undefined })}
            />
          </span>
        }
      >
        {gone.length > 0 && <p className="entries-gone">{t('entries.gone', { fields: gone.join(', ') })}</p>}
        {query.isError && query.data !== undefined && <Problem error={query.error} />}
        <Loaded query={query} lines={10}>
          {(found) => <List kind={kind} found={found} search={search} mayWrite={mayWrite} change={change} />}
        </Loaded>
      </Card>
      {search.open !== undefined && (
        <EntryDrawer kind={kind} id={search.open} mayWrite={mayWrite} onOpen={(open) => change({ open })} />
      )}
    </>
  )
}

/** The list of the kind that the address names. */
export function EntryListPage() {
  const { kind: name } = route.useParams()
  const kind = KINDS.find((candidate) => candidate.name === (name as KindName))
  if (kind === undefined || kind.name === 'orderLine') return <MissingKind />
  return <EntryList key={kind.name} kind={kind} />
}

function MissingKind() {
  const { t } = useText()
  return (
    <>
      <PageHead title={t('entries.title')} />
      <Card>
        <p className="muted">{t('entries.noKind')}</p>
        <Link to="/entries">{t('entries.title')}</Link>
      </Card>
    </>
  )
}
