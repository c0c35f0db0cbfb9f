import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { formatMonth } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'

/** Who I am in this workspace and what I see of it. */
export function Profile() {
  const { t, language } = useText()
  const { user, person, role, scope, workspace } = useSession()
  const units = scope.orgUnits.map((unit) => nameIn(unit.name, language)).join(', ')
  const seen = scope.wholeWorkspace
    ? t('settings.profile.whole')
    : units === ''
      ? t('settings.profile.own')
      : units
  const start = formatMonth(`2000-${String(workspace.fiscalStartMonth).padStart(2, '0')}`, language)
  const terms: [string, string][] = [
    [t('settings.profile.name'), person === null ? user.name : nameIn(person.name, language)],
    [t('settings.profile.email'), user.email],
    [t('settings.profile.role'), t(`shell.role.${role}`)],
    ...(person?.title === null || person === null
      ? []
      : [[t('settings.profile.position'), nameIn(person.title, language)] as [string, string]]),
    [t('settings.profile.scope'), seen],
    [t('settings.profile.workspace'), nameIn(workspace.name, language)],
    [t('settings.profile.currency'), workspace.currency],
    [t('settings.profile.timeZone'), workspace.timeZone],
    [t('settings.profile.fiscalYear'), start],
  ]
  return (
    <Card title={t('settings.profile.title')}>
      <dl className="terms">
        {terms.map(([term, value]) => (
          <div key={term} style={{ display: 'contents' }}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
