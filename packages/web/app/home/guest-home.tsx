import { Link } from '@tanstack/react-router'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { MyActions } from '../../loop/4-monitoring/meetings/my-actions.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { PageHead } from '../page-head.tsx'

/** The first page of guests and respondents: what they are here for, and what waits for them. */
export function GuestHome() {
  const { t, language } = useText()
  const { workspace, role, user } = useSession()
  const names = {
    name: user.name,
    workspace: nameIn(workspace.name, language),
    role: t(`shell.role.${role}`),
  }
  return (
    <>
      <PageHead title={t('home.title')} />
      <div className="stack">
        <Card title={t('home.guest.title', names)}>
          <p>{t('home.guest.text', names)}</p>
          <Link to="/monitoring/meetings">{t('home.guest.meetings')}</Link>
        </Card>
        <MyActions showsEmpty />
      </div>
    </>
  )
}
