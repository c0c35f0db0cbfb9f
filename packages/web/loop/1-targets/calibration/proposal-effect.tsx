import { useText } from '../../../i18n/index.ts'
import { Change, Money } from '../../../ui/figure/figure.tsx'
import { formatMonth } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import type { Pen, Proposal } from './proposal-text.ts'

/** Two bars above each other, before and after. */
function Bars({ before, after }: { readonly before: number; readonly after: number }) {
  const full = Math.max(before, after, 1)
  const width = (value: number) => `${(100 * value) / full}%`
  return (
    <span className="before-after" aria-hidden="true">
      <i style={{ width: width(before) }} />
      <b className={after < before ? 'less' : 'more'} style={{ width: width(after) }} />
    </span>
  )
}

function People({ effect, pen }: { readonly effect: Proposal['effect']; readonly pen: Pen }) {
  const { t, language } = useText()
  if (effect.people.length < 2) return null
  return (
    <details className="effect-people">
      <summary>{t('calibration.people', { count: effect.people.length })}</summary>
      <ul>
        {effect.people.map(({ key, name, before, after }) => (
          <li key={key}>
            <span>{nameIn(name, language)}</span>
            <span>
              <Money minor={before} currency={pen.currency} /> →{' '}
              <Money minor={after} currency={pen.currency} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What a proposal does to the months that it is about, to the year, and to whom. */
export function ProposalEffect({ proposal, pen }: { readonly proposal: Proposal; readonly pen: Pen }) {
  const { t, language } = useText()
  const { effect } = proposal
  const months = effect.months.map(({ month }) => month)
  const [first = '', last = ''] = [months[0], months.at(-1)]
  const span =
    first === last
      ? formatMonth(first, language, true)
      : `${formatMonth(first, language)} – ${formatMonth(last, language)}`
  if (effect.before === effect.after) return <p className="muted">{t('calibration.noChange', { span })}</p>
  const ratio = (before: number, after: number) => (before === 0 ? null : after / before - 1)
  return (
    <div className="proposal-effect">
      <dl>
        <dt>{span}</dt>
        <dd>
          <Money minor={effect.before} currency={pen.currency} /> →{' '}
          <b>
            <Money minor={effect.after} currency={pen.currency} />
          </b>{' '}
          <Change ratio={ratio(effect.before, effect.after)} better="neither" />
          <Bars before={effect.before} after={effect.after} />
        </dd>
        <dt>{t('calibration.year')}</dt>
        <dd>
          <Money minor={effect.yearBefore} currency={pen.currency} /> →{' '}
          <b>
            <Money minor={effect.yearAfter} currency={pen.currency} />
          </b>{' '}
          <Change ratio={ratio(effect.yearBefore, effect.yearAfter)} better="neither" />
        </dd>
      </dl>
      <People effect={effect} pen={pen} />
    </div>
  )
}
