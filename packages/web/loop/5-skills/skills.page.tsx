import { useText } from '../../i18n/index.ts'
import { ComingPart } from '../coming-part.tsx'

/** What skills are for, until one can practise. */
export function SkillsPage() {
  const { t } = useText()
  return (
    <ComingPart
      part="skills"
      feeds={[
        { text: t('loop.feeds.skills.discount'), to: '/orders' },
        { text: t('loop.feeds.skills.people'), to: '/review' },
      ]}
    />
  )
}
