import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { shortMoney } from '../../../ui/format/money.ts'
import { formatNumber, formatPercent } from '../../../ui/format/number.ts'
import type { Answer } from './use-tile.ts'

/** Stage after stage: how many came, how many go on, how long it takes; the bottleneck marked in words. */
export function TileFunnel({ answer }: { readonly answer: Answer }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const most = Math.max(1, ...answer.stages.map(({ entered }) => entered))
  const worst = answer.stages.find(({ isBottleneck }) => isBottleneck)
  return (
    <div className="tile-funnel">
      <ol>
        {answer.stages.map((stage) => (
          <li key={stage.stageId} className={stage.isBottleneck ? 'worst' : ''}>
            <span>{nameIn(stage.name, language)}</span>
            <i aria-hidden="true">
              <b style={{ width: `${(stage.entered / most) * 100}%` }} />
            </i>
            <span className="num">{formatNumber(stage.entered, language)}</span>
            <span className="num muted">{formatPercent(stage.conversion, language, 0)}</span>
            <span className="num muted">
              {stage.medianDays === null
                ? '—'
                : t('monitoring.days', { days: formatNumber(stage.medianDays, language) })}
            </span>
          </li>
        ))}
      </ol>
      <p>
        {worst !== undefined && answer.lostValue !== null && (
          <span className="bad">
            {t('dashboards.bottleneck', {
              stage: nameIn(worst.name, language),
              amount: shortMoney(answer.lostValue, currency, language),
            })}
          </span>
        )}{' '}
        <Link to="/monitoring/funnel">{t('dashboards.toFunnel')} →</Link>
      </p>
    </div>
  )
}
