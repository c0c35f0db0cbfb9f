import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import { waterfallOption } from '../../../ui/chart/waterfall-option.ts'
import { columnDate } from '../../../ui/format/date.ts'
import { shortMoney, toMajor } from '../../../ui/format/money.ts'
import { useTokens } from '../../../ui/theme/tokens.ts'
import type { Meeting, PackFigures } from './use-meeting.ts'

type Bridge = PackFigures['bridge']
type Movement = Bridge['movements'][number]

/** The bridge drawn, and as a table: start + movements = end. */
function Drawn({ bridge, steps }: { readonly bridge: Bridge; readonly steps: readonly Movement[] }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const tokens = useTokens()
  const major = (minor: number) => toMajor(minor, currency.digits)
  const short = (minor: number) => shortMoney(minor, currency, language)
  const name = ({ movement }: Movement) => t(`monitoring.movement.${movement}`)
  const bar = (label: string, minor: number) => ({ name: label, value: major(minor) })
  const rowOf = (key: string, label: string, deals: number | null, minor: number) => ({
    key,
    cells: [
      { text: label, raw: key },
      { text: deals === null ? '' : String(deals), raw: deals ?? '' },
      { text: short(minor), raw: major(minor) },
    ],
  })
  const [from, to] = [columnDate(bridge.from), columnDate(bridge.to)]
  return (
    <ChartCard
      title={t('monitoring.bridge.title')}
      note={t('monitoring.bridge.note', { from: bridge.dueFrom, to: bridge.dueTo })}
      summary={t('monitoring.bridge.summary', { start: short(bridge.start), end: short(bridge.end) })}
      height={240}
      option={waterfallOption({
        start: bar(from, bridge.start),
        steps: steps.map((step) => bar(name(step), step.amount)),
        end: bar(to, bridge.end),
        language,
        tokens,
      })}
      table={{
        head: [t('monitoring.bridge.movement'), t('monitoring.deals.deals'), t('monitoring.deals.amount')],
        rows: [
          rowOf('start', from, null, bridge.start),
          ...steps.map((step) => rowOf(step.movement, name(step), step.deals, step.amount)),
          rowOf('end', to, null, bridge.end),
        ],
      }}
    />
  )
}

type PackPipelineProps = { readonly meeting: Meeting; readonly figures: PackFigures }

/** How the open pipeline of the quarter has moved since the meeting before. */
export function PackPipeline({ meeting, figures }: PackPipelineProps) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { bridge } = figures
  const steps = bridge.movements.filter(({ deals }) => deals > 0)
  const short = (minor: number) => shortMoney(minor, currency, language)
  return (
    <div className="stack">
      <p>
        {t('meetings.pack.bridge', {
          from: bridge.from,
          to: bridge.to,
          start: short(bridge.start),
          end: short(bridge.end),
        })}
        {steps.length === 0 && ` ${t('meetings.pack.still', { from: bridge.from })}`}
        {!figures.isWholeUnit && ` ${t('meetings.pack.ownPart')}`}{' '}
        <Link to="/monitoring/funnel" search={{ orgUnitId: meeting.unit.orgUnitId }} className="screen-only">
          {t('meetings.pack.toFunnel')} →
        </Link>
      </p>
      {steps.length > 0 && <Drawn bridge={bridge} steps={steps} />}
    </div>
  )
}
