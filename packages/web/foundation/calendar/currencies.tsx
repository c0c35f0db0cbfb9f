import { type EntryRow, fieldOf, type Kind, kindLabel, kindOf } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { EntryDrawer } from '../entries/entry-drawer.tsx'
import { valueText } from '../entries/entry-value.tsx'
import { useEntryChanges } from '../entries/use-entry-changes.ts'

const CURRENCY = kindOf('currency')
const RATE = kindOf('exchangeRate')
const RATE_FIELD = fieldOf(RATE, 'rate')

type Opened = { readonly kind: Kind; readonly id: number }

/** The latest rate of each currency, by its code. */
function useLatestRates(): ReadonlyMap<string, EntryRow> {
  const query = useQuery(
    api.entries.findEntries.queryOptions({
      input: { kind: 'exchangeRate', sort: 'day', descending: true, pageSize: 200 },
    }),
  )
  const latest = new Map<string, EntryRow>()
  for (const row of query.data?.rows ?? []) {
    const code = String(row.values['currency'])
    if (!latest.has(code)) latest.set(code, row)
  }
  return latest
}

/** Currencies with the latest of their dated rates; every rate is one step away. */
export function Currencies({ mayWrite }: { readonly mayWrite: boolean }) {
  const { t, language } = useText()
  const { currency: own } = useSession().workspace
  const [opened, setOpened] = useState<Opened | null>(null)
  const { remove } = useEntryChanges('currency')
  const rates = useLatestRates()
  const query = useQuery(
    api.entries.findEntries.queryOptions({ input: { kind: 'currency', sort: 'code', pageSize: 200 } }),
  )
  const code = (row: EntryRow) => String(row.values['code'])
  const columns: Column<EntryRow>[] = [
    {
      key: 'code',
      title: t('calendar.currency'),
      cell: (row) => (
        <span className="row">
          <Button
            type="link"
            className="entry-name"
            onClick={() => setOpened({ kind: CURRENCY, id: row.id })}
          >
            {code(row)}
          </Button>
          {code(row) === own && <Tag tone="work">{t('calendar.own')}</Tag>}
        </span>
      ),
    },
    {
      key: 'name',
      title: t('calendar.name'),
      cell: (row) => String(language === 'en' ? row.values['nameEn'] : row.values['nameZh']),
    },
    {
      key: 'digits',
      title: t('calendar.digits'),
      numeric: true,
      wide: true,
      cell: (row) => formatNumber(Number(row.values['digits']), language),
    },
    {
      key: 'rate',
      title: t('calendar.rate', { currency: own }),
      numeric: true,
      cell: (row) => {
        const rate = rates.get(code(row))
        if (rate === undefined) return '—'
        return (
          <Link
            to="/entries/$kind"
            params={{ kind: 'exchangeRate' }}
            search={{ filters: [{ field: 'currency', comparison: 'is', value: code(row) }] }}
          >
            {RATE_FIELD === null ? '' : valueText(RATE_FIELD, rate.values['rate'], language)}{' '}
            <span className="faint">({String(rate.values['day'])})</span>
          </Link>
        )
      },
    },
  ]
  if (mayWrite)
    columns.push({
      key: 'remove',
      title: <span className="visually-hidden">{t('calendar.remove')}</span>,
      numeric: true,
      cell: (row) =>
        code(row) === own ? null : (
          <Button
            size="small"
            type="text"
            aria-label={`${t('calendar.remove')}: ${code(row)}`}
            onClick={() => remove.mutate({ kind: 'currency', ids: [row.id] })}
          >
            {t('calendar.remove')}
          </Button>
        ),
    })
  return (
    <Card
      className="flush"
      title={kindLabel('currency', language)}
      note={t('calendar.currencyNote', { currency: own })}
      aside={
        <span className="row">
          {mayWrite && (
            <>
              <Button onClick={() => setOpened({ kind: CURRENCY, id: 0 })}>
                {t('calendar.addCurrency')}
              </Button>
              <Button onClick={() => setOpened({ kind: RATE, id: 0 })}>{t('calendar.addRate')}</Button>
            </>
          )}
          <Link className="chip" to="/entries/$kind" params={{ kind: 'exchangeRate' }}>
            {t('calendar.allRates')}
          </Link>
        </span>
      }
    >
      <Loaded query={query} lines={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty
              title={t('calendar.noCurrencies')}
              text={t('calendar.noCurrenciesText', { currency: own })}
            />
          ) : (
            <DataTable
              label={kindLabel('currency', language)}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
            />
          )
        }
      </Loaded>
      {opened !== null && (
        <EntryDrawer
          kind={opened.kind}
          id={opened.id}
          mayWrite={mayWrite}
          onOpen={(id) => setOpened(id === undefined ? null : { ...opened, id })}
        />
      )}
    </Card>
  )
}
