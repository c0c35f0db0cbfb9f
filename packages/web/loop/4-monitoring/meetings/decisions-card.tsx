import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { ActionList } from './action-list.tsx'
import { NewAction } from './new-action.tsx'
import { type Meeting, refreshMeetings } from './use-meeting.ts'

function NewDecision({ meetingId }: { readonly meetingId: number }) {
  const { t } = useText()
  const [text, setText] = useState('')
  const record = useMutation(
    api.monitoring.recordDecision.mutationOptions({
      onSuccess: () => {
        setText('')
        refreshMeetings()
      },
    }),
  )
  const submit = () => text.trim() !== '' && record.mutate({ meetingId, text: text.trim() })
  return (
    <div className="new-decision screen-only">
      <Input
        aria-label={t('meetings.decision.new')}
        placeholder={t('meetings.decision.placeholder')}
        maxLength={2000}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onPressEnter={submit}
      />
      <Button disabled={text.trim() === ''} loading={record.isPending} onClick={submit}>
        {t('meetings.decision.record')}
      </Button>
      {record.isError && <Problem error={record.error} />}
    </div>
  )
}

/** What the meeting decided, each with who does what until when. */
export function DecisionsCard({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useText()
  const { decisions, actions, mayWrite, mayLead } = meeting
  const others = actions.filter(({ decisionId }) => decisionId === null)
  return (
    <Card
      title={t('meetings.decision.title')}
      aside={mayWrite && <NewAction meeting={meeting} />}
      className="decisions-card"
    >
      {decisions.length === 0 && others.length === 0 && (
        <p className="muted">{t('meetings.decision.none')}</p>
      )}
      <ol className="decisions">
        {decisions.map(({ decisionId, text }) => (
          <li key={decisionId}>
            <div className="row">
              <b>{text}</b>
              <span className="spacer" />
              {mayWrite && <NewAction meeting={meeting} decisionId={decisionId} about={text} />}
            </div>
            <ActionList
              label={text}
              actions={actions.filter((item) => item.decisionId === decisionId)}
              mayTickAll={mayLead}
            />
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <ActionList label={t('meetings.action.others')} actions={others} mayTickAll={mayLead} />
      )}
      {mayWrite && <NewDecision meetingId={meeting.meetingId} />}
    </Card>
  )
}
