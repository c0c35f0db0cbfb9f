import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { formatCivilDate, formatMoment } from '../../../ui/format/date.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { type CascadeView, STATES, TONES } from './cascade-state.tsx'
import { plainPercent } from './percent-text.ts'
import { PublisherActions } from './publisher-actions.tsx'
import { useCascadeChange } from './use-cascade-change.ts'

/** How many stand where: one bar, and the same in words. */
function StateBar({ view }: { readonly view: CascadeView }) {
  const { t } = useText()
  const shown = STATES.filter((state) => view.counts[state] > 0)
  return (
    <>
      <div className="state-bar" aria-hidden="true">
        {shown.map((state) => (
          <i key={state} className={`${TONES[state]} ${state}`} style={{ flexGrow: view.counts[state] }} />
        ))}
      </div>
      <ul className="state-counts">
        {shown.map((state) => (
          <li key={state}>
            <i aria-hidden="true" className={`${TONES[state]} ${state}`} />
            {t(`cascade.state.${state}`)} <b className="figure">{view.counts[state]}</b>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Who is asked, until when, and the way to remind those who have not answered. */
function Reminder({ view }: { readonly view: CascadeView }) {
  const { t } = useText()
  const { scenarioId } = view
  const late = useQuery(api.targets.findLateAnswers.queryOptions({ input: { scenarioId } }))
  const remind = useMutation(api.targets.remindLate.mutationOptions(useCascadeChange(() => undefined)))
  const others = (late.data ?? []).filter(
    ({ member }) => !view.nodes.some((node) => node.member === member && node.rights.answer),
  )
  if (others.length === 0) return null
  return (
    <>
      <Button
        loading={remind.isPending}
        onClick={() => remind.mutate({ scenarioId, members: others.map(({ member }) => member) })}
      >
        {t('cascade.remind', { count: others.length })}
      </Button>
      {remind.error !== null && <Problem error={remind.error} />}
    </>
  )
}

/** When reminders went out last, and when the next go out by themselves. */
function RemindedWhen({ view }: { readonly view: CascadeView }) {
  const { t, language } = useText()
  const { lastAt, nextOn } = view.reminders
  const parts = [
    ...(lastAt === null ? [] : [t('cascade.remindedAt', { moment: formatMoment(lastAt, language) })]),
    ...(nextOn === null ? [] : [t('cascade.remindsOn', { day: formatCivilDate(nextOn, language) })]),
  ]
  return parts.length === 0 ? null : <small className="muted">{parts.join(' · ')}</small>
}

/** The state of the cascade as one picture. */
export function CascadeSummary({ view }: { readonly view: CascadeView }) {
  const { t, language } = useText()
  const mayAnswer = useMay('targets.answer')
  const mayWrite = useMay('targets.write')
  const { rules, limits } = view
  const percent = (value: number) => plainPercent(value, language)
  return (
    <section className="card cascade-summary" aria-label={t('cascade.summary')} tabIndex={-1} data-goes-on>
      <div className="row">
        <span>
          {t('cascade.dueOn', { day: formatCivilDate(rules.dueOn, language) })}{' '}
          {rules.isLate && <Tag tone="bad">{t('cascade.over')}</Tag>}
        </span>
        {limits !== null && (
          <span className="muted">
            {t('cascade.limits', {
              least: percent(limits.leastPercent),
              greatest: percent(limits.greatestPercent),
              shift: percent(limits.shiftPercent),
            })}
          </span>
        )}
        <span className="spacer" />
        <RemindedWhen view={view} />
        {mayAnswer && <Reminder view={view} />}
        {mayWrite && <PublisherActions view={view} />}
      </div>
      <StateBar view={view} />
    </section>
  )
}
