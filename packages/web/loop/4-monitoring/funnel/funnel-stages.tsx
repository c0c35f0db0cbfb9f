import type { FunnelFilter } from '@salesloom/contract'
import { useState } from 'react'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber, formatPercent } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { FunnelDeals, type FunnelDealsAsked } from '../deals-drawer.tsx'
import type { Funnel, Stage } from './use-funnel.ts'

type Counted = 'entered' | 'advanced' | 'lost' | 'open'

/** A share with its interval: the dot is the estimate, the bar what it may be. */
export function ShareBar({ share }: { readonly share: NonNullable<Stage['conversion']> }) {
  const { t, language } = useText()
  const percent = (value: number) => formatPercent(value, language, 0)
  const text = t('monitoring.funnel.interval', { low: percent(share.low), high: percent(share.high) })
  return (
    <span className="share" title={text}>
      <b>{percent(share.estimate)}</b>
      <i aria-hidden="true">
        <u style={{ left: `${share.low * 100}%`, width: `${(share.high - share.low) * 100}%` }} />
        <s style={{ left: `${share.estimate * 100}%` }} />
      </i>
      <span className="visually-hidden">{text}</span>
    </span>
  )
}

/** Days in a stage: the median, and what nine of ten have left after. */
export function Dwell({ days }: { readonly days: Stage['dwellDays'] }) {
  const { t, language } = useText()
  if (days.median === null) return <span className="faint">{t('monitoring.funnel.tooEarly')}</span>
  const number = (value: number) => formatNumber(value, language, value < 10 ? 1 : 0)
  return (
    <span className="nowrap">
      <b>{number(days.median)}</b>{' '}
      {days.p90 !== null && <small className="faint">/ {number(days.p90)}</small>}
    </span>
  )
}

function useStageColumns(funnel: Funnel, onCount: (stage: Stage, what: Counted) => void): Column<Stage>[] {
  const { t, language } = useText()
  const currency = useCurrency()
  const most = Math.max(1, ...funnel.stages.map(({ entered }) => entered))
  const count = (stage: Stage, what: Counted) => (
    <button type="button" className="count" disabled={stage[what] === 0} onClick={() => onCount(stage, what)}>
      {formatNumber(stage[what], language)}
    </button>
  )
  const column = (
    key: string,
    cell: Column<Stage>['cell'],
    more: Partial<Column<Stage>> = {},
  ): Column<Stage> => ({
    key,
    title: t(`monitoring.funnel.column.${key as Counted}`),
    numeric: true,
    cell,
    ...more,
  })
  return [
    {
      key: 'stage',
      title: t('monitoring.deals.stage'),
      cell: (stage) => (
        <span className="stage-bar">
          <span>{nameIn(stage.name, language)}</span>
          <i aria-hidden="true">
            <u style={{ width: `${(stage.advanced / most) * 100}%` }} />
            <s style={{ width: `${(stage.open / most) * 100}%` }} />
            <b style={{ width: `${(stage.lost / most) * 100}%` }} />
          </i>
        </span>
      ),
    },
    column('entered', (stage) => count(stage, 'entered')),
    column('conversion' as Counted, (stage) =>
      stage.conversion === null ? '—' : <ShareBar share={stage.conversion} />,
    ),
    column('dwell' as Counted, (stage) => <Dwell days={stage.dwellDays} />),
    column('open', (stage) => count(stage, 'open'), { wide: true }),
    column('lost', (stage) => count(stage, 'lost'), { wide: true }),
    column('lostAmount' as Counted, (stage) => <Money minor={stage.lostAmount} currency={currency} />, {
      wide: true,
    }),
    column(
      'lostValue' as Counted,
      (stage) => (stage.lostValue === null ? '—' : <Money minor={stage.lostValue} currency={currency} />),
      { wide: true },
    ),
    column('wasted' as Counted, (stage) => formatNumber(stage.wastedDays, language), { wide: true }),
  ]
}

/** The funnel, stage by stage; every number leads to its deals. */
export function FunnelStages({ funnel, filter }: { readonly funnel: Funnel; readonly filter: FunnelFilter }) {
  const { t, language } = useText()
  const [asked, setAsked] = useState<{ title: string; input: FunnelDealsAsked } | null>(null)
  const columns = useStageColumns(funnel, (stage, what) =>
    setAsked({
      title: `${nameIn(stage.name, language)} · ${t(`monitoring.funnel.column.${what}`)}`,
      input: { ...filter, stageId: stage.stageId, what },
    }),
  )
  return (
    <Card
      className="flush"
      title={t('monitoring.funnel.stages')}
      note={
        <span className="funnel-key">
          <i className="on" /> {t('monitoring.funnel.column.advanced')} <i className="open" />{' '}
          {t('monitoring.funnel.column.open')} <i className="lost" /> {t('monitoring.funnel.column.lost')}
        </span>
      }
    >
      <DataTable
        label={t('monitoring.funnel.stages')}
        rows={funnel.stages}
        rowKey={({ stageId }) => stageId}
        columns={columns}
      />
      <p className="faint card-foot">{t('monitoring.funnel.stagesNote')}</p>
      {asked !== null && (
        <FunnelDeals title={asked.title} asked={asked.input} onClose={() => setAsked(null)} />
      )}
    </Card>
  )
}
