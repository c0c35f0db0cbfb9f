import { CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { type Bilingual, nameIn } from '../../ui/format/locale.ts'

const route = getRouteApi('/in/orders')
type Narrowed = 'orgUnitId' | 'personId' | 'regionId' | 'productId' | 'customerId' | 'unassigned'

/** Names of what the list is narrowed to, as far as the trees that the person may read know them. */
function useNarrowedNames(): { readonly key: Narrowed; readonly label: string; readonly name: string }[] {
  const { t, language } = useText()
  const search = route.useSearch()
  const people = useQuery({
    ...api.records.getOrganisation.queryOptions({ input: {} }),
    enabled: search.personId !== undefined || search.orgUnitId !== undefined,
  }).data
  const regions = useQuery({
    ...api.records.getRegions.queryOptions({ input: {} }),
    enabled: search.regionId !== undefined,
  }).data
  const products = useQuery({
    ...api.records.getProducts.queryOptions({ input: {} }),
    enabled: search.productId !== undefined,
  }).data
  const lines = useQuery({
    ...api.facts.findOrderLines.queryOptions({
      input: {
        page: 1,
        pageSize: 1,
        slice: {
          from: '1900-01-01',
          to: '2999-12-31',
          ...(search.customerId === undefined ? {} : { customerId: search.customerId }),
        },
      },
    }),
    enabled: search.customerId !== undefined,
  }).data
  const named = (name: Bilingual | undefined, id: number) =>
    name === undefined ? `#${id}` : nameIn(name, language)
  const { orgUnitId, personId, regionId, productId, customerId, unassigned } = search
  return [
    ...(orgUnitId === undefined
      ? []
      : [
          {
            key: 'orgUnitId' as const,
            label: t('orders.unit'),
            name: named(people?.units.find((unit) => unit.orgUnitId === orgUnitId)?.name, orgUnitId),
          },
        ]),
    ...(personId === undefined
      ? []
      : [
          {
            key: 'personId' as const,
            label: t('orders.person'),
            name: named(people?.people.find((person) => person.personId === personId)?.name, personId),
          },
        ]),
    ...(regionId === undefined
      ? []
      : [
          {
            key: 'regionId' as const,
            label: t('orders.region'),
            name: named(regions?.regions.find((region) => region.regionId === regionId)?.name, regionId),
          },
        ]),
    ...(productId === undefined
      ? []
      : [
          {
            key: 'productId' as const,
            label: t('orders.product'),
            name: named(
              products?.products.find((product) => product.productId === productId)?.name,
              productId,
            ),
          },
        ]),
    ...(customerId === undefined
      ? []
      : [
          {
            key: 'customerId' as const,
            label: t('orders.customer'),
            name: named(lines?.rows[0]?.customer?.name, customerId),
          },
        ]),
    ...(unassigned === undefined
      ? []
      : [{ key: 'unassigned' as const, label: t('orders.person'), name: t('orders.nobody') }]),
  ]
}

/** What the list is narrowed to; the address holds it, so that a link shows the same rows. */
export function OrderFilters() {
  const { t, language } = useText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { channels, dataFrom, dataUntil } = useSession().workspace
  const narrowed = useNarrowedNames()
  const set = (part: 'from' | 'to' | 'channel', value: string) =>
    void navigate({
      search: ({ page: _, ...old }) => {
        const { [part]: __, ...rest } = old
        return value === '' ? rest : { ...rest, [part]: value }
      },
    })
  const drop = (key: Narrowed) => void navigate({ search: ({ page: _, [key]: __, ...rest }) => rest })
  const filtered = Object.keys(search).some((key) => key !== 'page' && key !== 'record')
  return (
    <section className="order-filters" aria-label={t('orders.filters')}>
      <Field label={t('orders.from')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            value={search.from ?? dataFrom ?? ''}
            onChange={(event) => set('from', event.target.value)}
          />
        )}
      </Field>
      <Field label={t('orders.to')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            value={search.to ?? dataUntil ?? ''}
            onChange={(event) => set('to', event.target.value)}
          />
        )}
      </Field>
      <Field label={t('orders.channel')}>
        {(id) => (
          <Select
            id={id}
            value={search.channel ?? ''}
            onChange={(channel) => set('channel', channel)}
            options={[
              { value: '', label: t('ui.all') },
              ...channels.map((channel) => ({ value: channel.code, label: nameIn(channel.name, language) })),
            ]}
          />
        )}
      </Field>
      {narrowed.map(({ key, label, name }) => (
        <button
          key={key}
          type="button"
          className="chip"
          onClick={() => drop(key)}
          aria-label={`${t('ui.action.clear')}: ${label} ${name}`}
        >
          <span className="faint">{label}</span> {name} <CloseOutlined aria-hidden="true" />
        </button>
      ))}
      {filtered && (
        <Button type="link" onClick={() => void navigate({ search: {} })}>
          {t('orders.clear')}
        </Button>
      )}
    </section>
  )
}
