import { useMutation } from '@tanstack/react-query'
import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { differing, SavedMeanwhile, useWrittenOver } from '../meanwhile.tsx'
import { useColleagueNames } from '../use-colleagues.ts'
import { FormModal } from './form-modal.tsx'
import type { Response } from './response-text.ts'
import { TeamFields, type TeamMember, trimmed } from './team-fields.tsx'
import { refreshMonitoring } from './use-members.ts'

const STATES = ['open', 'closed'] as const

/** Changes what a response is called, who is in its task force for what, and whether it goes on. */
export function EditResponse({
  response,
  onClose,
}: {
  readonly response: Response
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { responseId } = response
  const over = useWrittenOver(response.version)
  const [title, setTitle] = useState(response.title)
  const [state, setState] = useState(response.state)
  const [team, setTeam] = useState<TeamMember[]>(
    response.people.map(({ personId, role }) => ({ personId, role })),
  )
  const save = useMutation(
    api.monitoring.saveResponse.mutationOptions({
      onSuccess: async () => {
        onClose()
        await refreshMonitoring()
      },
      onError: () => refreshMonitoring(),
    }),
  )
  const nameOf = useColleagueNames()
  const people = (team: readonly TeamMember[]) =>
    team
      .map(({ personId, role }) => [nameOf(personId), role].filter((part) => part !== '').join(': '))
      .join(', ')
  const submit = (version: number) =>
    save.mutate({ responseId, version, title: title.trim(), state, people: trimmed(team) })
  return (
    <FormModal
      title={t('response.action.team')}
      ok={t('response.plan.save')}
      ready={title.trim() !== '' && !over.isBehind}
      pending={save.isPending}
      error={over.isBehind ? null : save.error}
      onOk={() => submit(over.version)}
      onClose={onClose}
    >
      <Field label={t('response.plan.name')}>
        {(id) => (
          <Input id={id} maxLength={120} value={title} onChange={({ target }) => setTitle(target.value)} />
        )}
      </Field>
      <TeamFields team={team} onChange={setTeam} />
      <Field label={t('response.list.state')}>
        {(id) => (
          <Segmented
            id={id}
            value={state}
            onChange={setState}
            options={STATES.map((value) => ({ value, label: t(`response.plan.state.${value}`) }))}
          />
        )}
      </Field>
      {over.isBehind && (
        <SavedMeanwhile
          differences={differing([
            { label: t('response.plan.name'), theirs: response.title, mine: title.trim() },
            {
              label: t('response.plan.people'),
              theirs: people(response.people),
              mine: people(trimmed(team)),
            },
            {
              label: t('response.list.state'),
              theirs: t(`response.plan.state.${response.state}`),
              mine: t(`response.plan.state.${state}`),
            },
          ])}
          pending={save.isPending}
          onTake={onClose}
          onKeep={() => submit(response.version)}
        />
      )}
    </FormModal>
  )
}
