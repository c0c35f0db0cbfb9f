import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Gap, Money, Percent } from '../../../ui/figure/figure.tsx'
import { shortMoney } from '../../../ui/format/money.ts'
import { formatChange, formatPercent } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Deviation, useDeviationText } from './deviation-text.ts'

type Figures = Deviation['figures']

function Lines({ figures, isOver }: { readonly figures: Figures; readonly isOver: boolean }) {
  const { t } = useText()
  const currency = useCurrency()
  const money = (minor: number) => <Money minor={minor} currency={currency} />
  return (
    <dl className="lines">
      <div>
        <dt>{t('response.figure.target')}</dt>
        <dd>{money(figures.target)}</dd>
      </div>
      <div>
        <dt>{t('response.figure.actual')}</dt>
        <dd>{money(figures.actual)}</dd>
      </div>
      {!isOver && (
        <>
          <div>
            <dt>{t('response.figure.projection')}</dt>
            <dd>{money(figures.projection)}</dd>
          </div>
          <div>
            <dt>{t('response.figure.band')}</dt>
            <dd>
              {money(figures.low)} – {money(figures.high)}
            </dd>
          </div>
        </>
      )}
    </dl>
  )
}

function Chances({ figures }: { readonly figures: Figures }) {
  const { t, language } = useText()
  const between = ({ low, high }: Figures['reached']) =>
    t('response.facts.between', {
      low: formatPercent(low, language, 0),
      high: formatPercent(high, language, 0),
    })
  return (
    <dl className="lines">
      {(['farOff', 'reached'] as const).map((name) => (
        <div key={name}>
          <dt>{t(`response.figure.${name}`)}</dt>
          <dd>
            <b>
              <Percent ratio={figures[name].chance} decimals={0} />
            </b>{' '}
            <small className="faint">{between(figures[name])}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Head({ figures }: { readonly figures: Figures }) {
  const { language } = useText()
  const currency = useCurrency()
  return (
    <p className="health-figure">
      <b>
        <Gap minor={figures.gap} currency={currency} />
      </b>{' '}
      <span className="muted">{formatChange(figures.gapShare ?? 0, language)}</span>
    </p>
  )
}

/** The gap of the period, and what it does to the year. */
export function DeviationFacts({ deviation }: { readonly deviation: Deviation }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { period } = useDeviationText()
  const { figures, year } = deviation
  const yearIsOver = year.low === year.high
  return (
    <div className="doors">
      <Card title={t('response.facts.gap')} note={period(deviation.period.code)}>
        <Head figures={figures} />
        <Lines figures={figures} isOver={deviation.period.isOver} />
      </Card>
      <Card title={t('response.facts.year')} note={period(deviation.period.code.slice(0, 4))}>
        <Head figures={year} />
        <Lines figures={year} isOver={yearIsOver} />
      </Card>
      {!yearIsOver && (
        <Card title={t('response.facts.chance')}>
          <p className="monitor-figure">
            {t('response.facts.sentence', {
              chance: formatPercent(year.farOff.chance, language, 0),
              low: shortMoney(year.low, currency, language),
              high: shortMoney(year.high, currency, language),
            })}
          </p>
          <Chances figures={year} />
        </Card>
      )}
    </div>
  )
}
