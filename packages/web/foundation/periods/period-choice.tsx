import {
  addDays,
  daysOfYear,
  type FiscalCalendar,
  fiscalPlaceOf,
  fiscalYearName,
  periodsOfYear,
} from '@salesloom/engine/calendar'
import { Select } from 'antd'
import { useSession } from '../../api/session.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'

type Days = { readonly from: string; readonly to: string }
type Choice = Days & { readonly label: string }

const YEARS_BACK = 2

function choicesOfYear(fiscalYear: number, calendar: FiscalCalendar, t: Translate): Choice[] {
  const name = fiscalYearName(fiscalYear, calendar)
  const periods = periodsOfYear(fiscalYear, calendar)
  const year = daysOfYear(fiscalYear, calendar)
  const quarters = [1, 2, 3, 4].map((quarter) => {
    const within = periods.filter((period) => period.quarter === quarter)
    return {
      label: t('periods.quarterOf', { year: name, quarter }),
      from: within[0]?.from ?? year.from,
      to: addDays(within.at(-1)?.until ?? year.until, -1),
    }
  })
  return [
    ...periods.map(({ period, from, until }) => ({
      label: t('periods.periodOf', { year: name, period }),
      from,
      to: addDays(until, -1),
    })),
    ...quarters,
    { label: t('periods.yearOf', { year: name }), from: year.from, to: addDays(year.until, -1) },
  ]
}

/** Periods of the fiscal calendar that are over, the latest first. */
function choicesBefore(today: string, calendar: FiscalCalendar, t: Translate): Choice[] {
  const { fiscalYear } = fiscalPlaceOf(today, calendar)
  const years = Array.from({ length: YEARS_BACK + 1 }, (_, back) => fiscalYear - back)
  return years
    .flatMap((year) => choicesOfYear(year, calendar, t))
    .filter(({ to }) => to < today)
    .toSorted((a, b) => (a.to === b.to ? (a.from < b.from ? 1 : -1) : a.to < b.to ? 1 : -1))
}

/** Chooses the days of a period, quarter or year of the fiscal calendar. */
export function PeriodChoice({
  days,
  onDays,
}: {
  readonly days: Days
  readonly onDays: (days: Days) => void
}) {
  const { t } = useText()
  const { today, calendar } = useSession().workspace
  const choices = choicesBefore(today, calendar, t)
  const key = ({ from, to }: Days) => `${from} ${to}`
  const chosen = choices.find((choice) => key(choice) === key(days))
  return (
    <Field label={t('periods.fiscal')}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          className="period-choice"
          popupMatchSelectWidth={false}
          placeholder={t('periods.choose')}
          value={chosen === undefined ? null : key(chosen)}
          options={choices.map((choice) => ({
            value: key(choice),
            label: `${choice.label} · ${choice.from} … ${choice.to}`,
          }))}
          onChange={(value) => {
            const choice = choices.find((one) => key(one) === value)
            if (choice !== undefined) onDays({ from: choice.from, to: choice.to })
          }}
        />
      )}
    </Field>
  )
}
