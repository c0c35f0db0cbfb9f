import { PauseOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { type AgendaItem, agendaTitle, refreshMeetings } from './use-meeting.ts'

const SECOND_MS = 1000
const MINUTE = 60

/** Seconds spent on an item: what was, and what runs. */
export function spentOn({ spentSeconds, startedAt }: AgendaItem, now: number): number {
  const running = startedAt === null ? 0 : Math.max(0, (now - Date.parse(startedAt)) / SECOND_MS)
  return Math.floor(spentSeconds + running)
}

const clockText = (seconds: number) =>
  `${Math.floor(seconds / MINUTE)}:${String(seconds % MINUTE).padStart(2, '0')}`

/** The time of an item beside its box; it runs while the item is on. */
function useSpent(item: AgendaItem): number {
  const [now, setNow] = useState(() => Date.now())
  const runs = item.startedAt !== null
  useEffect(() => {
    if (!runs) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS)
    return () => clearInterval(timer)
  }, [runs])
  return spentOn(item, now)
}

type AgendaClockProps = {
  readonly meetingId: number
  readonly item: AgendaItem
  readonly mayWrite: boolean
}

/** The clock of an item of the agenda against its time box. */
export function AgendaClock({ meetingId, item, mayWrite }: AgendaClockProps) {
  const { t } = useText()
  const spent = useSpent(item)
  const run = useMutation(api.monitoring.runAgendaItem.mutationOptions({ onSuccess: refreshMeetings }))
  const runs = item.startedAt !== null
  const box = item.minutes * MINUTE
  const isOver = spent > box
  const name = agendaTitle(item, t)
  return (
    <span className={`agenda-clock ${runs ? 'runs' : ''} ${isOver ? 'over' : ''}`}>
      <span role="timer" aria-label={t('meetings.clock.of', { name })}>
        {spent > 0 && <b>{clockText(spent)}</b>}
        <span className="faint">
          {spent > 0 ? ' / ' : ''}
          {t('meetings.minutesLong', { minutes: item.minutes })}
        </span>
        {isOver && <span className="bad"> {t('meetings.clock.over')}</span>}
      </span>
      {mayWrite && (
        <Button
          size="small"
          type="text"
          icon={runs ? <PauseOutlined /> : <PlayCircleOutlined />}
          aria-label={t(runs ? 'meetings.clock.stop' : 'meetings.clock.start', { name })}
          loading={run.isPending}
          onClick={() => run.mutate({ meetingId, ordinal: runs ? null : item.ordinal })}
        />
      )}
      <i aria-hidden="true" style={{ '--spent': `${Math.min(100, (spent / box) * 100)}%` }} />
    </span>
  )
}
