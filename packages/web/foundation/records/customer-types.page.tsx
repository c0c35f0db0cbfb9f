import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { AsOf } from './as-of.tsx'
import { depthFirst } from './depth-first.ts'
import { RecordsFrame } from './records-frame.tsx'
import { useTreeEditing } from './tree-editor.tsx'
import { TreeList } from './tree-list.tsx'

type CustomerTypes = Outputs['records']['getCustomerTypes']['customerTypes']

function CustomerTypeTree({
  types,
  aside,
}: {
  readonly types: CustomerTypes
  readonly aside: React.ReactNode
}) {
  const { t } = useText()
  const rows = useMemo(() => depthFirst(types.map((type) => ({ ...type, id: type.customerTypeId }))), [types])
  const editing = useTreeEditing('customerType', rows)
  return (
    <TreeList
      title={t('records.customerTypes.title')}
      note={t('records.customerTypes.note', { count: types.length })}
      nameTitle={t('records.customerTypes.type')}
      filterLabel={t('records.regions.filter')}
      rows={rows}
      openAbove={3}
      columns={[
        { key: 'code', title: t('records.regions.code'), wide: true, cell: (row) => row.code ?? '—' },
      ]}
      aside={aside}
      editing={editing}
      nodeOf={(row) => row.customerTypeId}
    />
  )
}

/** The tree of customer types, as of any day. */
export function CustomerTypesPage() {
  const [day, setDay] = useState<string | null>(null)
  const query = useQuery({
    ...api.records.getCustomerTypes.queryOptions({ input: day === null ? {} : { asOf: day } }),
    placeholderData: keepPreviousData,
  })
  return (
    <RecordsFrame>
      <Loaded query={query} lines={8}>
        {({ customerTypes }) => (
          <CustomerTypeTree types={customerTypes} aside={<AsOf value={day} onChange={setDay} />} />
        )}
      </Loaded>
    </RecordsFrame>
  )
}
