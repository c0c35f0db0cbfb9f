import { SubNavigation } from '../../app/sub-navigation.tsx'
import { useText } from '../../i18n/index.ts'

/** The pages of targets, side by side. */
export function TargetsNavigation() {
  const { t } = useText()
  const pages = [
    { to: '/targets', title: t('targets.scenarios.title') },
    { to: '/targets/mine', title: t('cascade.mine.title') },
    { to: '/targets/activity', title: t('activity.title') },
  ] as const
  return <SubNavigation label={t('targets.title')} pages={pages} />
}
