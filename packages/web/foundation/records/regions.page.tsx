import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { AsOf } from './as-of.tsx'
import { depthFirst } from './depth-first.ts'
import { RecordsFrame } from './records-frame.tsx'
import { useTreeEditing } from './tree-editor.tsx'
import { TreeList } from './tree-list.tsx'

function RegionTree({
  regions,
  aside,
}: {
  readonly regions: Outputs['records']['getRegions']['regions']
  readonly aside: React.ReactNode
}) {
  const { t, language } = useText()
  const rows = useMemo(
    () => depthFirst(regions.map((region) => ({ ...region, id: region.regionId }))),
    [regions],
  )
  const editing = useTreeEditing('region', rows)
  return (
    <TreeList
      editing={editing}
      nodeOf={(row) => row.regionId}
      aside={aside}
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
  const [day, setDay] = useState<string | null>(null)
  const query = useQuery({
    ...api.records.getRegions.queryOptions({ input: day === null ? {} : { asOf: day } }),
    placeholderData: keepPreviousData,
  })
  return (
    <RecordsFrame>
      <Loaded query={query} lines={8}>
        {({ regions }) => <RegionTree regions={regions} aside={<AsOf value={day} onChange={setDay} />} />}
      </Loaded>
    </RecordsFrame>
  )
}
