import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { NumberInput } from '../../ui/form/number-input.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import type { SetTargetWish } from './set-target-wish.ts'

const SEASONS = ['history', 'even', 'weeks445', 'own'] as const
const MONTHS = Array.from({ length: 12 }, (_, m) => m)

/** How the year is spread over its months. */
export function SetTargetSeason({
  value,
  onChange,
}: {
  readonly value: SetTargetWish['seasonality']
  readonly onChange: (value: SetTargetWish['seasonality']) => void
}) {
  const { t } = useText()
  const own = Array.isArray(value) ? value : null
  const choose = (season: (typeof SEASONS)[number]) =>
    onChange(season === 'own' ? MONTHS.map(() => 1) : season)
  return (
    <div className="whole">
      <Field label={t('targets.season.title')}>
        {(id) => (
          <Select
            id={id}
            value={own === null ? (value as 'history') : 'own'}
            onChange={choose}
            options={SEASONS.map((season) => ({ value: season, label: t(`targets.season.name.${season}`) }))}
          />
        )}
      </Field>
      {own !== null && (
        <div className="season-months">
          {MONTHS.map((m) => (
            <NumberInput
              key={m}
              size="small"
              min={0}
              controls={false}
              aria-label={t('targets.season.month', { month: m + 1 })}
              title={t('targets.season.month', { month: m + 1 })}
              value={own[m] ?? 0}
              onChange={(share) => onChange(own.map((each, i) => (i === m ? share : each)))}
            />
          ))}
        </div>
      )}
    </div>
  )
}

/** Other metrics that are set beside sales, each with its growth. */
export function SetTargetMeasures({
  measures,
  onChange,
}: {
  readonly measures: SetTargetWish['measures']
  readonly onChange: (measures: SetTargetWish['measures']) => void
}) {
  const { t, language } = useText()
  const { data = [] } = useQuery(api.targets.findPlannable.queryOptions())
  const nameOf = (code: string) => {
    const metric = data.find((each) => each.code === code)
    return metric === undefined ? code : nameIn(metric.name, language)
  }
  return (
    <div className="whole">
      <Field label={t('targets.measures.title')} hint={t('targets.measures.hint')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            maxCount={8}
            value={measures.map(({ metric }) => metric)}
            onChange={(codes: string[]) =>
              onChange(
                codes.map(
                  (metric) => measures.find((each) => each.metric === metric) ?? { metric, growthPercent: 5 },
                ),
              )
            }
            options={data.map(({ code, name }) => ({ value: code, label: nameIn(name, language) }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        )}
      </Field>
      <ul className="weight-lines two">
        {measures.map(({ metric, growthPercent }) => (
          <li key={metric}>
            <span>{nameOf(metric)}</span>
            <NumberInput
              size="small"
              aria-label={`${nameOf(metric)} ${t('targets.set.growth')}`}
              value={growthPercent}
              min={-100}
              max={1000}
              suffix="%"
              onChange={(next) =>
                onChange(
                  measures.map((each) =>
                    each.metric === metric ? { ...each, growthPercent: Number(next ?? 0) } : each,
                  ),
                )
              }
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
