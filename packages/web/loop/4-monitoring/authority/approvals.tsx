import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { Tag } from '../../../ui/figure/tag.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Pager } from '../../../ui/page/pager.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { FormModal } from '../response/form-modal.tsx'
import { refreshMonitoring } from '../response/use-members.ts'

type Approval = Outputs['monitoring']['findQuoteApprovals']['rows'][number]
const PAGE_SIZE = 10
const TONE = { requested: 'care', approved: 'good', refused: 'bad' } as const

function RefuseForm(props: { readonly approval: Approval; readonly onClose: () => void }) {
  const { t } = useText()
  const [reason, setReason] = useState('')
  const decide = useMutation(
    api.monitoring.decideQuoteApproval.mutationOptions({
      onSuccess: async () => {
        props.onClose()
        await refreshMonitoring()
      },
    }),
  )
  const { approvalId, number } = props.approval
  return (
    <FormModal
      title={t('response.approval.refuseTitle', { number })}
      ok={t('response.approval.refuse')}
      ready={reason.trim() !== ''}
      pending={decide.isPending}
      error={decide.error}
      onOk={() => decide.mutate({ approvalId, approve: false, reason: reason.trim() })}
      onClose={props.onClose}
    >
      <Input.TextArea
        aria-label={t('response.approval.reason')}
        placeholder={t('response.approval.reason')}
        maxLength={300}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormModal>
  )
}

function Decide({ approval }: { readonly approval: Approval }) {
  const { t } = useText()
  const [refusing, setRefusing] = useState(false)
  const decide = useMutation(
    api.monitoring.decideQuoteApproval.mutationOptions({ onSettled: () => refreshMonitoring() }),
  )
  const { approvalId, state, mayDecide, neededRole, decidedBy, reason } = approval
  if (state !== 'requested')
    return (
      <span className="deal-name">
        <Tag tone={TONE[state]}>{t(`response.approval.is.${state}`)}</Tag>
        <small className="faint">{decidedBy}</small>
        {reason !== '' && <small>{reason}</small>}
      </span>
    )
  if (!mayDecide)
    return (
      <span className="muted">
        {neededRole === null
          ? t('response.approval.beyondAll')
          : t('response.approval.waits', { role: t(`shell.role.${neededRole}`) })}
      </span>
    )
  return (
    <span className="row">
      <Button
        size="small"
        type="primary"
        loading={decide.isPending}
        onClick={() => decide.mutate({ approvalId, approve: true })}
      >
        {t('response.approval.approve')}
      </Button>
      <Button size="small" onClick={() => setRefusing(true)}>
        {t('response.approval.refuse')}
      </Button>
      {decide.isError && <Problem error={decide.error} />}
      {refusing && <RefuseForm approval={approval} onClose={() => setRefusing(false)} />}
    </span>
  )
}

/** Quotes that wait for a decision, and those that were decided. */
export function Approvals() {
  const { t, language } = useText()
  const currency = useCurrency()
  const [page, setPage] = useState(1)
  const query = useQuery({
    ...api.monitoring.findQuoteApprovals.queryOptions({ input: { page, pageSize: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  })
  const columns: Column<Approval>[] = [
    {
      key: 'quote',
      title: t('response.approval.quote'),
      cell: ({ number, customer, person, note }) => (
        <span className="deal-name">
          <span>{customer === null ? number : nameIn(customer, language)}</span>
          <small className="faint">
            {number}
            {person !== null && ` · ${nameIn(person, language)}`}
          </small>
          {note !== '' && <small>{note}</small>}
        </span>
      ),
    },
    {
      key: 'amount',
      title: t('response.approval.amount'),
      numeric: true,
      wide: true,
      cell: ({ amount }) => <Money minor={amount} currency={currency} />,
    },
    {
      key: 'discount',
      title: t('response.approval.discount'),
      numeric: true,
      cell: ({ discountPercent }) => `${formatNumber(discountPercent, language, 1)} %`,
    },
    { key: 'decide', title: t('response.approval.decision'), cell: (row) => <Decide approval={row} /> },
  ]
  return (
    <Card title={t('response.approval.title')} note={t('response.approval.note')}>
      <Loaded query={query} lines={4}>
        {({ total, rows }) =>
          total === 0 ? (
            <p className="muted">{t('response.approval.none')}</p>
          ) : (
            <>
              <DataTable
                label={t('response.approval.title')}
                rows={rows}
                rowKey={({ approvalId }) => approvalId}
                columns={columns}
              />
              <Pager
                label={t('response.approval.title')}
                page={page}
                pageSize={PAGE_SIZE}
                total={total}
                onPage={setPage}
              />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
