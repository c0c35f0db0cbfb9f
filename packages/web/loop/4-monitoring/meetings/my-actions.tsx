import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { ActionList } from './action-list.tsx'
import './meetings.css'

/** What the reader has to do from meetings; on the home page it is there while there is something. */
export function MyActions({ showsEmpty = false }: { readonly showsEmpty?: boolean }) {
  const { t } = useText()
  const { data } = useQuery(api.monitoring.findOwnActions.queryOptions())
  if (data === undefined || (data.length === 0 && !showsEmpty)) return null
  const open = data.filter(({ state }) => state === 'open').length
  return (
    <Card
      title={t('meetings.mine')}
      note={t('meetings.mineOpen', { count: open })}
      aside={showsEmpty ? undefined : <Link to="/monitoring/meetings">{t('meetings.toMeetings')}</Link>}
    >
      {data.length === 0 ? (
        <p className="muted">{t('meetings.mineNone')}</p>
      ) : (
        <ActionList label={t('meetings.mine')} actions={data} showsMeeting />
      )}
    </Card>
  )
}
