import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Card } from '../../../ui/page/card.tsx'
import { ActionList } from './action-list.tsx'
import { AgendaClock } from './agenda-clock.tsx'
import { IssueList } from './issue-list.tsx'
import { PackAttainment } from './pack-attainment.tsx'
import { PackPipeline } from './pack-pipeline.tsx'
import { PackStuck } from './pack-stuck.tsx'
import { type AgendaItem, agendaTitle, type Meeting, type Pack } from './use-meeting.ts'

type SectionProps = {
  readonly section: AgendaItem['section']
  readonly meeting: Meeting
  readonly pack: Pack
}

function EarlierActions({ meeting, pack }: Omit<SectionProps, 'section'>) {
  const { t } = useText()
  if (pack.actions.length === 0)
    return (
      <p className="muted">{t(pack.lastDay === null ? 'meetings.pack.first' : 'meetings.pack.noActions')}</p>
    )
  const overdue = pack.actions.filter(({ isOverdue }) => isOverdue).length
  return (
    <>
      <p className="muted">
        {t('meetings.pack.actions', {
          done: pack.actions.filter(({ state }) => state === 'done').length,
          all: pack.actions.length,
          overdue,
        })}
      </p>
      <ActionList label={t('meetings.section.actions')} actions={pack.actions} mayTickAll={meeting.mayLead} />
    </>
  )
}

/** What an item of the agenda looks at. Guests are told nothing of figures, nor are those for whom none were kept. */
function Section({ section, meeting, pack }: SectionProps) {
  const { t } = useText()
  const { figures } = pack
  if (section === 'other') return null
  if (section === 'actions') return <EarlierActions meeting={meeting} pack={pack} />
  if (meeting.isGuest) return <p className="muted">{t('meetings.pack.guest')}</p>
  if (section === 'issues') return <IssueList meeting={meeting} />
  if (figures === null) return <p className="muted">{t('meetings.pack.notKept')}</p>
  if (section === 'attainment') return <PackAttainment meeting={meeting} figures={figures} />
  if (section === 'pipeline') return <PackPipeline meeting={meeting} figures={figures} />
  return <PackStuck meeting={meeting} figures={figures} />
}

/** The agenda with its clocks, each item with its part of the pack. */
export function MeetingAgenda({ meeting, pack }: { readonly meeting: Meeting; readonly pack: Pack }) {
  const { t, language } = useText()
  const { meetingId, mayWrite } = meeting
  return (
    <>
      {(pack.figures?.alerts ?? []).length > 0 && (
        <Card title={t('meetings.pack.alerts')}>
          <ul className="slips">
            {pack.figures?.alerts.map(({ alertId, rule, cause, firedOn }) => (
              <li key={alertId}>
                <span>
                  {nameIn(cause, language)} · {rule}
                </span>
                <span className="faint">{firedOn}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {meeting.agenda.map((item) => (
        <Card
          key={item.ordinal}
          className="agenda-item"
          title={
            <>
              <span className="agenda-number">{item.ordinal}</span> {agendaTitle(item, t)}
            </>
          }
          aside={<AgendaClock meetingId={meetingId} item={item} mayWrite={mayWrite} />}
        >
          <Section section={item.section} meeting={meeting} pack={pack} />
        </Card>
      ))}
    </>
  )
}
