import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Segmented } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import './mail.css'

type Mail = Outputs['mail']['findMails']['rows'][number]

const PAGE_SIZE = 50
const REFRESH_MS = 5_000
const STATES = ['all', 'waiting', 'sent', 'failed'] as const
const TONES = { sent: 'good', waiting: 'work', failed: 'bad' } as const

function useColumns(): Column<Mail>[] {
  const { t, language } = useText()
  return [
    {
      key: 'to',
      title: t('mail.to'),
      cell: (row) => (
        <span className="two-lines">
          <b style={{ overflowWrap: 'anywhere' }}>{row.address}</b>
          <small>{t(`mail.kind.${row.kind}` as TextKey)}</small>
        </span>
      ),
    },
    { key: 'subject', title: t('mail.subject'), wide: true, cell: (row) => row.subject },
    {
      key: 'state',
      title: t('mail.state'),
      cell: (row) => (
        <span className="two-lines">
          <span>
            <Tag tone={TONES[row.state]}>{t(`mail.${row.state}`)}</Tag>
          </span>
          {row.error !== null && (
            <small title={row.answer ?? ''}>{t(`mail.failure.${row.error}` as TextKey)}</small>
          )}
          {row.nextAt !== null && row.attempts > 0 && (
            <small>{t('mail.nextAt', { at: formatMoment(row.nextAt, language) })}</small>
          )}
        </span>
      ),
    },
    {
      key: 'at',
      title: t('mail.at'),
      wide: true,
      cell: (row) => <span className="nowrap">{formatMoment(row.createdAt, language)}</span>,
    },
    { key: 'attempts', title: t('mail.attempts'), numeric: true, wide: true, cell: (row) => row.attempts },
  ]
}

function RetryButton() {
  const { t } = useText()
  const { message } = App.useApp()
  const retry = useMutation(
    api.mail.retryMails.mutationOptions({
      onSuccess: ({ retried }) => {
        void message.success(t('mail.retried', { count: retried }))
        return queries.invalidateQueries({ queryKey: api.mail.key() })
      },
    }),
  )
  return (
    <Button size="small" loading={retry.isPending} onClick={() => retry.mutate(undefined)}>
      {t('mail.retry')}
    </Button>
  )
}

/** What was sent, what waits and what failed, newest first. */
export function MailLog({ unsent }: { readonly unsent: number }) {
  const { t } = useText()
  const [page, setPage] = useState(1)
  const [state, setState] = useState<(typeof STATES)[number]>('all')
  const columns = useColumns()
  const only = state === 'all' ? {} : { state }
  const query = useQuery({
    ...api.mail.findMails.queryOptions({ input: { page, pageSize: PAGE_SIZE, ...only } }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
  return (
    <Card
      className="flush"
      title={t('mail.log')}
      note={t('mail.logNote')}
      aside={unsent > 0 && <RetryButton />}
    >
      <div className="mail-states">
        <Segmented
          aria-label={t('mail.state')}
          value={state}
          onChange={(next) => {
            setState(next)
            setPage(1)
          }}
          options={STATES.map((value) => ({ value, label: t(`mail.${value}`) }))}
        />
      </div>
      <Loaded query={query} lines={4}>
        {({ total, rows }) =>
          rows.length === 0 ? (
            <p className="muted mail-states">{t('mail.empty')}</p>
          ) : (
            <>
              <DataTable label={t('mail.log')} columns={columns} rows={rows} rowKey={(row) => row.mailId} />
              <Pager page={page} pageSize={PAGE_SIZE} total={total} onPage={setPage} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
