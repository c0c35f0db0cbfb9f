import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Modal, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { refreshPeople } from './refresh-people.ts'

type StandIns = Outputs['people']['findStandIns']

/** Who stands in for whom on which days. */
export function ArrangeStandIn({
  standIns,
  onClose,
}: {
  readonly standIns: StandIns
  readonly onClose: () => void
}) {
  const { t, language } = useText()
  const { person, workspace } = useSession()
  const { message } = App.useApp()
  const form = useId()
  const own = standIns.coverable.find((row) => row.personId === person?.personId)
  const [covered, setCovered] = useState(own?.personId ?? standIns.coverable[0]?.personId ?? null)
  const [standing, setStanding] = useState<number | null>(null)
  const [days, setDays] = useState({ from: workspace.today, lastDay: workspace.today })
  const arrange = useMutation(
    api.people.arrangeStandIn.mutationOptions({
      onSuccess: () => {
        void message.success(t('people.standIns.done'))
        void refreshPeople()
        onClose()
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (covered === null || standing === null) return
    arrange.mutate({ coveredPersonId: covered, standingPersonId: standing, ...days })
  }
  const options = (people: StandIns['candidates']) =>
    people.map((row) => ({ value: row.personId, label: nameIn(row.name, language) }))
  return (
    <Modal
      open
      title={t('people.standIns.add')}
      onCancel={onClose}
      footer={
        <span className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
          <Button
            type="primary"
            htmlType="submit"
            form={form}
            loading={arrange.isPending}
            disabled={covered === null || standing === null}
          >
            {t('people.standIns.add')}
          </Button>
        </span>
      }
    >
      <form id={form} className="fields" onSubmit={submit}>
        <Field label={t('people.standIns.covered')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={covered}
              onChange={setCovered}
              options={options(standIns.coverable)}
            />
          )}
        </Field>
        <Field label={t('people.standIns.standing')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={standing}
              onChange={setStanding}
              options={options(standIns.candidates.filter((row) => row.personId !== covered))}
            />
          )}
        </Field>
        {(['from', 'lastDay'] as const).map((key) => (
          <Field key={key} label={t(`people.standIns.${key}`)}>
            {(id) => (
              <Input
                id={id}
                type="date"
                required
                min={workspace.today}
                value={days[key]}
                onChange={(event) => setDays({ ...days, [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </form>
      {arrange.isError && <Problem error={arrange.error} />}
    </Modal>
  )
}
