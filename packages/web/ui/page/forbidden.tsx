import { useText } from '../../i18n/index.ts'
import { Card } from './card.tsx'
import { Empty } from './empty.tsx'

/** In the place of what a role does not see: that is no failure, and trying again does not help. */
export function Forbidden() {
  const { t } = useText()
  return (
    <Card>
      <Empty title={t('shell.forbidden.title')} text={t('shell.forbidden.text')} />
    </Card>
  )
}
