import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Input, Modal, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { api, client, type Outputs } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { refreshPeople } from './refresh-people.ts'

export type Person = Outputs['people']['findPositions'][number]
export type Held = Person['positions'][number]

/** What the form does: add a position, change one from a day on, or end it. */
export type PositionTask =
  | { readonly kind: 'add'; readonly person: Person }
  | { readonly kind: 'change' | 'end'; readonly person: Person; readonly position: Held }

type Draft = {
  readonly orgUnitId: number | null
  readonly day: string
  readonly lastDay: string
  readonly titleZh: string
  readonly titleEn: string
  readonly leads: boolean
  readonly carriesTarget: boolean
}

function draftOf(task: PositionTask, today: string): Draft {
  const position = task.kind === 'add' ? null : task.position
  return {
    orgUnitId: position?.orgUnitId ?? null,
    day: position !== null && position.from > today ? position.from : today,
    lastDay: task.kind === 'end' ? (position?.lastDay ?? today) : '',
    titleZh: position?.titleZh ?? '',
    titleEn: position?.titleEn ?? '',
    leads: position?.leads ?? false,
    carriesTarget: position?.carriesTarget ?? true,
  }
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

function send(task: PositionTask, draft: Draft): Promise<unknown> {
  const { personId } = task.person
  const kind = {
    titleZh: orNull(draft.titleZh),
    titleEn: orNull(draft.titleEn),
    leads: draft.leads,
    carriesTarget: draft.carriesTarget,
  }
  const orgUnitId = draft.orgUnitId ?? 0
  if (task.kind === 'add') {
    const { day: from, lastDay } = draft
    return client.people.addPosition({ personId, orgUnitId, from, lastDay: orNull(lastDay), ...kind })
  }
  const key = { personId, orgUnitId: task.position.orgUnitId, from: task.position.from }
  if (task.kind === 'end') return client.people.endPosition({ ...key, lastDay: draft.lastDay })
  return client.people.changePosition({
    ...key,
    ...kind,
    effectiveFrom: draft.day,
    newOrgUnitId: orgUnitId,
  })
}

type FieldsProps = {
  readonly task: PositionTask
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
}

function KindFields({ task, draft, change }: FieldsProps) {
  const { t, language } = useText()
  const units = useQuery(api.records.getOrganisation.queryOptions({ input: {} })).data?.units ?? []
  return (
    <>
      <div className="whole">
        <Field label={t('people.positions.unit')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.orgUnitId}
              onChange={(orgUnitId) => change({ orgUnitId })}
              options={units.map((unit) => ({
                value: unit.orgUnitId,
                label: `${'　'.repeat(unit.level)}${nameIn(unit.name, language)}`,
              }))}
            />
          )}
        </Field>
      </div>
      {(['titleZh', 'titleEn'] as const).map((field) => (
        <Field key={field} label={t(`people.positions.${field}`)}>
          {(id) => (
            <Input
              id={id}
              maxLength={80}
              value={draft[field]}
              onChange={(event) => change({ [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <div className="whole stack" style={{ gap: 6 }}>
        <Checkbox checked={draft.leads} onChange={(event) => change({ leads: event.target.checked })}>
          {t('people.positions.leadsLabel')}
        </Checkbox>
        <Checkbox
          checked={draft.carriesTarget}
          onChange={(event) => change({ carriesTarget: event.target.checked })}
        >
          {t('people.positions.carriesLabel')}
        </Checkbox>
      </div>
      <Field
        label={t(task.kind === 'add' ? 'people.positions.since' : 'people.positions.effective')}
        hint={task.kind === 'add' ? undefined : t('people.positions.effectiveHint')}
      >
        {(id) => (
          <Input
            id={id}
            type="date"
            required
            value={draft.day}
            onChange={(event) => change({ day: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

/** A position to add, change or end, with its day. */
export function PositionForm({
  task,
  onClose,
}: {
  readonly task: PositionTask
  readonly onClose: () => void
}) {
  const { t, language } = useText()
  const { today } = useSession().workspace
  const { message } = App.useApp()
  const form = useId()
  const [draft, setDraft] = useState(() => draftOf(task, today))
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const save = useMutation({
    mutationFn: () => send(task, draft),
    onSuccess: () => {
      void message.success(t('people.positions.saved'))
      void refreshPeople()
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.orgUnitId !== null) save.mutate()
  }
  const name = nameIn(task.person.name, language)
  return (
    <Modal
      open
      title={`${name} · ${t(`people.positions.${task.kind}`)}`}
      onCancel={onClose}
      footer={
        <span className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={save.isPending}>
            {t('ui.action.save')}
          </Button>
        </span>
      }
    >
      <form id={form} className="fields" onSubmit={submit}>
        {task.kind !== 'end' && <KindFields task={task} draft={draft} change={change} />}
        {task.kind === 'end' && <p className="whole">{nameIn(task.position.orgUnit, language)}</p>}
        {task.kind !== 'change' && (
          <Field
            label={t('people.positions.lastDay')}
            hint={task.kind === 'add' ? t('people.positions.lastDayHint') : undefined}
          >
            {(id) => (
              <Input
                id={id}
                type="date"
                required={task.kind === 'end'}
                value={draft.lastDay}
                onChange={(event) => change({ lastDay: event.target.value })}
              />
            )}
          </Field>
        )}
      </form>
      {save.isError && <Problem error={save.error} />}
    </Modal>
  )
}
