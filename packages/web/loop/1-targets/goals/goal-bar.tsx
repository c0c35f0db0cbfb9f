import type { GoalSummary } from '@salesloom/contract'
import { useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'

type Scale = (value: number) => string

/** Where a figure stands on the bar. A sum begins at nothing; of a ratio only the stretch that matters is drawn. */
function scaleOf({ sum, baseline, now, expected, projected, target }: GoalSummary): Scale {
  const known = [
    baseline,
    target,
    expected,
    ...(now === null ? [] : [now]),
    ...(projected === null ? [] : [projected]),
  ]
  const [low, high] = [sum ? 0 : Math.min(...known), Math.max(...known)]
  const room = (high - low) * 0.06 || 1
  const start = sum ? 0 : low - room
  const length = high + room - start
  return (value) => `${Math.min(100, Math.max(0, ((value - start) / length) * 100))}%`
}

/** Baseline, now and target of a goal on one line, with what is due and where it is heading. */
export function GoalBar({ goal }: { readonly goal: GoalSummary }) {
  const { t } = useText()
  const say = useFigureText(goal.metric.unit)
  const at = scaleOf(goal)
  const { baseline, now, expected, projected, target, sum, track } = goal
  const start = sum ? 0 : baseline
  const [from, to] = now === null ? [start, start] : [Math.min(start, now), Math.max(start, now)]
  const text = t('goals.bar.text', {
    baseline: say(baseline).short,
    now: say(now).short,
    expected: say(expected).short,
    projected: say(projected).short,
    target: say(target).short,
  })
  return (
    <div className={`goal-bar ${track ?? ''}`} role="img" aria-label={text} title={text}>
      <b style={{ insetInlineStart: at(from), width: `calc(${at(to)} - ${at(from)})` }} />
      <i className="baseline" style={{ insetInlineStart: at(baseline) }} />
      <i className="due" style={{ insetInlineStart: at(expected) }} />
      {projected !== null && <i className="heading" style={{ insetInlineStart: at(projected) }} />}
      <i className="aim" style={{ insetInlineStart: at(target) }} />
    </div>
  )
}

/** What the marks of the bars mean. */
export function GoalBarKey() {
  const { t } = useText()
  return (
    <span className="goal-key" aria-hidden="true">
      {(['baseline', 'now', 'expected', 'projected', 'target'] as const).map((mark) => (
        <span key={mark}>
          <i className={mark} />
          {t(`goals.bar.${mark}`)}
        </span>
      ))}
    </span>
  )
}
