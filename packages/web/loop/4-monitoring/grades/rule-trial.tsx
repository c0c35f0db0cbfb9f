import type { Outputs } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'

type Trial = Outputs['monitoring']['tryGradingRule']

/** What a rule that is not saved would make of the customers of today. */
export function RuleTrial({ trial }: { readonly trial: Trial }) {
  const { t } = useText()
  if (trial === null) return <p role="status">{t('monitoring.rule.trial.nothing')}</p>
  const { counts, moves, overridden } = trial
  const changed = moves.reduce((sum, { customers }) => sum + customers, 0)
  return (
    <div className="trial" role="status">
      <strong>{t('monitoring.rule.trial.changed', { count: changed })}</strong>
      <span>{t('monitoring.rule.trial.counts', counts)}</span>
      {moves.length > 0 && (
        <ul>
          {moves.map(({ from, to, customers }) => (
            <li key={`${from} ${to}`}>
              {t('monitoring.rule.trial.move', { from: from ?? '—', to, count: customers })}
            </li>
          ))}
        </ul>
      )}
      {overridden > 0 && (
        <span className="faint">{t('monitoring.rule.trial.overridden', { count: overridden })}</span>
      )}
    </div>
  )
}
