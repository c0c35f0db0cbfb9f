import { useMutation } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { type ActionItem, refreshMeetings } from './use-meeting.ts'

type ActionListProps = {
  readonly label: string
  readonly actions: readonly ActionItem[]
  /** whether the reader may tick what others have to do */
  readonly mayTickAll?: boolean
  /** what is said instead of the owner, on a page where all are one's own */
  readonly showsMeeting?: boolean
}

/** Action items with owner and day, to be ticked by their owner or who leads the meeting. */
export function ActionList({ label, actions, mayTickAll = false, showsMeeting = false }: ActionListProps) {
  const { t, language } = useText()
  const finish = useMutation(api.monitoring.finishActionItem.mutationOptions({ onSuccess: refreshMeetings }))
  return (
    <>
      <ul className="action-list" aria-label={label}>
        {actions.map((item) => (
          <li key={item.actionItemId} className={item.state}>
            <Checkbox
              aria-label={t('meetings.action.tick', { text: item.text })}
              checked={item.state === 'done'}
              disabled={!(item.isOwn || mayTickAll) || finish.isPending}
              onChange={({ target }) =>
                finish.mutate({ actionItemId: item.actionItemId, done: target.checked })
              }
            />
            <div>
              <span className="action-text">{item.text}</span>
              <small className="faint">
                {showsMeeting
                  ? `${item.seriesName} · ${columnDate(item.meetingDay)}`
                  : nameIn(item.owner.name, language)}
              </small>
            </div>
            <span className="action-due">
              {item.isOverdue && <Tag tone="bad">{t('meetings.action.overdue')}</Tag>}
              <span className={`nowrap ${item.isOverdue ? 'bad' : 'muted'}`}>{columnDate(item.due)}</span>
            </span>
          </li>
        ))}
      </ul>
      {finish.isError && <Problem error={finish.error} />}
    </>
  )
}
