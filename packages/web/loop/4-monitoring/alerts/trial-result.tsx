import { useText } from '../../../i18n/index.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { useCauseName, useChannelNames } from './alert-row.tsx'
import type { Trial } from './use-alerts.ts'

/** What a rule would have done over the history. */
export function TrialResult({ trial }: { readonly trial: Trial }) {
  const { t, language } = useText()
  const nameOf = useCauseName()
  const { periods, fired, misses, warned, leadPeriods, withoutMiss, members, channels } = trial
  const named = useChannelNames()(channels)
  const [from, to] = [periods[0]?.code ?? '—', periods.at(-1)?.code ?? '—']
  return (
    <div className="trial" role="status">
      <strong>{t('alerts.trial.fired', { count: fired.length, from, to })}</strong>
      <span className="faint">
        {t('alerts.trial.members', { count: members })}
        {named !== '' && ` · ${t('alerts.trial.channel', { channel: named })}`}
      </span>
      {misses === null ? (
        <span>{t('alerts.trial.noTargets')}</span>
      ) : (
        <span>
          {t('alerts.trial.misses', { warned, misses })}
          {leadPeriods !== null &&
            ` · ${t('alerts.trial.lead', { periods: formatNumber(leadPeriods, language, 1) })}`}
          {withoutMiss !== null && ` · ${t('alerts.trial.withoutMiss', { count: withoutMiss })}`}
        </span>
      )}
      {fired.length > 0 && (
        <ul>
          {fired.map(({ cause, raised, closed }) => (
            <li key={`${cause.tree} ${cause.id} ${raised}`}>
              {nameOf({ cause })}: {raised}{' '}
              <span className="faint">
                {closed === null ? t('alerts.trial.still') : t('alerts.trial.until', { period: closed })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
