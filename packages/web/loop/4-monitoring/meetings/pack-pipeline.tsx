import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import { waterfallOption } from '../../../ui/chart/waterfall-option.ts'
import { columnDate } from '../../../ui/format/date.ts'
import { shortMoney, toMajor } from '../../../ui/format/money.ts'
import { useTokens } from '../../../ui/theme/tokens.ts'
import type { Meeting, PackFigures } from './use-meeting.ts'

type PackPipelineProps = { readonly meeting: Meeting; readonly figures: PackFigures }

/** How the open pipeline of the quarter has moved since the meeting before. */
export function PackPipeline({ meeting, figures }: PackPipelineProps) {
  const { t, language } = useText()
  const currency = useCurrency()
  const tokens = useTokens()
  const { bridge } = figures
  const steps = bridge.movements.filter(({ deals }) => deals > 0)
  const major = (minor: number) => toMajor(minor, currency.digits)
  const short = (minor: number) => shortMoney(minor, currency, language)
  const name = ({ movement }: (typeof steps)[number]) => t(`monitoring.movement.${movement}`)
  const bar = (label: string, minor: number) => ({ name: label, value: major(minor) })
  const ends = [
    { key: 'start', label: columnDate(bridge.from), minor: bridge.start },
    { key: 'end', label: columnDate(bridge.to), minor: bridge.end },
  ] as const
  const rowOf = (key: string, label: string, deals: number | null, minor: number) => ({
    key,
    cells: [
      { text: label, raw: key },
      { text: deals === null ? '' : String(deals), raw: deals ?? '' },
      { text: short(minor), raw: major(minor) },
    ],
  })
  return (
    <div className="stack">
      <p>
        {t('meetings.pack.bridge', {
          from: bridge.from,
          to: bridge.to,
          start: short(bridge.start),
          end: short(bridge.end),
        })}
        {!figures.isWholeUnit && ` ${t('meetings.pack.ownPart')}`}{' '}
        <Link to="/monitoring/funnel" search={{ orgUnitId: meeting.unit.orgUnitId }} className="screen-only">
          {t('meetings.pack.toFunnel')} →
        </Link>
      </p>
      <ChartCard
        title={t('monitoring.bridge.title')}
        note={t('monitoring.bridge.note', { from: bridge.dueFrom, to: bridge.dueTo })}
        summary={t('monitoring.bridge.summary', { start: short(bridge.start), end: short(bridge.end) })}
        height={240}
        option={waterfallOption({
          start: bar(ends[0].label, bridge.start),
          steps: steps.map((step) => bar(name(step), step.amount)),
          end: bar(ends[1].label, bridge.end),
          language,
          tokens,
        })}
        table={{
          head: [t('monitoring.bridge.movement'), t('monitoring.deals.deals'), t('monitoring.deals.amount')],
          rows: [
            rowOf('start', ends[0].label, null, bridge.start),
            ...steps.map((step) => rowOf(step.movement, name(step), step.deals, step.amount)),
            rowOf('end', ends[1].label, null, bridge.end),
          ],
        }}
      />
    </div>
  )
}
