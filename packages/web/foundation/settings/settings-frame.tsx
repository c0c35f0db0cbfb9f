import type { ReactNode } from 'react'
import { useSession } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { SubNavigation } from '../../app/sub-navigation.tsx'
import { useText } from '../../i18n/index.ts'
import { Card } from '../../ui/page/card.tsx'
import { Empty } from '../../ui/page/empty.tsx'

const PAGES = [
  { to: '/settings', key: 'me', action: 'signedIn' },
  { to: '/settings/members', key: 'members', action: 'members.read' },
  { to: '/settings/positions', key: 'positions', action: 'members.read' },
  { to: '/settings/stand-ins', key: 'standIns', action: 'standIns.write' },
  { to: '/settings/access', key: 'access', action: 'members.read' },
  { to: '/settings/mail', key: 'mail', action: 'members.write' },
] as const

/** What the pages of settings share: the ones that the person may open, side by side. */
export function SettingsFrame({
  page,
  actions,
  children,
}: {
  readonly page: (typeof PAGES)[number]['key']
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useText()
  const session = useSession()
  const may = (action: (typeof PAGES)[number]['action']) =>
    action === 'signedIn' || session.actions.includes(action)
  const open = PAGES.filter((entry) => may(entry.action))
  const allowed = open.some((entry) => entry.key === page)
  return (
    <>
      <PageHead title={t('settings.title')} actions={allowed ? actions : undefined} />
      {open.length > 1 && (
        <SubNavigation
          label={t('people.nav.label')}
          pages={open.map(({ to, key }) => ({ to, title: t(`people.nav.${key}`) }))}
        />
      )}
      {allowed ? (
        children
      ) : (
        <Card>
          <Empty title={t('shell.forbidden.title')} text={t('shell.forbidden.text')} />
        </Card>
      )}
    </>
  )
}
