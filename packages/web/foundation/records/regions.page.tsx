import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { depthFirst } from './depth-first.ts'
import { RecordsFrame } from './records-frame.tsx'
import { TreeList } from './tree-list.tsx'

function RegionTree({ regions }: { readonly regions: Outputs['records']['getRegions']['regions'] }) {
  const { t, language } = useText()
  const rows = useMemo(
    () => depthFirst(regions.map((region) => ({ ...region, id: region.regionId }))),
    [regions],
  )
  return (
    <TreeList
      title={t('records.regions.title')}
      note={t('records.regions.note', { count: regions.length })}
      nameTitle={t('records.regions.region')}
      filterLabel={t('records.regions.filter')}
      rows={rows}
      openAbove={2}
      columns={[
        { key: 'code', title: t('records.regions.code'), wide: true, cell: (row) => row.code ?? '—' },
        {
          key: 'orders',
          title: <span className="visually-hidden">{t('records.orders')}</span>,
          numeric: true,
          cell: (row) => (
            <Link
              to="/orders"
              search={{ regionId: row.regionId }}
              aria-label={`${t('records.orders')}: ${nameIn(row.name, language)}`}
            >
              {t('records.orders')}
            </Link>
          ),
        },
      ]}
    />
  )
}

/** The region tree. */
export function RegionsPage() {
  const query = useQuery(api.records.getRegions.queryOptions({ input: {} }))
  return (
    <RecordsFrame>
      <Loaded query={query} lines={8}>
        {({ regions }) => <RegionTree regions={regions} />}
      </Loaded>
    </RecordsFrame>
  )
}
