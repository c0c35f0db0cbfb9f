import { addDays, fiscalPartHolding } from '@salesloom/engine/calendar'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useSession } from '../../../api/session.ts'
import type { DealPartSearch } from '../../../app/search.ts'
import { useText } from '../../../i18n/index.ts'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import { waterfallOption } from '../../../ui/chart/waterfall-option.ts'
import { columnDate } from '../../../ui/format/date.ts'
import { shortMoney, toMajor } from '../../../ui/format/money.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { useTokens } from '../../../ui/theme/tokens.ts'
import { MovedDeals } from '../deals-drawer.tsx'

type Bridge = Outputs['monitoring']['bridgePipeline']
type Movement = Bridge['movements'][number]
type Asked = DealPartSearch & {
  readonly start: string
  readonly end: string
  readonly dueFrom: string
  readonly dueTo: string
}

function Drawn({ bridge, asked }: { readonly bridge: Bridge; readonly asked: Asked }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const tokens = useTokens()
  const [opened, setOpened] = useState<Movement['movement'] | null>(null)
  const steps = bridge.movements.filter(({ deals }) => deals > 0)
  const name = ({ movement }: Pick<Movement, 'movement'>) => t(`monitoring.movement.${movement}`)
  const bar = (label: string, minor: number) => ({ name: label, value: toMajor(minor, currency.digits) })
  const short = (minor: number) => shortMoney(minor, currency, language)
  return (
    <>
      <ChartCard
        title={t('monitoring.bridge.title')}
        note={t('monitoring.bridge.note', { from: columnDate(asked.dueFrom), to: columnDate(asked.dueTo) })}
        summary={t('monitoring.bridge.summary', { start: short(bridge.start), end: short(bridge.end) })}
        option={waterfallOption({
          start: bar(columnDate(asked.start), bridge.start),
          steps: steps.map((step) => bar(name(step), step.amount)),
          end: bar(columnDate(asked.end), bridge.end),
          language,
          tokens,
        })}
        height={280}
        onPick={({ dataIndex }) => setOpened(steps[dataIndex - 1]?.movement ?? null)}
        table={{
          head: [t('monitoring.bridge.movement'), t('monitoring.deals.deals'), t('monitoring.deals.amount')],
          rows: bridge.movements.map((step) => ({
            key: step.movement,
            cells: [
              { text: name(step), raw: step.movement },
              { text: String(step.deals), raw: step.deals },
              { text: short(step.amount), raw: toMajor(step.amount, currency.digits) },
            ],
          })),
        }}
      />
      <p className="row bridge-links">
        {steps.map((step) => (
          <button key={step.movement} type="button" className="chip" onClick={() => setOpened(step.movement)}>
            {name(step)} <b>{short(step.amount)}</b> <span className="faint">{step.deals}</span>
          </button>
        ))}
      </p>
      {opened !== null && (
        <MovedDeals
          title={name({ movement: opened })}
          asked={{ ...asked, movement: opened }}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

/** How the open pipeline due in a fiscal quarter came from one day to another. */
export function PipelineBridge({ part }: { readonly part: DealPartSearch }) {
  const { t } = useText()
  const { today, calendar } = useSession().workspace
  const [which, setWhich] = useState<'this' | 'next'>('this')
  const current = fiscalPartHolding(today, 'quarter', calendar)
  const due = which === 'this' ? current : fiscalPartHolding(current.until, 'quarter', calendar)
  const [start, setStart] = useState(addDays(current.from, -1))
  const asked = { ...part, start, end: today, dueFrom: due.from, dueTo: addDays(due.until, -1) }
  const query = useQuery({
    ...api.monitoring.bridgePipeline.queryOptions({ input: asked }),
    placeholderData: keepPreviousData,
  })
  return (
    <section className="stack" aria-label={t('monitoring.bridge.title')}>
      <div className="row section-head">
        <h2>{t('monitoring.bridge.heading')}</h2>
        <span className="spacer" />
        <Segmented
          size="small"
          aria-label={t('monitoring.bridge.due')}
          value={which}
          onChange={setWhich}
          options={(['this', 'next'] as const).map((value) => ({
            value,
            label: t(`monitoring.bridge.${value}`),
          }))}
        />
        <span className="labelled">
          {t('monitoring.bridge.since')}
          <Input
            type="date"
            aria-label={t('monitoring.bridge.since')}
            value={start}
            max={today}
            onChange={({ target }) =>
              setStart(target.value === '' ? addDays(current.from, -1) : target.value)
            }
            style={{ width: 150 }}
          />
        </span>
      </div>
      <Loaded query={query} lines={6}>
        {(bridge) => <Drawn bridge={bridge} asked={asked} />}
      </Loaded>
    </section>
  )
}
