import { CheckOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { NewAction } from './new-action.tsx'
import { type Issue, type Meeting, refreshMeetings } from './use-meeting.ts'

/** What an issue is about, opened where it can be looked into. */
function AboutLink({ about, children }: { readonly about: Issue['about']; readonly children: ReactNode }) {
  if (about.kind === 'deal')
    return (
      <Link to="/entries/$kind" params={{ kind: 'opportunity' }} search={{ open: about.opportunityId }}>
        {children}
      </Link>
    )
  const part = about.kind === 'unit' ? { orgUnitId: about.orgUnitId } : { personId: about.personId }
  return (
    <Link to="/monitoring/health" search={part}>
      {children}
    </Link>
  )
}

function IssueRow({ issue, meeting }: { readonly issue: Issue; readonly meeting: Meeting }) {
  const { t, language } = useText()
  const settle = useMutation(api.monitoring.settleIssue.mutationOptions({ onSuccess: refreshMeetings }))
  const name = nameIn(issue.name, language)
  return (
    <li className={issue.state}>
      <div>
        <Tag>{t(`meetings.issue.kind.${issue.about.kind}`)}</Tag>{' '}
        <AboutLink about={issue.about}>{name}</AboutLink>
        <small className="faint">
          {t('meetings.issue.raised', { who: issue.raisedBy, day: columnDate(issue.raisedOn) })}
        </small>
      </div>
      {issue.state === 'settled' && <Tag tone="good">{t('meetings.issue.settled')}</Tag>}
      {meeting.mayWrite && issue.state === 'open' && (
        <span className="row screen-only">
          <NewAction meeting={meeting} issueId={issue.issueId} about={name} />
          <Button
            size="small"
            type="text"
            icon={<CheckOutlined />}
            loading={settle.isPending}
            aria-label={t('meetings.issue.settleNamed', { name })}
            onClick={() => settle.mutate({ meetingId: meeting.meetingId, issueId: issue.issueId })}
          >
            {t('meetings.issue.settle')}
          </Button>
        </span>
      )}
      {settle.isError && <Problem error={settle.error} />}
    </li>
  )
}

/** What the meetings of a series have to settle. */
export function IssueList({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useText()
  if (meeting.issues.length === 0) return <p className="muted">{t('meetings.issue.none')}</p>
  return (
    <ul className="issue-list" aria-label={t('meetings.section.issues')}>
      {meeting.issues.map((issue) => (
        <IssueRow key={issue.issueId} issue={issue} meeting={meeting} />
      ))}
    </ul>
  )
}
