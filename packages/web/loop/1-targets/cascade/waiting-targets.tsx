import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { formatCivilDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Card } from '../../../ui/page/card.tsx'
import { CascadeState } from './cascade-state.tsx'
import './cascade.css'

const UNANSWERED: readonly string[] = ['open', 'proposed', 'disputed']

/** On the home page: targets of the caller that wait for an answer, and that somebody reminded them. */
export function WaitingTargets() {
  const { t, language } = useText()
  const { data } = useQuery(api.targets.findMyTargets.queryOptions())
  const open = (data ?? []).filter(({ node }) => UNANSWERED.includes(node.state))
  if (open.length === 0) return null
  return (
    <Card title={t('cascade.waiting.title')}>
      <ul className="waiting-targets">
        {open.map(({ node, rules, scenarioId, scenarioName, entries }) => (
          <li key={`${scenarioId} ${node.member}`}>
            <div>
              <b>
                {nameIn(node.name, language)} · {scenarioName}
              </b>
              <p className="muted">
                {t('cascade.dueOn', { day: formatCivilDate(rules.dueOn, language) })}
                {node.state === 'open' &&
                  entries.some(({ kind }) => kind === 'reminded') &&
                  ` · ${t('cascade.waiting.reminded')}`}
              </p>
            </div>
            <CascadeState state={node.state} isLate={node.isLate} />
            <Link to="/targets/mine" className="chip">
              {t('cascade.waiting.answer')}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
