import { SwapOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useSession } from '../../api/session.ts'
import { chooseStandIn } from '../../api/stand-in.ts'
import { useText } from '../../i18n/index.ts'
import { formatCivilDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import './people.css'

/** Says on every page in whose stead one acts, and leads back. */
export function StandInBanner() {
  const { t, language } = useText()
  const { standingInFor } = useSession()
  if (standingInFor === null) return null
  return (
    <div className="stand-in-banner" role="status">
      <SwapOutlined aria-hidden="true" />
      <span>
        {t('people.standIns.banner', {
          name: nameIn(standingInFor.name, language),
          date: formatCivilDate(standingInFor.lastDay, language),
        })}
      </span>
      <Button size="small" onClick={() => chooseStandIn(null)}>
        {t('people.standIns.leave')}
      </Button>
    </div>
  )
}
