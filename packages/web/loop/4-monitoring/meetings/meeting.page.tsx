import { DeleteOutlined, LockOutlined, PrinterOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { failureOf } from '../../../api/failure.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { formatCivilDate, formatMoment } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { printPage } from '../../../ui/theme/appearance.ts'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import { DecisionsCard } from './decisions-card.tsx'
import { LostMinutes } from './lost-minutes.tsx'
import { MeetingAgenda } from './meeting-agenda.tsx'
import { MinutesCard } from './minutes-editor.tsx'
import { type Meeting, refreshMeetings, weekdayName } from './use-meeting.ts'
import './meetings.css'

const route = getRouteApi('/in/monitoring/meetings/$meetingId')

type LeadProps = {
  readonly meeting: Meeting
  /** whether minutes were written that are not saved: they would be lost with the end of the meeting */
  readonly isUnsaved: boolean
}

function CloseButton({ meeting, isUnsaved }: LeadProps) {
  const { t } = useText()
  const { modal, message } = App.useApp()
  const close = useMutation(
    api.monitoring.closeMeeting.mutationOptions({
      onSuccess: () => void message.success(t('meetings.close.done')),
      onError: (error) => void message.error(error.message),
      onSettled: refreshMeetings,
    }),
  )
  const { meetingId, version } = meeting
  const ask = () => {
    if (isUnsaved) {
      void message.warning(t('meetings.minutes.unsaved'))
      return
    }
    let isClosed = false
    void modal.confirm({
      title: t('meetings.close.title'),
      content: t('meetings.close.text'),
      okText: t('meetings.close.close'),
      cancelText: t('ui.action.cancel'),
      onOk: () =>
        close.mutateAsync({ meetingId, version }).then(
          () => {
            isClosed = true
          },
          () => undefined,
        ),
      // The button that asked is gone with the meeting's end: the keyboard goes on at its name.
      afterClose: () => {
        if (isClosed) document.querySelector<HTMLElement>('.meeting-head h2')?.focus()
      },
    })
  }
  return (
    <Button type="primary" icon={<LockOutlined />} loading={close.isPending} onClick={ask}>
      {t('meetings.close.close')}
    </Button>
  )
}

/** Takes away a meeting that was opened on a wrong day; there while nothing is written in it. */
function RemoveButton({ meeting, isUnsaved }: LeadProps) {
  const { t } = useText()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const remove = useMutation(
    api.monitoring.removeMeeting.mutationOptions({
      onSuccess: async () => {
        void message.success(t('meetings.remove.done'))
        await navigate({ to: '/monitoring/meetings' })
        refreshMeetings()
      },
      onError: (error) => void message.error(error.message),
    }),
  )
  const { meetingId, day, minutes, decisions, actions, issues } = meeting
  const isWritten =
    isUnsaved ||
    minutes !== '' ||
    decisions.length + actions.length > 0 ||
    issues.some(({ raisedOn }) => raisedOn === day)
  if (isWritten) return null
  return (
    <Button icon={<DeleteOutlined />} loading={remove.isPending} onClick={() => remove.mutate({ meetingId })}>
      {t('meetings.remove.remove')}
    </Button>
  )
}

/** Which meeting it is, when, and who takes part. */
function Head({ meeting, isUnsaved }: LeadProps) {
  const { t, language } = useText()
  const { day, startsAt, name, unit, state, closedBy, closedAt } = meeting
  const weekday = weekdayName(new Date(`${day}T00:00:00Z`).getUTCDay() || 7, language)
  return (
    <header className="meeting-head">
      <Link to="/monitoring/meetings" className="screen-only faint">
        ← {t('meetings.all')}
      </Link>
      <div className="row">
        <h2 tabIndex={-1}>{name}</h2>
        <Tag tone={state === 'open' ? 'work' : 'plain'}>{t(`meetings.state.${state}`)}</Tag>
        <span className="spacer" />
        <span className="row screen-only">
          <Button icon={<PrinterOutlined />} onClick={() => void printPage()}>
            {t('meetings.print')}
          </Button>
          {meeting.mayLead && meeting.mayWrite && (
            <>
              <RemoveButton meeting={meeting} isUnsaved={isUnsaved} />
              <CloseButton meeting={meeting} isUnsaved={isUnsaved} />
            </>
          )}
        </span>
      </div>
      <p className="muted">
        {nameIn(unit.name, language)} · {formatCivilDate(day, language)} {weekday} {startsAt}
        {closedBy !== null && closedAt !== null && (
          <> · {t('meetings.close.by', { who: closedBy, at: formatMoment(closedAt, language) })}</>
        )}
      </p>
      <ul className="meeting-people" aria-label={t('meetings.participants')}>
        {meeting.participants.map((one) => (
          <li key={one.personId} className="chip">
            {nameIn(one.name, language)}
            {one.isGuest && <span className="faint"> {t('meetings.guest')}</span>}
          </li>
        ))}
      </ul>
    </header>
  )
}

function MeetingBody({ meeting }: { readonly meeting: Meeting }) {
  const { meetingId } = meeting
  const [isUnsaved, setIsUnsaved] = useState(false)
  const pack = useQuery(api.monitoring.getMeetingPack.queryOptions({ input: { meetingId } }))
  return (
    <div className="meeting">
      <Head meeting={meeting} isUnsaved={isUnsaved} />
      <div className="two-columns">
        <div className="stack">
          <Loaded query={pack} lines={12}>
            {(loaded) => <MeetingAgenda meeting={meeting} pack={loaded} />}
          </Loaded>
        </div>
        <div className="stack meeting-side">
          <MinutesCard meeting={meeting} onUnsaved={setIsUnsaved} />
          <DecisionsCard meeting={meeting} />
        </div>
      </div>
    </div>
  )
}

/** A review meeting: its pack along the agenda, minutes, decisions and actions. */
export function MeetingPage() {
  const { t } = useText()
  const { meetingId } = route.useParams()
  const query = useQuery(api.monitoring.getMeeting.queryOptions({ input: { meetingId: Number(meetingId) } }))
  return (
    <MonitoringFrame example={t('meetings.example')}>
      {query.isError && failureOf(query.error).code === 'notFound' && (
        <LostMinutes meetingId={Number(meetingId)} minutes={null} />
      )}
      <Loaded query={query} lines={10}>
        {(meeting) => <MeetingBody key={meeting.meetingId} meeting={meeting} />}
      </Loaded>
    </MonitoringFrame>
  )
}
