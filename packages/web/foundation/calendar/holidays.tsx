import { type EntryRow, kindLabel, kindOf } from '@salesloom/contract'
import { dayNumber, weekdayOf } from '@salesloom/engine/calendar'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useSession } from '../../api/session.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { columnDate } from '../../ui/format/date.ts'
import type { Language } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { EntryDrawer } from '../entries/entry-drawer.tsx'
import { useEntryChanges } from '../entries/use-entry-changes.ts'
import { weekdayName } from './calendar-fields.tsx'
import { YearSwitch } from './year-switch.tsx'

const KIND = kindOf('holiday')

function useFilling(year: number) {
  const { t } = useText()
  const { message } = App.useApp()
  return useMutation(
    api.calendar.fillHolidays.mutationOptions({
      onSuccess: ({ added, announced }) => {
        void message.success(
          t(announced ? 'calendar.filled' : 'calendar.filledStatutory', { count: added, year }),
          announced ? 3 : 8,
        )
        void queries.invalidateQueries({ queryKey: api.entries.key() })
        void queries.invalidateQueries({ queryKey: api.calendar.key() })
      },
      onError: (error: unknown) =>
        void message.error(failureOf(error).message ?? t('ui.error.unknown.title')),
    }),
  )
}

type ColumnParts = {
  readonly t: Translate
  readonly language: Language
  readonly mayWrite: boolean
  readonly onOpen: (id: number) => void
  readonly onRemove: (id: number) => void
}

function columnsOf({ t, language, mayWrite, onOpen, onRemove }: ColumnParts): Column<EntryRow>[] {
  const day = (row: EntryRow) => String(row.values['day'])
  const name = (row: EntryRow) =>
    String((language === 'en' ? row.values['nameEn'] : null) ?? row.values['nameZh'])
  const columns: Column<EntryRow>[] = [
    { key: 'day', title: t('calendar.day'), cell: (row) => columnDate(day(row)) },
    {
      key: 'weekday',
      title: t('calendar.weekday'),
      wide: true,
      cell: (row) => weekdayName(weekdayOf(dayNumber(day(row))) || 7, language),
    },
    {
      key: 'name',
      title: t('calendar.holiday'),
      cell: (row) => (
        <Button type="link" className="entry-name" onClick={() => onOpen(row.id)}>
          {name(row)}
        </Button>
      ),
    },
    {
      key: 'works',
      title: t('calendar.state'),
      cell: (row) =>
        row.values['works'] === true ? (
          <Tag tone="work">{t('calendar.worked')}</Tag>
        ) : (
          <Tag>{t('calendar.off')}</Tag>
        ),
    },
  ]
  if (mayWrite)
    columns.push({
      key: 'remove',
      title: <span className="visually-hidden">{t('calendar.remove')}</span>,
      numeric: true,
      cell: (row) => (
        <Button
          size="small"
          type="text"
          aria-label={`${t('calendar.remove')}: ${day(row)}`}
          onClick={() => onRemove(row.id)}
        >
          {t('calendar.remove')}
        </Button>
      ),
    })
  return columns
}

/** The holidays and moved working days of one year: shipped for the Chinese mainland, edited like every other record. */
export function Holidays({ mayWrite }: { readonly mayWrite: boolean }) {
  const { t, language } = useText()
  const { today } = useSession().workspace
  const [year, setYear] = useState(Number(today.slice(0, 4)))
  const [open, setOpen] = useState<number | undefined>()
  const fill = useFilling(year)
  const { remove } = useEntryChanges('holiday')
  const filters = [
    { field: 'day', comparison: 'atLeast' as const, value: `${year}-01-01` },
    { field: 'day', comparison: 'atMost' as const, value: `${year}-12-31` },
  ]
  const query = useQuery(
    api.entries.findEntries.queryOptions({ input: { kind: 'holiday', filters, sort: 'day', pageSize: 200 } }),
  )
  const filling = (
    <Button loading={fill.isPending} onClick={() => fill.mutate({ year })}>
      {t('calendar.fill', { year })}
    </Button>
  )
  const columns = columnsOf({
    t,
    language,
    mayWrite,
    onOpen: setOpen,
    onRemove: (id) => remove.mutate({ kind: 'holiday', ids: [id] }),
  })
  return (
    <Card
      className="flush"
      title={kindLabel('holiday', language)}
      aside={
        <span className="row">
          <YearSwitch year={year} label={String(year)} onYear={setYear} />
          {mayWrite && (query.data?.total ?? 0) > 0 && filling}
          {mayWrite && <Button onClick={() => setOpen(0)}>{t('calendar.addDay')}</Button>}
          <Link className="chip" to="/entries/$kind" params={{ kind: 'holiday' }}>
            {t('calendar.allYears')}
          </Link>
        </span>
      }
    >
      <Loaded query={query} lines={8}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t('calendar.noHolidays', { year })} text={t('calendar.noHolidaysText')}>
              {mayWrite && filling}
            </Empty>
          ) : (
            <DataTable
              label={kindLabel('holiday', language)}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
            />
          )
        }
      </Loaded>
      {open !== undefined && <EntryDrawer kind={KIND} id={open} mayWrite={mayWrite} onOpen={setOpen} />}
    </Card>
  )
}
