import { type EntryRow, type EntryValue, type Kind, kindLabel } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer, Tabs } from 'antd'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { DepartPerson } from '../people/depart-person.tsx'
import { HeldPositions } from '../people/held-positions.tsx'
import { EntryForm } from './entry-form.tsx'
import { EntryTrail } from './entry-trail.tsx'
import { valueText } from './entry-value.tsx'

type EntryDrawerProps = {
  readonly kind: Kind
  /** 0 for a new one */
  readonly id: number
  readonly mayWrite: boolean
  readonly onOpen: (id: number | undefined) => void
}

/** What a new entry starts with: today, and the person who records it. */
function useDefaults(kind: Kind) {
  const { workspace, person } = useSession()
  const defaults: Record<string, EntryValue> = {}
  if (kind.fields.some((field) => field.name === 'day' && field.type === 'day'))
    defaults['day'] = workspace.today
  if (person !== null && kind.sight === 'credit' && kind.fields.some((field) => field.name === 'person'))
    defaults['person'] = { id: person.personId, name: person.name }
  return defaults
}

/** What the drawer of some kinds shows besides the entry itself. */
function extraTabs(kind: Kind, row: EntryRow, mayWrite: boolean, t: Translate) {
  if (kind.name === 'customer')
    return [
      {
        key: 'orders',
        label: t('records.orders'),
        children: (
          <Link to="/orders" search={{ customerId: row.id }}>
            {t('entries.orders')}
          </Link>
        ),
      },
    ]
  if (kind.name !== 'person' || !mayWrite) return []
  return [
    {
      key: 'positions',
      label: t('people.positions.title'),
      children: <HeldPositions personId={row.id} />,
    },
    { key: 'departure', label: t('people.departure.title'), children: <DepartPerson row={row} /> },
  ]
}

function Standing({ kind, id, mayWrite }: Omit<EntryDrawerProps, 'onOpen'>) {
  const { t } = useText()
  const query = useQuery(api.entries.getEntry.queryOptions({ input: { kind: kind.name, id } }))
  return (
    <Loaded query={query} lines={10}>
      {({ row, trail }) => (
        <Tabs
          items={[
            {
              key: 'values',
              label: t('entries.values'),
              children: (
                <EntryForm
                  key={row.id}
                  kind={kind}
                  row={row}
                  fields={kind.fields.filter((field) => field.name in row.values)}
                  defaults={{}}
                  mayWrite={mayWrite && row.removedAt === null}
                  onDone={() => {}}
                />
              ),
            },
            { key: 'trail', label: t('entries.trail'), children: <EntryTrail kind={kind} trail={trail} /> },
            ...extraTabs(kind, row, mayWrite, t),
            {
              key: 'origin',
              label: t('entries.origin'),
              children: (
                <dl className="origin">
                  <dt>{t('entries.source')}</dt>
                  <dd>{row.source}</dd>
                  <dt>{t('entries.externalId')}</dt>
                  <dd>{row.externalId}</dd>
                  <dt>{t('entries.version')}</dt>
                  <dd>{row.version}</dd>
                </dl>
              ),
            },
          ]}
        />
      )}
    </Loaded>
  )
}

/** One entry beside its list: values, who changed them, where it came from. */
export function EntryDrawer({ kind, id, mayWrite, onOpen }: EntryDrawerProps) {
  const { t, language } = useText()
  const defaults = useDefaults(kind)
  const query = useQuery({
    ...api.entries.getEntry.queryOptions({ input: { kind: kind.name, id } }),
    enabled: id > 0,
  })
  const title = kind.fields.find((field) => field.name === kind.title)
  const named =
    title === undefined || query.data === undefined
      ? ''
      : valueText(title, query.data.row.values[title.name], language)
  return (
    <Drawer
      open
      size="large"
      title={id === 0 ? t('entries.newOf', { kind: kindLabel(kind.name, language) }) : named}
      onClose={() => onOpen(undefined)}
    >
      {id === 0 ? (
        <EntryForm
          kind={kind}
          row={null}
          fields={kind.fields}
          defaults={defaults}
          mayWrite={mayWrite}
          onDone={onOpen}
        />
      ) : (
        <Standing kind={kind} id={id} mayWrite={mayWrite} />
      )}
    </Drawer>
  )
}
