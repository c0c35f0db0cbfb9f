import { useText } from '../../i18n/index.ts'
import { type Currency, shortMoney } from '../format/money.ts'

type BulletProps = {
  readonly actual: number
  readonly due: number
  readonly target: number
  readonly currency: Currency
  /** Value at the right end; rows of one table share it so that their bars compare. Own target where left out. */
  readonly full?: number
}

const share = (value: number, full: number): string =>
  `${full <= 0 ? 0 : Math.min(100, Math.max(0, (value / full) * 100))}%`

/** Actual as a bar, what is due as a hatched ground, the target as a mark. */
export function Bullet({ actual, due, target, currency, full }: BulletProps) {
  const { t, language } = useText()
  const end = full ?? Math.max(actual, due, target)
  const money = (minor: number) => shortMoney(minor, currency, language)
  const text = t('ui.bullet.text', { actual: money(actual), due: money(due), target: money(target) })
  return (
    <div
      className={`bullet ${actual < due * 0.95 ? 'bad' : 'good'}`}
      role="img"
      aria-label={text}
      title={text}
    >
      <u style={{ width: share(due, end) }} />
      <b style={{ width: share(actual, end) }} />
      {target > 0 && <s style={{ left: share(target, end) }} />}
    </div>
  )
}

/** What the three marks of a bullet mean. */
export function BulletKey() {
  const { t } = useText()
  return (
    <span className="bullet-key" aria-hidden="true">
      <span>
        <i />
        {t('ui.bullet.actual')}
      </span>
      <span>
        <i className="due" />
        {t('ui.bullet.due')}
      </span>
      <span>
        <i className="target" />
        {t('ui.bullet.target')}
      </span>
    </span>
  )
}
