import { EditOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { columnDate, formatCivilDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { EndButton, ResumeButton } from './end-series.tsx'
import { SeriesForm } from './series-form.tsx'
import { type MeetingSeries, weekdayName } from './use-meeting.ts'

type Held = MeetingSeries['meetings'][number]

/** The next meeting of a series: its day, and the way to its pack. */
function NextMeeting({ series, day }: { readonly series: MeetingSeries; readonly day: string }) {
  const { t, language } = useText()
  const navigate = useNavigate()
  const { today } = useSession().workspace
  const open = useMutation(
    api.monitoring.openMeeting.mutationOptions({
      onSuccess: ({ meetingId }) =>
        void navigate({ to: '/monitoring/meetings/$meetingId', params: { meetingId: String(meetingId) } }),
    }),
  )
  return (
    <div className="next-meeting">
      <div>
        <small className="faint">{t(day === today ? 'meetings.nextToday' : 'meetings.next')}</small>
        <b>{formatCivilDate(day, language)}</b>
        <span className="muted">
          {weekdayName(new Date(`${day}T00:00:00Z`).getUTCDay() || 7, language)} {series.startsAt}
        </span>
      </div>
      <Button
        type="primary"
        loading={open.isPending}
        onClick={() => open.mutate({ seriesId: series.seriesId, day })}
      >
        {t('meetings.openPack')}
      </Button>
      {open.isError && <Problem error={open.error} />}
    </div>
  )
}

function useColumns(): Column<Held>[] {
  const { t, language } = useText()
  return [
    {
      key: 'day',
      title: t('meetings.day'),
      cell: ({ day, meetingId }) => (
        <Link
          to="/monitoring/meetings/$meetingId"
          params={{ meetingId: String(meetingId) }}
          className="nowrap"
        >
          {columnDate(day)}
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('meetings.stateHead'),
      cell: ({ state }) => (
        <Tag tone={state === 'open' ? 'work' : 'plain'}>{t(`meetings.state.${state}`)}</Tag>
      ),
    },
    {
      key: 'decisions',
      title: t('meetings.decisions'),
      numeric: true,
      cell: ({ decisions }) => formatNumber(decisions, language),
    },
    {
      key: 'actions',
      title: t('meetings.openActions'),
      numeric: true,
      cell: ({ openActions }) => formatNumber(openActions, language),
    },
  ]
}

function People({ series }: { readonly series: MeetingSeries }) {
  const { t, language } = useText()
  return (
    <ul className="meeting-people" aria-label={t('meetings.participants')}>
      {series.participants.map(({ personId, name, isGuest }) => (
        <li key={personId} className="chip">
          {nameIn(name, language)}
          {isGuest && <span className="faint"> {t('meetings.guest')}</span>}
        </li>
      ))}
    </ul>
  )
}

/** A series of meetings: when, who, the next one and those before. */
export function SeriesCard({ series }: { readonly series: MeetingSeries }) {
  const { t, language } = useText()
  const [isEdited, setIsEdited] = useState(false)
  const columns = useColumns()
  const minutes = series.agenda.reduce((sum, item) => sum + item.minutes, 0)
  return (
    <Card
      title={series.name}
      note={[
        nameIn(series.unit.name, language),
        t('meetings.every', { day: weekdayName(series.weekday, language), time: series.startsAt }),
        t('meetings.minutesLong', { minutes }),
      ].join(' · ')}
      aside={
        series.mayLead &&
        (series.endedOn === null ? (
          <span className="row">
            <Button type="text" size="small" icon={<EditOutlined />} onClick={() => setIsEdited(true)}>
              {t('meetings.series.edit')}
            </Button>
            <EndButton series={series} />
          </span>
        ) : (
          <ResumeButton series={series} />
        ))
      }
    >
      {series.next !== null && <NextMeeting series={series} day={series.next.day} />}
      {series.endedOn !== null && (
        <p className="muted">
          {t('meetings.end.endedOn', { day: formatCivilDate(series.endedOn, language) })}
        </p>
      )}
      <People series={series} />
      {series.meetings.length > 0 && (
        <DataTable
          label={t('meetings.held')}
          rows={series.meetings}
          rowKey={({ meetingId }) => meetingId}
          columns={columns}
        />
      )}
      {isEdited && <SeriesForm series={series} onClose={() => setIsEdited(false)} />}
    </Card>
  )
}
