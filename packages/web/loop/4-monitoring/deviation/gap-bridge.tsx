import { Segmented } from 'antd'
import { useState } from 'react'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import { waterfallOption } from '../../../ui/chart/waterfall-option.ts'
import { columnDate } from '../../../ui/format/date.ts'
import { shortMoney, toMajor } from '../../../ui/format/money.ts'
import { useTokens } from '../../../ui/theme/tokens.ts'
import type { Bar, Deviation, Lens } from './deviation-text.ts'
import type { RowsAsked } from './gap-rows.tsx'

type Step = { readonly bar: Bar | 'beyondReference'; readonly amount: number }

function stepsOf({ bridge }: Deviation, lens: Lens): Step[] {
  const all: Step[] = [
    { bar: 'beyondReference', amount: bridge.beyondReference },
    ...bridge[lens],
    { bar: 'stillToCome', amount: bridge.stillToCome },
  ]
  return all.filter(({ amount }) => amount !== 0)
}

type Waterfall = Parameters<typeof waterfallOption>[0]

/** Bars have long names here: they go on to a second line where there is room beside each other. */
function withWholeNames(waterfall: Waterfall): ReturnType<typeof waterfallOption> {
  const option = waterfallOption(waterfall)
  const axis = option.xAxis as { axisLabel: object }
  return {
    ...option,
    xAxis: { ...axis, axisLabel: { ...axis.axisLabel, width: 66, overflow: 'break' } },
  } as ReturnType<typeof waterfallOption>
}

type BridgeProps = { readonly deviation: Deviation; readonly onOpen: (asked: RowsAsked) => void }

/** From the target to what comes, bar by bar; each bar opens its rows. */
export function GapBridge({ deviation, onOpen }: BridgeProps) {
  const { t, language } = useText()
  const currency = useCurrency()
  const tokens = useTokens()
  const [lens, setLens] = useState<Lens>('orders')
  const { bridge, period } = deviation
  const steps = stepsOf(deviation, lens)
  const short = (minor: number) => shortMoney(minor, currency, language)
  const bar = (name: string, minor: number) => ({ name, value: toMajor(minor, currency.digits) })
  const end = t(period.isOver ? 'response.figure.actual' : 'response.figure.projection')
  const open = (step: Step | undefined) => {
    if (step !== undefined && step.bar !== 'beyondReference')
      onOpen({ lens, bar: step.bar, title: t(`response.bar.${step.bar}`) })
  }
  return (
    <section className="stack" aria-label={t('response.bridge.title')}>
      <div className="row section-head">
        <h2>{t('response.bridge.title')}</h2>
        <span className="spacer" />
        <Segmented
          size="small"
          aria-label={t('response.bridge.lens')}
          value={lens}
          onChange={setLens}
          options={(['orders', 'deals'] as const).map((value) => ({
            value,
            label: t(`response.bridge.${value}`),
          }))}
        />
      </div>
      <ChartCard
        title={t(`response.bridge.${lens}`)}
        note={t('response.bridge.note', {
          from: columnDate(bridge.before.from),
          to: columnDate(bridge.before.to),
        })}
        summary={t('response.bridge.summary', { start: short(bridge.target), end: short(bridge.projection) })}
        option={withWholeNames({
          start: bar(t('response.figure.target'), bridge.target),
          steps: steps.map((step) => bar(t(`response.bar.${step.bar}`), step.amount)),
          end: bar(end, bridge.projection),
          language,
          tokens,
        })}
        height={300}
        onPick={({ dataIndex }) => open(steps[dataIndex - 1])}
        table={{
          head: [t('response.bridge.bar'), t('response.bridge.amount')],
          rows: [
            { bar: 'target', name: t('response.figure.target'), amount: bridge.target },
            ...steps.map((step) => ({ ...step, name: t(`response.bar.${step.bar}`) })),
            { bar: 'projection', name: end, amount: bridge.projection },
          ].map((row) => ({
            key: row.bar,
            cells: [
              { text: row.name, raw: row.bar },
              { text: short(row.amount), raw: toMajor(row.amount, currency.digits) },
            ],
          })),
        }}
      />
      <p className="row bridge-links">
        {steps.map((step) =>
          step.bar === 'beyondReference' ? null : (
            <button key={step.bar} type="button" className="chip" onClick={() => open(step)}>
              {t(`response.bar.${step.bar}`)} <b>{short(step.amount)}</b>
            </button>
          ),
        )}
      </p>
    </section>
  )
}
