import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { formatNumber } from '../../../ui/format/number.ts'
import { DataTable } from '../../../ui/page/data-table.tsx'
import { type ActivityTarget, type RateName, useRateText } from './activity-chain.tsx'

type Rate = ActivityTarget['rates'][number]
export type RateWish = { readonly name: RateName; readonly used: number; readonly reason: string }

/** What is typed for one unit of a rate: money in major units, shares in percent. */
function unitOf(name: RateName, digits: number): number {
  if (name === 'averageDeal') return 10 ** digits
  return name === 'visitsPerOpportunity' ? 1 : 0.01
}

/** Another rate for a step, with the reason that everybody reads. */
export function RateForm(props: {
  readonly name: RateName
  readonly onSend: (wish: RateWish) => void
  readonly onCancel: () => void
}) {
  const { t } = useText()
  const { digits } = useCurrency()
  const [typed, setTyped] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const send = () =>
    props.onSend({ name: props.name, used: (typed ?? 0) * unitOf(props.name, digits), reason: reason.trim() })
  return (
    <div className="rate-form">
      <Field label={t(`activity.rate.${props.name}`)} hint={t(`activity.typed.${props.name}`)}>
        {(id) => <InputNumber id={id} min={0} value={typed} onChange={setTyped} className="whole-width" />}
      </Field>
      <Field label={t('cascade.answer.reason')}>
        {(id) => (
          <Input id={id} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <div className="row">
        <Button type="primary" disabled={(typed ?? 0) <= 0 || reason.trim() === ''} onClick={send}>
          {t('activity.useRate')}
        </Button>
        <Button type="text" onClick={props.onCancel}>
          {t('ui.action.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Each rate: what is on record, the team's, what both come to, and what is used instead. */
export function ActivityRates(props: {
  readonly target: ActivityTarget
  readonly mayChange: boolean
  readonly onChange: (name: RateName) => void
  readonly onReset: (name: RateName) => void
}) {
  const { t, language } = useText()
  const rateText = useRateText()
  const ownText = ({ name, own, events, cases }: Rate) =>
    own === null
      ? t('activity.noRecord')
      : name === 'averageDeal'
        ? t('activity.ofDeals', { rate: rateText(name, own), count: cases })
        : `${rateText(name, own)} (${formatNumber(events, language)}/${formatNumber(cases, language)})`
  return (
    <DataTable
      label={t('activity.rates')}
      rows={props.target.rates}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', title: t('activity.column.rate'), cell: ({ name }) => t(`activity.rate.${name}`) },
        { key: 'own', title: t('activity.column.own'), numeric: true, cell: ownText },
        {
          key: 'team',
          title: t('activity.column.team'),
          numeric: true,
          wide: true,
          cell: ({ name, team, teamPeople }) =>
            `${rateText(name, team)} (${t('activity.people', { count: teamPeople })})`,
        },
        {
          key: 'strength',
          title: t('activity.column.strength'),
          numeric: true,
          wide: true,
          cell: ({ strength }) =>
            strength === null ? t('activity.allTeam') : formatNumber(strength, language, 1),
        },
        {
          key: 'used',
          title: t('activity.column.used'),
          numeric: true,
          cell: ({ name, used, reason }) => (
            <span title={reason ?? ''}>
              <b>{rateText(name, used)}</b>
              {reason !== null && <small className="faint rate-reason">{reason}</small>}
            </span>
          ),
        },
        {
          key: 'change',
          title: <span className="visually-hidden">{t('activity.change')}</span>,
          cell: ({ name, reason }) =>
            props.mayChange && (
              <Button
                size="small"
                type="text"
                onClick={() => (reason === null ? props.onChange(name) : props.onReset(name))}
              >
                {t(reason === null ? 'activity.change' : 'activity.reset')}
              </Button>
            ),
        },
      ]}
    />
  )
}
