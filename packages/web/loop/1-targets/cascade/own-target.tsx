import { Link } from '@tanstack/react-router'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Change } from '../../../ui/figure/figure.tsx'
import { formatCivilDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { AnswerForm } from './answer-form.tsx'
import { CascadeLedger } from './cascade-ledger.tsx'
import { CascadeState } from './cascade-state.tsx'
import { CommitForm, type MyTarget } from './commit-form.tsx'
import { GapBar } from './gap-bar.tsx'
import { periodName } from './period-name.ts'
import { type Figures, useFigures } from './use-figures.ts'

/** Where the number comes from, in a sentence and four bars. */
function Explanation({ target, figures }: { readonly target: MyTarget; readonly figures: Figures }) {
  const { t, language } = useText()
  const { base, baseYear, passedOnBy, quarters, fiscalYear } = target
  const most = Math.max(1, ...quarters.map(({ own }) => own))
  return (
    <>
      <p>
        {base === 0
          ? t('cascade.mine.noBase', { year: baseYear })
          : t('cascade.mine.base', { year: baseYear, amount: figures.short(base) })}{' '}
        {passedOnBy !== null && t('cascade.mine.from', { name: nameIn(passedOnBy, language) })}
      </p>
      <ul className="quarter-bars" aria-label={t('cascade.mine.quarters')}>
        {quarters.map(({ period, own }) => (
          <li key={period}>
            <span>{periodName(period, fiscalYear, t)}</span>
            <i aria-hidden="true">
              <u style={{ width: `${(Math.max(0, own) / most) * 100}%` }} />
            </i>
            <b className="figure" title={figures.exact(own)}>
              {figures.short(own)}
            </b>
          </li>
        ))}
      </ul>
    </>
  )
}

/** One target of the caller: the number, why it is what it is, the answer, the commitment, and what was said. */
export function OwnTarget({ target }: { readonly target: MyTarget }) {
  const { t, language } = useText()
  const mayAnswer = useMay('targets.answer')
  const { node, rules, scenarioId, scenarioName, base } = target
  const figures = useFigures(rules.unit)
  const params = { scenarioId: String(scenarioId) }
  const isStale = node.answeredAmount !== null && node.answeredAmount !== node.own
  return (
    <article className="card own-target">
      <header className="card-head">
        <h2>{nameIn(node.name, language)}</h2>
        <small>{scenarioName}</small>
        <span className="spacer" />
        <CascadeState state={node.state} isLate={node.isLate} />
      </header>
      <p className="own-figure">
        <span className="figure-big" title={figures.exact(node.own)}>
          {figures.short(node.own)}
        </span>
        {base > 0 && <Change ratio={node.own / base - 1} better="neither" />}
        {node.committed !== null && (
          <span className="row tight">
            <span title={figures.exact(node.committed)}>
              {t('cascade.column.committed')} {figures.short(node.committed)}
            </span>
            <GapBar node={node} figures={figures} />
          </span>
        )}
      </p>
      <p className="muted">{t('cascade.dueOn', { day: formatCivilDate(rules.dueOn, language) })}</p>
      {isStale && (
        <p className="bad" role="status">
          {t('cascade.mine.stale', { amount: figures.exact(node.answeredAmount) })}
        </p>
      )}
      <div className="own-columns">
        <div className="stack">
          <Explanation target={target} figures={figures} />
          {mayAnswer && node.state !== 'waiting' && (
            <AnswerForm scenarioId={scenarioId} node={node} figures={figures} />
          )}
          <div className="row">
            <Link to="/targets/$scenarioId" params={params} className="chip">
              {t('cascade.mine.grid')}
            </Link>
            {node.isLeaf ? (
              <Link to="/targets/activity" search={{ scenarioId }} className="chip">
                {t('activity.title')}
              </Link>
            ) : (
              <Link to="/targets/$scenarioId/cascade" params={params} className="chip">
                {t('cascade.mine.below')}
              </Link>
            )}
          </div>
        </div>
        <div className="stack">
          {mayAnswer && node.isLeaf && <CommitForm target={target} figures={figures} />}
          <details open={!node.isLeaf || target.entries.length < 4}>
            <summary>{t('cascade.ledger.title')}</summary>
            <CascadeLedger entries={target.entries} figures={figures} />
          </details>
        </div>
      </div>
    </article>
  )
}
