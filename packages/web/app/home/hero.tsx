import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../api/money.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { BigMoney, Change, Count, Gap, Money, Percent } from '../../ui/figure/figure.tsx'
import { PaceTag } from '../../ui/figure/tag.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { shortMoney } from '../../ui/format/money.ts'
import { formatPercent } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import type { HomeData } from './home-data.ts'
import { YearCourse } from './year-course.tsx'

type Figures = NonNullable<HomeData['quarterFigures']>

/** Directors look at the year, everybody else at the quarter under way. */
function usePeriod(home: HomeData) {
  const { t } = useText()
  const whole = useSession().role === 'director' && home.yearFigures !== null
  const { fiscalYear, quarter } = home.quarter
  return {
    whole,
    figures: whole ? home.yearFigures : home.quarterFigures,
    other: whole ? home.quarterFigures : home.yearFigures,
    name: whole ? t('home.year', { year: fiscalYear }) : t('home.quarter', { year: fiscalYear, quarter }),
  }
}

function Sentence({ figures }: { readonly figures: Figures }) {
  const { t, language } = useText()
  const currency = useCurrency()
  return (
    <p>
      {t('home.attained', { attainment: formatPercent(figures.attainment, language) })} ·{' '}
      {t('home.dueSentence', { due: shortMoney(figures.due, currency, language) })}{' '}
      <b>
        <Gap minor={figures.gap} currency={currency} />
      </b>
    </p>
  )
}

function Facts({
  home,
  whole,
  figures,
  other,
}: {
  readonly home: HomeData
  readonly whole: boolean
  readonly figures: Figures | null
  readonly other: Figures | null
}) {
  const { t } = useText()
  const currency = useCurrency()
  const { sales } = home
  const left = figures === null ? null : figures.target - figures.actual
  return (
    <dl className="facts hero-facts">
      {left !== null && (
        <div>
          <dt>{t('home.remaining')}</dt>
          <dd>
            {left > 0 ? (
              <Money minor={left} currency={currency} />
            ) : (
              <span className="good">{t('home.done')}</span>
            )}
          </dd>
        </div>
      )}
      {other !== null && (
        <div>
          <dt>{t(whole ? 'home.quarterSoFar' : 'home.yearSoFar')}</dt>
          <dd>
            <Percent ratio={other.attainment} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t('home.lastYear')}</dt>
        <dd>
          <Change ratio={sales.lastYear === 0 ? null : sales.quarter / sales.lastYear - 1} />
        </dd>
      </div>
      <div>
        <dt>{t('home.orders')}</dt>
        <dd>
          <Count value={home.orders} />
        </dd>
      </div>
      <div>
        <dt>{t('home.customers')}</dt>
        <dd>
          <Count value={home.activeCustomers} />
        </dd>
      </div>
      {home.averageOrder !== null && (
        <div>
          <dt>
            <Link to="/metrics" hash="averageOrder" className="figure-link">
              {t('home.averageOrder')}
            </Link>
          </dt>
          <dd>
            <Money minor={home.averageOrder} currency={currency} />
          </dd>
        </div>
      )}
      <div>
        <dt>
          <Link to="/metrics" hash="discountRate" className="figure-link">
            {t('home.discount')}
          </Link>
        </dt>
        <dd>
          <Percent ratio={home.discountRate} decimals={2} />
        </dd>
      </div>
    </dl>
  )
}

/** The number that the day is about. */
export function Hero({ home }: { readonly home: HomeData }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { role } = useSession()
  const { whole, figures, other, name } = usePeriod(home)
  const title =
    role === 'representative' ? t('home.mine') : t('home.sales', { scope: nameIn(home.scope, language) })
  const from = whole ? `${home.course[0]?.month ?? ''}-01` : home.quarter.from
  return (
    <Card
      title={title}
      note={`${name} · ${currency.code}`}
      aside={figures === null ? undefined : <PaceTag pace={figures.pace} />}
    >
      <div className="hero">
        <div className="hero-number">
          <Link to="/orders" search={{ from, to: home.asOf, channel: home.channel }} className="figure-link">
            <BigMoney minor={figures?.actual ?? home.sales.quarter} currency={currency} />
          </Link>
          {figures !== null && (
            <span className="of">
              {' '}
              /{' '}
              <Link to="/review" className="figure-link">
                <Money minor={figures.target} currency={currency} />
              </Link>
            </span>
          )}
          {figures === null ? <p>{t('home.noTarget')}</p> : <Sentence figures={figures} />}
        </div>
        <YearCourse home={home} />
      </div>
      <Facts home={home} whole={whole} figures={figures} other={other} />
    </Card>
  )
}
