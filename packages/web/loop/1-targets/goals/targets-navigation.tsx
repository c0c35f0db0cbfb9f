import { SubNavigation } from '../../../app/sub-navigation.tsx'
import { useText } from '../../../i18n/index.ts'

/** The pages of target setting side by side: yearly plans, SMART goals, one's own targets and what they ask for, calibration. */
export function TargetsNavigation() {
  const { t } = useText()
  return (
    <SubNavigation
      label={t('goals.navigation.label')}
      pages={[
        { to: '/targets', title: t('goals.navigation.plans') },
        { to: '/targets/goals', title: t('goals.navigation.goals'), within: true },
        { to: '/targets/mine', title: t('cascade.mine.title') },
        { to: '/targets/activity', title: t('activity.title') },
        { to: '/targets/calibration', title: t('calibration.title') },
      ]}
    />
  )
}
