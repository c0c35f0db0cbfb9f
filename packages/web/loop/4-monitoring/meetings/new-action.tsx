import { PlusOutlined } from '@ant-design/icons'
import { addDays } from '@salesloom/engine/calendar'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { type Meeting, refreshMeetings, usePeople } from './use-meeting.ts'

type Source = {
  readonly meeting: Meeting
  readonly decisionId?: number
  readonly issueId?: number
  /** the decision or issue that it is from */
  readonly about?: string
}

/** Until the next meeting, unless somebody says otherwise. */
const USUAL_DAYS = 7

function ActionForm({
  meeting,
  decisionId,
  issueId,
  about,
  onClose,
}: Source & { readonly onClose: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const people = usePeople(meeting.participants)
  const [text, setText] = useState('')
  const [ownerId, setOwnerId] = useState<number | null>(null)
  const [due, setDue] = useState(addDays(meeting.day, USUAL_DAYS))
  const add = useMutation(
    api.monitoring.addActionItem.mutationOptions({
      onSuccess: () => {
        void message.success(t('meetings.action.added'))
        refreshMeetings()
        onClose()
      },
    }),
  )
  const from = {
    ...(decisionId === undefined ? {} : { decisionId }),
    ...(issueId === undefined ? {} : { issueId }),
  }
  const submit = () =>
    ownerId !== null && add.mutate({ meetingId: meeting.meetingId, text: text.trim(), ownerId, due, ...from })
  return (
    <Modal
      open
      title={t('meetings.action.new')}
      onCancel={onClose}
      onOk={submit}
      okText={t('ui.action.save')}
      cancelText={t('ui.action.cancel')}
      confirmLoading={add.isPending}
      okButtonProps={{ disabled: text.trim() === '' || ownerId === null || due < meeting.day }}
    >
      {about !== undefined && <p className="muted action-about">{t('meetings.action.from', { about })}</p>}
      <div className="fields">
        <div className="whole">
          <Field label={t('meetings.action.text')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                maxLength={2000}
                value={text}
                onChange={({ target }) => setText(target.value)}
              />
            )}
          </Field>
        </div>
        <Field label={t('meetings.action.owner')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={ownerId}
              onChange={setOwnerId}
              options={people}
            />
          )}
        </Field>
        <Field label={t('meetings.action.due')}>
          {(id) => (
            <Input
              id={id}
              type="date"
              min={meeting.day}
              value={due}
              onChange={({ target }) => setDue(target.value)}
            />
          )}
        </Field>
        {add.isError && (
          <div className="whole">
            <Problem error={add.error} />
          </div>
        )}
      </div>
    </Modal>
  )
}

/** The button that gives somebody something to do: from the meeting, from a decision or from an issue. */
export function NewAction(source: Source) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const { about } = source
  return (
    <>
      <Button
        size="small"
        type="text"
        className="screen-only"
        icon={<PlusOutlined />}
        aria-label={about === undefined ? t('meetings.action.new') : t('meetings.action.newFrom', { about })}
        onClick={() => setOpen(true)}
      >
        {t('meetings.action.add')}
      </Button>
      {open && <ActionForm {...source} onClose={() => setOpen(false)} />}
    </>
  )
}
