import type { EntryRow } from '@salesloom/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { refreshEntries } from '../entries/use-entry-changes.ts'
import { refreshPeople } from './refresh-people.ts'
import './people.css'

function Successor(props: {
  readonly personId: number
  readonly value: number | null
  readonly onChange: (value: number | null) => void
}) {
  const { t, language } = useText()
  const { today } = useSession().workspace
  const people = useQuery(api.people.findPositions.queryOptions()).data ?? []
  const holding = people.filter(
    ({ personId, positions }) =>
      personId !== props.personId && positions.some(({ lastDay }) => lastDay === null || lastDay > today),
  )
  return (
    <Field label={t('people.departure.successor')} hint={t('people.departure.successorHint')}>
      {(id) => (
        <Select
          id={id}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={props.value}
          onChange={(value: number | null | undefined) => props.onChange(value ?? null)}
          options={holding.map(({ personId, name, positions }) => ({
            value: personId,
            label: [
              nameIn(name, language),
              ...positions.slice(0, 1).map((one) => nameIn(one.orgUnit, language)),
            ].join(' · '),
          }))}
        />
      )}
    </Field>
  )
}

/** A person's last day, and who looks after their customers from then on. */
export function DepartPerson({ row }: { readonly row: EntryRow }) {
  const { t } = useText()
  const { message } = App.useApp()
  const { today } = useSession().workspace
  const left = row.values['leftOn']
  const [lastDay, setLastDay] = useState(typeof left === 'string' ? left : today)
  const [successorId, setSuccessor] = useState<number | null>(null)
  const duties = useQuery(api.people.getDuties.queryOptions({ input: { personId: row.id } }))
  const depart = useMutation(
    api.people.departPerson.mutationOptions({
      onSuccess: (handed) => {
        void message.success(t('people.departure.done', handed), 6)
        setSuccessor(null)
        void refreshPeople()
        void refreshEntries()
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    depart.mutate({ personId: row.id, lastDay, successorId })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">{t('people.departure.purpose')}</p>
      <Loaded query={duties} lines={2}>
        {({ customers, opportunities, leads, positions, member }) => (
          <>
            <p>{t('people.departure.holds', { customers, opportunities, leads, positions })}</p>
            {member && <p className="muted">{t('people.departure.member')}</p>}
          </>
        )}
      </Loaded>
      <div className="fields">
        <Field label={t('people.departure.lastDay')}>
          {(id) => (
            <Input
              id={id}
              type="date"
              required
              value={lastDay}
              onChange={(event) => setLastDay(event.target.value)}
            />
          )}
        </Field>
        <Successor personId={row.id} value={successorId} onChange={setSuccessor} />
      </div>
      {depart.isError && <Problem error={depart.error} />}
      <span>
        <Button type="primary" danger htmlType="submit" loading={depart.isPending}>
          {t(successorId === null ? 'people.departure.leave' : 'people.departure.leaveAndHandOver')}
        </Button>
      </span>
    </form>
  )
}
