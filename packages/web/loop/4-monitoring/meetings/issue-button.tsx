import { FlagOutlined } from '@ant-design/icons'
import type { IssueAbout } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { type Meeting, refreshMeetings } from './use-meeting.ts'

const sameAs = (about: IssueAbout) => JSON.stringify(Object.entries(about).toSorted())

type IssueButtonProps = {
  readonly meeting: Meeting
  readonly about: IssueAbout
  /** whose issue it would be, for who does not see the row */
  readonly name: string
}

/** Puts a deal, a unit or a person on the list of issues; says so where it is on it. */
export function IssueButton({ meeting, about, name }: IssueButtonProps) {
  const { t } = useText()
  const raise = useMutation(api.monitoring.raiseIssue.mutationOptions({ onSuccess: refreshMeetings }))
  const isListed = meeting.issues.some(
    (issue) => issue.state === 'open' && sameAs(issue.about) === sameAs(about),
  )
  if (isListed) return <span className="faint nowrap">{t('meetings.issue.listed')}</span>
  if (!meeting.mayWrite) return null
  return (
    <Button
      size="small"
      type="text"
      className="issue-button"
      icon={<FlagOutlined />}
      loading={raise.isPending}
      aria-label={t('meetings.issue.raiseNamed', { name })}
      onClick={() => raise.mutate({ meetingId: meeting.meetingId, about })}
    >
      {t('meetings.issue.raise')}
    </Button>
  )
}
