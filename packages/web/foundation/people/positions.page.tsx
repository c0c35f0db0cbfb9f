import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay, useSession } from '../../api/session.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { SearchField } from '../../ui/form/search-field.tsx'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { SettingsFrame } from '../settings/settings-frame.tsx'
import { type Held, type Person, PositionForm, type PositionTask } from './position-form.tsx'
import './people.css'

function titleOf(position: Held, language: Language): string | null {
  const { titleZh, titleEn } = position
  return language === 'en' ? (titleEn ?? titleZh) : (titleZh ?? titleEn)
}

function Days({ position, t }: { readonly position: Held; readonly t: Translate }) {
  return (
    <span className="days">
      {position.from} – {position.lastDay ?? t('people.positions.open')}
    </span>
  )
}

function HeldPosition(props: {
  readonly person: Person
  readonly position: Held
  readonly onTask: ((task: PositionTask) => void) | null
}) {
  const { t, language } = useText()
  const { today } = useSession().workspace
  const { person, position, onTask } = props
  const past = position.lastDay !== null && position.lastDay < today
  const title = titleOf(position, language)
  return (
    <li className={past ? 'past' : ''}>
      <span>
        {nameIn(position.orgUnit, language)}
        {title !== null && ` · ${title}`}
      </span>
      {position.leads && <Tag tone="work">{t('people.positions.leads')}</Tag>}
      {position.from > today && <Tag>{t('people.positions.future')}</Tag>}
      {past && <Tag>{t('people.positions.past')}</Tag>}
      <Days position={position} t={t} />
      <span className="spacer" />
      {onTask !== null && !past && (
        <span className="row">
          {(['change', 'end'] as const).map((kind) => (
            <Button key={kind} size="small" onClick={() => onTask({ kind, person, position })}>
              {t(`people.positions.${kind}`)}
            </Button>
          ))}
        </span>
      )}
    </li>
  )
}

function matches({ name, code, positions }: Person, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  const texts = [name.zh, name.en, code, ...positions.flatMap(({ orgUnit }) => [orgUnit.zh, orgUnit.en])]
  return wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted))
}

/** Everybody with the positions that they hold, held and will hold. */
export function PositionsPage() {
  const { t, language } = useText()
  const mayChange = useMay('positions.write')
  const [search, setSearch] = useState('')
  const [task, setTask] = useState<PositionTask | null>(null)
  const query = useQuery(api.people.findPositions.queryOptions())
  const columns: Column<Person>[] = [
    {
      key: 'person',
      title: t('people.positions.person'),
      cell: (person) => (
        <span className="two-lines">
          <b>{nameIn(person.name, language)}</b>
          <span className="row">
            <small className="faint">{person.code}</small>
            {mayChange && (
              <Button
                type="link"
                size="small"
                className="quiet-link"
                onClick={() => setTask({ kind: 'add', person })}
              >
                {t('people.positions.add')}
              </Button>
            )}
          </span>
        </span>
      ),
    },
    {
      key: 'positions',
      title: t('people.positions.title'),
      cell: (person) => (
        <ul className="held">
          {person.positions.map((position) => (
            <HeldPosition
              key={`${position.orgUnitId} ${position.from}`}
              person={person}
              position={position}
              onTask={mayChange ? setTask : null}
            />
          ))}
          {person.positions.length === 0 && <li className="muted">{t('people.positions.none')}</li>}
        </ul>
      ),
    },
  ]
  return (
    <SettingsFrame page="positions">
      <Card
        className="flush"
        title={t('people.positions.title')}
        note={t('people.positions.note')}
        aside={<SearchField label={t('people.positions.search')} value={search} onSearch={setSearch} />}
      >
        <Loaded query={query} lines={6}>
          {(people) => (
            <DataTable
              label={t('people.positions.title')}
              rows={people.filter((person) => matches(person, search)).slice(0, 200)}
              rowKey={(person) => person.personId}
              columns={columns}
            />
          )}
        </Loaded>
      </Card>
      {task !== null && <PositionForm task={task} onClose={() => setTask(null)} />}
    </SettingsFrame>
  )
}
