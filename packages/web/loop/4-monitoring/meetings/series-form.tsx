import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { useWrittenOver } from '../meanwhile.tsx'
import { AgendaFields } from './agenda-fields.tsx'
import { draftOf, type SeriesDraft } from './series-draft.ts'
import { SeriesMeanwhile } from './series-meanwhile.tsx'
import { type MeetingSeries, refreshMeetings, usePeople, weekdayName } from './use-meeting.ts'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]

type Change = { readonly draft: SeriesDraft; readonly onChange: (change: Partial<SeriesDraft>) => void }

function When({ draft, onChange }: Change) {
  const { t, language } = useText()
  const units = useQuery(api.records.getOrganisation.queryOptions({ input: {} })).data?.units ?? []
  return (
    <>
      <Field label={t('meetings.series.name')}>
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            value={draft.name}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </Field>
      <Field label={t('meetings.series.unit')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.orgUnitId}
            onChange={(orgUnitId) => onChange({ orgUnitId })}
            options={units.map(({ orgUnitId, name }) => ({
              value: orgUnitId,
              label: nameIn(name, language),
            }))}
          />
        )}
      </Field>
      <Field label={t('meetings.series.weekday')}>
        {(id) => (
          <Select
            id={id}
            value={draft.weekday}
            onChange={(weekday) => onChange({ weekday })}
            options={WEEKDAYS.map((value) => ({ value, label: weekdayName(value, language) }))}
          />
        )}
      </Field>
      <Field label={t('meetings.series.time')}>
        {(id) => (
          <Input
            id={id}
            type="time"
            value={draft.startsAt}
            onChange={({ target }) => onChange({ startsAt: target.value })}
          />
        )}
      </Field>
    </>
  )
}

function Who({ draft, onChange, series }: Change & { readonly series: MeetingSeries | null }) {
  const { t } = useText()
  const people = usePeople(series?.participants ?? [])
  const choice = (chosen: 'members' | 'guests', other: 'members' | 'guests') => (id: string) => (
    <Select
      id={id}
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      value={draft[chosen]}
      onChange={(value) => onChange({ [chosen]: value })}
      options={people.filter(({ value }) => !draft[other].includes(value))}
    />
  )
  return (
    <>
      <Field label={t('meetings.participants')}>{choice('members', 'guests')}</Field>
      <Field label={t('meetings.guests')} hint={t('meetings.guestsHint')}>
        {choice('guests', 'members')}
      </Field>
    </>
  )
}

type FormProps = { readonly series: MeetingSeries | null; readonly onClose: () => void }

/** A new series of meetings, or another shape of one that stands. */
export function SeriesForm({ series, onClose }: FormProps) {
  const { t } = useText()
  const { message } = App.useApp()
  const [draft, setDraft] = useState(() => draftOf(series))
  const change = (part: Partial<SeriesDraft>) => setDraft((old) => ({ ...old, ...part }))
  const save = useMutation(
    api.monitoring.setMeetingSeries.mutationOptions({
      onSuccess: () => {
        void message.success(t('meetings.series.saved'))
        refreshMeetings()
        onClose()
      },
      onError: refreshMeetings,
    }),
  )
  const over = useWrittenOver(series?.version ?? 0)
  const { members, guests, orgUnitId, ...terms } = draft
  const isWhole = terms.name.trim() !== '' && orgUnitId !== null && terms.agenda.length > 0
  const submit = (version: number) => {
    if (orgUnitId === null) return
    const participants = [
      ...members.map((personId) => ({ personId, isGuest: false })),
      ...guests.map((personId) => ({ personId, isGuest: true })),
    ]
    const known = { seriesId: series?.seriesId ?? null, version }
    save.mutate({ ...known, ...terms, orgUnitId, participants, agenda: [...terms.agenda] })
  }
  return (
    <Modal
      open
      width={720}
      title={t(series === null ? 'meetings.series.new' : 'meetings.series.edit')}
      onCancel={onClose}
      onOk={() => submit(over.version)}
      okText={t('ui.action.save')}
      cancelText={t('ui.action.cancel')}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: !isWhole || over.isBehind }}
    >
      <div className="fields">
        <When draft={draft} onChange={change} />
        <Who draft={draft} onChange={change} series={series} />
        <div className="whole">
          <AgendaFields agenda={draft.agenda} onChange={(agenda) => change({ agenda })} />
        </div>
        {over.isBehind && series !== null ? (
          <div className="whole">
            <SeriesMeanwhile
              series={series}
              draft={draft}
              pending={save.isPending}
              onTake={onClose}
              onKeep={() => submit(series.version)}
            />
          </div>
        ) : (
          save.isError && (
            <div className="whole">
              <Problem error={save.error} />
            </div>
          )
        )}
      </div>
    </Modal>
  )
}
