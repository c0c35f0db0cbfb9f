import { Link } from '@tanstack/react-router'
import { useSession } from '../../../api/session.ts'
import { type Unit, useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Figure } from '../../../ui/figure/figure.tsx'
import { Tag, type Tone } from '../../../ui/figure/tag.tsx'
import { formatMoment } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { memberOf } from '../deviation/deviation-text.ts'
import type { Alert } from './use-alerts.ts'

const SEVERITY_TONE: Readonly<Record<Alert['severity'], Tone>> = {
  critical: 'bad',
  warning: 'care',
  info: 'work',
}
const SIGN: Readonly<Record<Alert['severity'], string>> = { critical: '▲', warning: '!', info: 'i' }

/** How grave an alert is, in a word with its sign. */
export function SeverityTag({ severity }: { readonly severity: Alert['severity'] }) {
  const { t } = useText()
  return (
    <Tag tone={SEVERITY_TONE[severity]}>
      <span aria-hidden="true">{SIGN[severity]}</span> {t(`alerts.severity.${severity}`)}
    </Tag>
  )
}

/** The name of the cause in the reader’s language. */
export function useCauseName() {
  const { t, language } = useText()
  return ({ cause }: Pick<Alert, 'cause'>) =>
    cause.tree === 'whole' ? t('alerts.whole') : nameIn(cause.name, language)
}

const SLICE_OF = {
  units: 'orgUnitId',
  people: 'personId',
  region: 'regionId',
  product: 'productId',
  customerType: 'customerTypeId',
} as const

/** Names of channels by their codes, ready to be read. */
export function useChannelNames(): (codes: readonly string[]) => string {
  const { language } = useText()
  const { channels } = useSession().workspace
  return (codes) =>
    channels
      .filter(({ code }) => codes.includes(code))
      .map(({ name }) => nameIn(name, language))
      .join(' + ')
}

/** The metric that an alert is of, with the channels where it is not of all. */
export function MetricOfAlert({ alert: { metricName, channels } }: { readonly alert: Alert }) {
  const { language } = useText()
  const named = useChannelNames()(channels)
  return [nameIn(metricName, language), ...(named === '' ? [] : [named])].join(' · ')
}

/** The way to the figure in the metric explorer, broken down by what is below the cause. */
export function ExplainLink({ alert }: { readonly alert: Alert }) {
  const { t } = useText()
  const { cause, metric, from, to, breakdown, part, channels } = alert
  const own = cause.tree === 'whole' || cause.id === null ? {} : { [SLICE_OF[cause.tree]]: cause.id }
  const search = {
    metric,
    period: 'days' as const,
    from,
    to,
    compare: 'lastYear',
    ...(breakdown === null ? {} : { by: breakdown }),
    ...part,
    ...(channels.length === 1 ? { channel: channels[0] } : {}),
    ...own,
  }
  return (
    <Link to="/metrics/explore" search={search}>
      {t('alerts.explain')} →
    </Link>
  )
}

/** The way to where the cause is looked into beside the target: bridge and whys. */
export function DeviationLink({ alert: { deviation } }: { readonly alert: Alert }) {
  const { t } = useText()
  if (deviation === null) return null
  const { place, period } = deviation
  return (
    <Link to="/monitoring/deviations/$member/$period" params={{ member: memberOf(place), period }}>
      {t('alerts.findCause')} →
    </Link>
  )
}

/** Where it is, by which rule, and the way to what is behind it. */
export function CauseCell({ alert, onOpen }: { readonly alert: Alert; readonly onOpen: () => void }) {
  const nameOf = useCauseName()
  return (
    <span className="alert-cause">
      <button type="button" className="count" onClick={onOpen}>
        <strong>{nameOf(alert)}</strong>
      </button>
      <span>{alert.rule}</span>
      <small className="faint">
        <MetricOfAlert alert={alert} />
      </small>
      <span className="row">
        <ExplainLink alert={alert} />
        <DeviationLink alert={alert} />
      </span>
    </span>
  )
}

/** One condition of a rule: the figure of its metric beside its threshold. */
function JudgedCondition({ condition }: { readonly condition: Alert['conditions'][number] }) {
  const { t, language } = useText()
  const { metricName, unit, when, value, threshold, verdict } = condition
  const write = useFigureText(unit as Unit)
  const [own, beside] = [write(value), write(threshold)]
  const said = t(`alerts.${when}`, { threshold: beside.short })
  return (
    <li className={verdict === 'met' ? 'met' : 'faint'}>
      <span aria-hidden="true">{verdict === 'met' ? '●' : '○'}</span> {nameIn(metricName, language)}{' '}
      <Figure short={own.short} exact={own.exact} />
      <small>
        {said} · {t(`alerts.verdict.${verdict}`)}
      </small>
    </li>
  )
}

/** Which conditions of a rule with several hold for the cause. */
export function JudgedConditions({ alert }: { readonly alert: Alert }) {
  const { t } = useText()
  const { conditions, combine } = alert
  if (conditions.length < 2) return null
  return (
    <section>
      <h3 className="rule-head">{t(`alerts.judged.${combine}`)}</h3>
      <ul className="judged-conditions">
        {conditions.map((condition, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          <JudgedCondition key={i} condition={condition} />
        ))}
      </ul>
    </section>
  )
}

/** Whether the threshold of the rule's own metric is passed; else other conditions are why it is up. */
function isOwnMet({ metric, conditions }: Alert): boolean {
  return conditions.length < 2 || conditions.some((each) => each.metric === metric && each.verdict === 'met')
}

/** The figure beside its threshold and what is usual. */
export function FigureCell({ alert }: { readonly alert: Alert }) {
  const { t } = useText()
  const write = useFigureText(alert.unit as Unit)
  const [value, threshold, usual] = [write(alert.value), write(alert.threshold), write(alert.usual)]
  const met = alert.conditions.filter(({ verdict }) => verdict === 'met').length
  return (
    <span className="alert-figure">
      <Figure short={value.short} exact={value.exact} />
      {isOwnMet(alert) && <small>{t(`alerts.${alert.when}`, { threshold: threshold.short })}</small>}
      {alert.usual !== alert.threshold && (
        <small className="faint">{t('alerts.usual', { usual: usual.short })}</small>
      )}
      {alert.conditions.length > 1 && (
        <small className="faint">{t('alerts.judged.count', { met, all: alert.conditions.length })}</small>
      )}
    </span>
  )
}

/** What state it is in, and what somebody did about it. */
export function StateCell({ alert }: { readonly alert: Alert }) {
  const { t, language } = useText()
  return (
    <span className="alert-marks">
      <SeverityTag severity={alert.severity} />
      {alert.state !== 'alerting' && <Tag>{t(`alerts.state.${alert.state}`)}</Tag>}
      {alert.acknowledgedBy !== null && (
        <Tag tone="good">{t('alerts.seenTo', { who: alert.acknowledgedBy })}</Tag>
      )}
      {alert.snoozedUntil !== null && alert.closedAt === null && (
        <Tag>{t('alerts.snoozed', { until: formatMoment(alert.snoozedUntil, language) })}</Tag>
      )}
      {alert.escalatedAt !== null && <Tag tone="bad">{t('alerts.escalated')}</Tag>}
    </span>
  )
}
