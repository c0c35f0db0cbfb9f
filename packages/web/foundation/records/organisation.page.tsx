import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import type { Column } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { AsOf } from './as-of.tsx'
import { depthFirst } from './depth-first.ts'
import { RecordsFrame } from './records-frame.tsx'
import { useTreeEditing } from './tree-editor.tsx'
import { type NamedRow, TreeList } from './tree-list.tsx'

type Organisation = Outputs['records']['getOrganisation']
type Person = Organisation['people'][number]
type Row = NamedRow & { readonly person: Person | null; readonly orgUnitId: number }

/** Units with their people below them, leaders first. */
function rowsOf({ units, people }: Organisation): Row[] {
  const byUnit = Map.groupBy(people, (person) => person.orgUnitId)
  const placed = depthFirst(units.map((unit) => ({ ...unit, id: unit.orgUnitId })))
  return placed.flatMap((unit) => {
    const members = (byUnit.get(unit.orgUnitId) ?? []).toSorted((a, b) => Number(b.leads) - Number(a.leads))
    const own: Row = {
      key: unit.key,
      parentKey: unit.parentKey,
      level: unit.level,
      name: unit.name,
      person: null,
      orgUnitId: unit.orgUnitId,
      hasChildren: unit.hasChildren || members.length > 0,
    }
    const below = members.map(
      (person): Row => ({
        key: `person ${person.personId} in ${unit.orgUnitId}`,
        parentKey: unit.key,
        level: unit.level + 1,
        hasChildren: false,
        name: person.name,
        person,
        orgUnitId: unit.orgUnitId,
      }),
    )
    return [own, ...below]
  })
}

function columnsOf(t: Translate, language: Language): Column<Row>[] {
  return [
    {
      key: 'position',
      title: t('records.organisation.position'),
      cell: ({ person }) => (
        <span className="row">
          {person !== null && person.title !== null && nameIn(person.title, language)}
          {person?.leads === true && <Tag tone="work">{t('records.organisation.leads')}</Tag>}
        </span>
      ),
    },
    {
      key: 'account',
      title: t('records.organisation.account'),
      wide: true,
      cell: ({ person }) =>
        person === null ? (
          ''
        ) : person.role === null ? (
          <span className="faint">{t('records.organisation.noAccount')}</span>
        ) : (
          t(`shell.role.${person.role}`)
        ),
    },
    {
      key: 'orders',
      title: <span className="visually-hidden">{t('records.orders')}</span>,
      numeric: true,
      cell: ({ person, orgUnitId, name }) => (
        <Link
          to="/orders"
          search={person === null ? { orgUnitId } : { personId: person.personId }}
          aria-label={`${t('records.orders')}: ${nameIn(name, language)}`}
        >
          {t('records.orders')}
        </Link>
      ),
    },
  ]
}

function OrganisationTree({
  organisation,
  aside,
}: {
  readonly organisation: Organisation
  readonly aside: React.ReactNode
}) {
  const { t, language } = useText()
  const rows = useMemo(() => rowsOf(organisation), [organisation])
  const members = useMemo(
    () => organisation.units.map((unit) => ({ ...unit, id: unit.orgUnitId })),
    [organisation],
  )
  const editing = useTreeEditing('orgUnit', members)
  return (
    <TreeList
      editing={editing}
      nodeOf={(row) => (row.person === null ? row.orgUnitId : null)}
      title={t('records.organisation.title')}
      note={t('records.organisation.note', {
        units: organisation.units.length,
        people: organisation.people.length,
      })}
      nameTitle={`${t('records.organisation.unit')} / ${t('records.organisation.person')}`}
      filterLabel={t('records.organisation.filter')}
      rows={rows}
      openAbove={4}
      columns={columnsOf(t, language)}
      aside={aside}
    />
  )
}

/** The organisation with the people in it, as of any day. */
export function OrganisationPage() {
  const [day, setDay] = useState<string | null>(null)
  const query = useQuery({
    ...api.records.getOrganisation.queryOptions({ input: day === null ? {} : { asOf: day } }),
    placeholderData: keepPreviousData,
  })
  return (
    <RecordsFrame>
      <Loaded query={query} lines={8}>
        {(organisation) => (
          <OrganisationTree organisation={organisation} aside={<AsOf value={day} onChange={setDay} />} />
        )}
      </Loaded>
    </RecordsFrame>
  )
}
