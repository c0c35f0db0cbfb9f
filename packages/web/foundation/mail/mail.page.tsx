import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Card } from '../../ui/page/card.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { SettingsFrame } from '../settings/settings-frame.tsx'
import { MailLog } from './mail-log.tsx'
import { TestMail } from './test-mail.tsx'
import '../people/people.css'
import '../settings/settings.css'

function ServerCard(props: { readonly server: string; readonly from: string }) {
  const { t } = useText()
  return (
    <Card title={t('mail.server')} note={t('mail.serverNote')}>
      <dl className="terms">
        <dt>{t('mail.host')}</dt>
        <dd style={{ overflowWrap: 'anywhere' }}>{props.server}</dd>
        <dt>{t('mail.from')}</dt>
        <dd style={{ overflowWrap: 'anywhere' }}>{props.from}</dd>
      </dl>
    </Card>
  )
}

function NoServer() {
  const { t } = useText()
  return (
    <Card title={t('mail.server')} note={t('mail.serverNote')}>
      <div className="stack">
        <p>{t('mail.none')}</p>
        <p className="muted" style={{ overflowWrap: 'anywhere' }}>
          {t('mail.setUp')}
        </p>
      </div>
    </Card>
  )
}

/** The mail server, a test mail, and the log of what was sent. */
export function MailPage() {
  const may = useMay('members.write')
  const query = useQuery(api.mail.getMailSettings.queryOptions({ enabled: may }))
  return (
    <SettingsFrame page="mail">
      <Loaded query={query} lines={4}>
        {({ server, from, waiting, failed }) => (
          <div className="people">
            {server === null ? (
              <NoServer />
            ) : (
              <div className="people-pair">
                <ServerCard server={server} from={from ?? ''} />
                <TestMail />
              </div>
            )}
            <MailLog unsent={server === null ? 0 : waiting + failed} />
          </div>
        )}
      </Loaded>
    </SettingsFrame>
  )
}
