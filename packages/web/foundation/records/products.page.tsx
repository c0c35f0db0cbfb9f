import { levelText } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { ledgerMoney } from '../../ui/format/money.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { AsOf } from './as-of.tsx'
import { depthFirst } from './depth-first.ts'
import { RecordsFrame } from './records-frame.tsx'
import { useTreeEditing } from './tree-editor.tsx'
import { TreeList } from './tree-list.tsx'

function ProductTree({
  products,
  aside,
}: {
  readonly products: Outputs['records']['getProducts']['products']
  readonly aside: React.ReactNode
}) {
  const { t, language } = useText()
  const { currency, currencyDigits } = useSession().workspace
  const rows = useMemo(
    () => depthFirst(products.map((product) => ({ ...product, id: product.productId }))),
    [products],
  )
  const counted = (kind: string) => products.filter((product) => product.kind === kind).length
  const money = { code: currency, digits: currencyDigits }
  const editing = useTreeEditing('product', rows)
  return (
    <TreeList
      editing={editing}
      nodeOf={(row) => row.productId}
      aside={aside}
      title={t('records.products.title')}
      note={t('records.products.note', { categories: counted('category'), products: counted('product') })}
      nameTitle={t('records.products.product')}
      filterLabel={t('records.products.filter')}
      rows={rows}
      openAbove={1}
      columns={[
        { key: 'code', title: t('records.products.code'), wide: true, cell: (row) => row.code ?? '—' },
        {
          key: 'kind',
          title: t('records.regions.kind'),
          wide: true,
          cell: (row) => <span className="muted">{levelText('product', row.kind, language)}</span>,
        },
        {
          key: 'price',
          title: `${t('records.products.price')} ${currency}`,
          numeric: true,
          cell: (row) => (row.listPrice === null ? '' : ledgerMoney(row.listPrice, money, language)),
        },
        {
          key: 'orders',
          title: <span className="visually-hidden">{t('records.orders')}</span>,
          numeric: true,
          cell: (row) => (
            <Link
              to="/orders"
              search={{ productId: row.productId }}
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

/** The product tree with list prices. */
export function ProductsPage() {
  const [day, setDay] = useState<string | null>(null)
  const query = useQuery({
    ...api.records.getProducts.queryOptions({ input: day === null ? {} : { asOf: day } }),
    placeholderData: keepPreviousData,
  })
  return (
    <RecordsFrame>
      <Loaded query={query} lines={8}>
        {({ products }) => <ProductTree products={products} aside={<AsOf value={day} onChange={setDay} />} />}
      </Loaded>
    </RecordsFrame>
  )
}
