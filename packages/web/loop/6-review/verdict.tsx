import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Bullet } from '../../ui/figure/bullet.tsx'
import { BigMoney, Gap, Money, Percent } from '../../ui/figure/figure.tsx'
import { PaceTag } from '../../ui/figure/tag.tsx'
import { formatCivilDate } from '../../ui/format/date.ts'
import { shortMoney } from '../../ui/format/money.ts'
import { Card } from '../../ui/page/card.tsx'
import { sliceOfCell } from '../cell-slice.ts'
import type { Attained } from './use-attainment.ts'

/** The whole in one line: actual of target, what is due, and how far from it. */
export function Verdict({ attained }: { readonly attained: Attained }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { scenario, from, to, asOf, outsidePlan, rows } = attained
  const top = rows[0]
  if (top === undefined) return null
  const day = (date: string) => formatCivilDate(date, language)
  const search = sliceOfCell(top.at, { from, to }, scenario.channel)
  const outside =
    outsidePlan === 0 ? null : (
      <span className="faint" title={t('review.attainment.outsideHint')}>
        {t('review.attainment.outside', { amount: shortMoney(outsidePlan, currency, language) })}
      </span>
    )
  return (
    <Card
      title={t('review.attainment.hero')}
      note={`${t('review.attainment.period', { from: day(from), to: day(to) })} · ${t('review.attainment.asOf', { date: day(asOf) })} · ${currency.code}`}
      aside={outside}
    >
      <div className="verdict">
        <div className="verdict-main">
          <Link to="/orders" search={search} className="figure-link">
            <BigMoney minor={top.actual} currency={currency} />
          </Link>
          <span className="verdict-of">
            {' '}
            / <Money minor={top.target} currency={currency} />
          </span>
          <Bullet actual={top.actual} due={top.due} target={top.target} currency={currency} />
        </div>
        <dl className="facts verdict-rest">
          <div>
            <dt>{t('review.attainment.attainment')}</dt>
            <dd>
              <Percent ratio={top.attainment} />
            </dd>
          </div>
          <div>
            <dt title={t('review.attainment.dueNote')}>{t('review.attainment.due')}</dt>
            <dd>
              <Money minor={top.due} currency={currency} />
            </dd>
          </div>
          <div>
            <dt>{t('review.attainment.pace')}</dt>
            <dd>
              <Percent ratio={top.pace} /> <PaceTag pace={top.pace} />
            </dd>
          </div>
          <div>
            <dt>{t('review.attainment.gap')}</dt>
            <dd>
              <Gap minor={top.gap} currency={currency} />
            </dd>
          </div>
        </dl>
      </div>
    </Card>
  )
}
