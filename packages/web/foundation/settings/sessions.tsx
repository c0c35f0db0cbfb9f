import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { queries } from '../../api/queries.ts'
import { signIn } from '../../api/sign-in.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { deviceOf } from '../../ui/format/device.ts'
import { Card } from '../../ui/page/card.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'

const KEY = ['sign-in', 'sessions']

async function loadSessions() {
  const [list, own] = await Promise.all([signIn.listSessions(), signIn.getSession()])
  if (list.error !== null) throw new Error(list.error.message)
  const sessions = list.data.toSorted((a, b) => Number(new Date(b.updatedAt)) - Number(new Date(a.updatedAt)))
  return { sessions, current: own.data?.session.token ?? null }
}

/** Where I am signed in, and the way to end it there. */
export function Sessions() {
  const { t, language } = useText()
  const query = useQuery({ queryKey: KEY, queryFn: loadSessions })
  const moment = (at: Date | string) => formatMoment(new Date(at).toISOString(), language)
  const end = async (call: Promise<unknown>) => {
    await call
    await queries.invalidateQueries({ queryKey: KEY })
  }
  return (
    <Card
      title={t('settings.sessions.title')}
      aside={
        <Button size="small" onClick={() => void end(signIn.revokeOtherSessions())}>
          {t('settings.sessions.revokeOthers')}
        </Button>
      }
    >
      <Loaded query={query}>
        {({ sessions, current }) => (
          <ul className="devices">
            {sessions.map((session) => (
              <li key={session.token}>
                <span>
                  <b>{deviceOf(session.userAgent) ?? t('settings.sessions.unknown')}</b>
                  <span className="faint session-detail">
                    {session.ipAddress !== undefined &&
                      session.ipAddress !== null &&
                      session.ipAddress !== '' && <span>{session.ipAddress}</span>}
                    <span>{t('settings.sessions.used', { at: moment(session.updatedAt) })}</span>
                    <span>{t('settings.sessions.since', { at: moment(session.createdAt) })}</span>
                  </span>
                </span>
                {session.token === current ? (
                  <Tag tone="good">{t('settings.sessions.current')}</Tag>
                ) : (
                  <Button
                    size="small"
                    onClick={() => void end(signIn.revokeSession({ token: session.token }))}
                  >
                    {t('settings.sessions.revoke')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}
