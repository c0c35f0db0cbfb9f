import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { columnDate } from '../../ui/format/date.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { CalendarFields, type Draft } from './calendar-fields.tsx'
import { YearSwitch } from './year-switch.tsx'

type Settings = Outputs['calendar']['getCalendar']
type Year = Outputs['calendar']['getFiscalYear']
type Period = Year['periods'][number]

function YearTable({ year }: { readonly year: Year }) {
  const { t, language } = useText()
  const count = (value: number) => formatNumber(value, language)
  const weeks: Column<Period>[] =
    year.weeks === null
      ? []
      : [{ key: 'weeks', title: t('calendar.weeks'), numeric: true, cell: (row) => count(row.weeks ?? 0) }]
  const columns: Column<Period>[] = [
    {
      key: 'period',
      title: t('calendar.period'),
      cell: (row) => t('calendar.periodOf', { period: row.period, quarter: row.quarter }),
    },
    { key: 'from', title: t('calendar.from'), numeric: true, cell: (row) => columnDate(row.from) },
    { key: 'to', title: t('calendar.to'), numeric: true, cell: (row) => columnDate(row.to) },
    ...weeks,
    {
      key: 'days',
      title: t('calendar.workingDays'),
      numeric: true,
      cell: (row) => count(row.workingDays),
    },
  ]
  return (
    <>
      <p className="muted">
        {t('calendar.yearOf', { from: year.from, to: year.to, days: count(year.workingDays) })}
        {year.weeks !== null && ` · ${t('calendar.weeksOf', { weeks: count(year.weeks) })}`}
        {!year.holidaysKnown && ` · ${t('calendar.unknownHolidays')}`}
      </p>
      <DataTable
        label={t('calendar.periods')}
        columns={columns}
        rows={year.periods}
        rowKey={(row) => row.period}
      />
    </>
  )
}

/** The fiscal calendar beside the year that it makes; what is chosen is shown before it is saved. */
export function FiscalYears(props: { readonly settings: Settings; readonly mayWrite: boolean }) {
  const { settings, mayWrite } = props
  const { t } = useText()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<Draft>(settings.calendar)
  const [fiscalYear, setFiscalYear] = useState(settings.fiscalYear)
  const query = useQuery({
    ...api.calendar.getFiscalYear.queryOptions({ input: { fiscalYear, calendar: draft } }),
    placeholderData: keepPreviousData,
  })
  const save = useMutation(
    api.calendar.setCalendar.mutationOptions({
      onSuccess: () => {
        void message.success(t('calendar.saved'))
        void queries.invalidateQueries()
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(draft)
  }
  const changed = JSON.stringify(draft) !== JSON.stringify(settings.calendar)
  return (
    <Card
      title={t('calendar.fiscal')}
      note={t('calendar.fiscalNote')}
      aside={
        <YearSwitch year={fiscalYear} label={query.data?.name ?? String(fiscalYear)} onYear={setFiscalYear} />
      }
    >
      <div className="calendar-card">
        <form onSubmit={submit}>
          <fieldset className="bare stack" disabled={!mayWrite}>
            <CalendarFields draft={draft} planned={settings.planned} mayWrite={mayWrite} onDraft={setDraft} />
          </fieldset>
          {save.isError && <Problem error={save.error} />}
          {mayWrite && (
            <span className="row">
              <Button type="primary" htmlType="submit" disabled={!changed} loading={save.isPending}>
                {t('ui.action.save')}
              </Button>
              {changed && (
                <Button onClick={() => setDraft(settings.calendar)}>{t('ui.action.cancel')}</Button>
              )}
            </span>
          )}
        </form>
        <div>
          <Loaded query={query} lines={12}>
            {(year) => <YearTable year={year} />}
          </Loaded>
        </div>
      </div>
    </Card>
  )
}
