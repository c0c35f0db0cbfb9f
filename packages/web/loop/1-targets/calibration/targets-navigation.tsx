import { SubNavigation } from '../../../app/sub-navigation.tsx'
import { useText } from '../../../i18n/index.ts'

/** The pages of target setting side by side. */
export function TargetsNavigation() {
  const { t } = useText()
  return (
    <SubNavigation
      label={t('targets.title')}
      pages={[
        { to: '/targets', title: t('targets.scenarios.title') },
        { to: '/targets/calibration', title: t('calibration.title') },
      ]}
    />
  )
}
