import type { Measure } from '@salesloom/contract'
import { Select } from 'antd'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { withTime } from './measure-days.ts'
import type { Block } from './metric-draft.ts'

type Props = {
  readonly block: Block
  readonly measure: Measure
  readonly onChange: (measure: Measure) => void
}

/** Whether a measure is of a moment: a balance or a snapshot, which is never added up over time. */
export function isOfMoment({ time }: Measure): boolean {
  return time === 'until' || time === 'open'
}

/** The kinds of time that a fact can be asked by; rows that begin and end can be open at a time. */
function useTimes(block: Block, { time }: Measure) {
  const { t } = useText()
  const offered = ['during', 'until', ...(block.days.length > 1 ? ['open'] : [])] as Measure['time'][]
  const all = offered.includes(time) ? offered : [...offered, time]
  return all.map((value) => ({ value, label: t(`metrics.define.times.${value}`) }))
}

/** How a measure stands in time: what happened during the period, a balance to date, or what was open at its end or start. */
export function MeasureTime({ block, measure, onChange }: Props) {
  const { t, language } = useText()
  const days = block.days.filter(({ name }) => name !== (measure.day ?? block.days[0]?.name))
  return (
    <>
      <Select
        aria-label={t('metrics.define.time')}
        value={measure.time}
        onChange={(time) => onChange(withTime(block, measure, time))}
        options={useTimes(block, measure)}
        style={{ minWidth: 150 }}
      />
      {measure.time === 'open' && (
        <Select
          aria-label={t('metrics.define.endDay')}
          value={measure.endDay ?? ''}
          onChange={(endDay) => onChange({ ...measure, endDay })}
          options={days.map(({ name, label }) => ({
            value: name,
            label: t('metrics.define.untilDay', { day: nameIn(label, language) }),
          }))}
          style={{ minWidth: 150 }}
        />
      )}
      {isOfMoment(measure) && (
        <Select
          aria-label={t('metrics.define.at')}
          value={measure.at}
          onChange={(at) => onChange({ ...measure, at })}
          options={(['end', 'start'] as const).map((value) => ({
            value,
            label: t(`metrics.define.ats.${value}`),
          }))}
          style={{ minWidth: 150 }}
        />
      )}
    </>
  )
}
