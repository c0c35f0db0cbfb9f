import type { FunnelFilter } from '@salesloom/contract'
import { type ReactNode, useState } from 'react'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Money, Percent } from '../../../ui/figure/figure.tsx'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { FunnelDeals } from '../deals-drawer.tsx'
import type { Funnel } from './use-funnel.ts'

const COUNTS = ['all', 'won', 'lost', 'open'] as const
type Counted = (typeof COUNTS)[number]

function Fact({
  name,
  hint,
  children,
}: {
  readonly name: string
  readonly hint?: string
  readonly children: ReactNode
}) {
  return (
    <div title={hint}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Velocity with the parts that it is the product of. */
function Velocity({ velocity }: { readonly velocity: NonNullable<Funnel['velocity']> }) {
  const { t, language } = useText()
  const currency = useCurrency()
  return (
    <p className="velocity">
      <span>
        {t('monitoring.funnel.velocity')}{' '}
        <b>
          <Money minor={velocity.perDay} currency={currency} />
        </b>{' '}
        {t('monitoring.funnel.perDay')}
      </span>
      <span className="muted">
        = {t('monitoring.funnel.openCount', { count: velocity.opportunities })} ×{' '}
        <Percent ratio={velocity.winRate} /> × <Money minor={velocity.averageDeal} currency={currency} /> ÷{' '}
        {t('monitoring.days', { days: formatNumber(velocity.cycleDays, language) })}
      </span>
    </p>
  )
}

/** What the deals come to as a whole. */
export function FunnelFacts({ funnel, filter }: { readonly funnel: Funnel; readonly filter: FunnelFilter }) {
  const { t, language } = useText()
  const [opened, setOpened] = useState<Counted | null>(null)
  const countOf = (what: Counted) => (what === 'all' ? funnel.deals : funnel[what])
  return (
    <Card>
      <dl className="facts funnel-facts">
        {COUNTS.map((what) => (
          <Fact key={what} name={t(`monitoring.funnel.count.${what}`)}>
            <button
              type="button"
              className="count"
              disabled={countOf(what) === 0}
              onClick={() => setOpened(what)}
            >
              {formatNumber(countOf(what), language)}
            </button>
          </Fact>
        ))}
        <Fact name={t('monitoring.funnel.winRate')} hint={t('monitoring.funnel.winRateHint')}>
          <Percent ratio={funnel.winRate} />
        </Fact>
        <Fact name={t('monitoring.funnel.winRateByValue')}>
          <Percent ratio={funnel.winRateByValue} />
        </Fact>
      </dl>
      {funnel.velocity !== null && <Velocity velocity={funnel.velocity} />}
      {funnel.unrated > 0 && (
        <p className="care">{t('monitoring.funnel.unrated', { count: funnel.unrated })}</p>
      )}
      {opened !== null && (
        <FunnelDeals
          title={t(`monitoring.funnel.count.${opened}`)}
          asked={{ ...filter, what: opened }}
          onClose={() => setOpened(null)}
        />
      )}
    </Card>
  )
}
