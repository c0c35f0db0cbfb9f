import { addDays } from '@salesloom/engine/calendar'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Outputs } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { ledgerMoney } from '../../ui/format/money.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { useTreeChanges } from './use-tree-changes.ts'

const STAGES = ['introduction', 'growth', 'maturity', 'decline'] as const
type Stage = (typeof STAGES)[number]

type HistoryProps = { readonly node: Outputs['records']['getNode']; readonly mayWrite: boolean }

function Prices({ node, mayWrite }: HistoryProps) {
  const { t, language } = useText()
  const { today, currency, currencyDigits } = useSession().workspace
  const { price } = useTreeChanges()
  const [draft, setDraft] = useState({ from: today, listPrice: '', standardCost: '' })
  const money = { code: currency, digits: currencyDigits }
  const shown = (amount: string | null) => (amount === null ? '—' : ledgerMoney(amount, money, language))
  const input = (key: 'from' | 'listPrice' | 'standardCost', label: string) => (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          type={key === 'from' ? 'date' : 'text'}
          inputMode="decimal"
          value={draft[key]}
          onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <section>
      <h3>{t('records.node.prices')}</h3>
      <ol className="history">
        {node.prices.map((one) => (
          <li key={one.from}>
            <span className="figures">
              {one.from} – {one.to === null ? t('people.positions.open') : addDays(one.to, -1)}
            </span>
            <span className="figures">
              {shown(one.listPrice)} <span className="faint">/ {shown(one.standardCost)}</span>
            </span>
          </li>
        ))}
      </ol>
      {mayWrite && (
        <div className="row ending">
          {input('from', t('records.node.from'))}
          {input('listPrice', t('records.products.price'))}
          {input('standardCost', t('records.node.cost'))}
          <Button
            loading={price.isPending}
            disabled={draft.from === '' || draft.listPrice === ''}
            onClick={() =>
              price.mutate({
                productId: node.id,
                from: draft.from,
                listPrice: draft.listPrice.trim(),
                standardCost: draft.standardCost.trim() === '' ? null : draft.standardCost.trim(),
              })
            }
          >
            {t('records.node.set')}
          </Button>
        </div>
      )}
      {price.isError && <Problem error={price.error} />}
    </section>
  )
}

function Stages({ node, mayWrite }: HistoryProps) {
  const { t } = useText()
  const { today } = useSession().workspace
  const { stage: change } = useTreeChanges()
  const [from, setFrom] = useState(today)
  const [stage, setStage] = useState<Stage>('growth')
  return (
    <section>
      <h3>{t('records.node.stages')}</h3>
      <ol className="history">
        {node.stages.map((one) => (
          <li key={one.from}>
            <span className="figures">
              {one.from} – {one.to === null ? t('people.positions.open') : addDays(one.to, -1)}
            </span>
            <span>{t(`records.node.stage.${one.stage as Stage}`)}</span>
          </li>
        ))}
      </ol>
      {mayWrite && (
        <div className="row ending">
          <Field label={t('records.node.from')}>
            {(id) => (
              <Input id={id} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
            )}
          </Field>
          <Field label={t('records.node.stages')}>
            {(id) => (
              <Select
                id={id}
                style={{ minWidth: 120 }}
                value={stage}
                options={STAGES.map((one) => ({ value: one, label: t(`records.node.stage.${one}`) }))}
                onChange={setStage}
              />
            )}
          </Field>
          <Button
            loading={change.isPending}
            disabled={from === ''}
            onClick={() => change.mutate({ productId: node.id, from, stage })}
          >
            {t('records.node.set')}
          </Button>
        </div>
      )}
      {change.isError && <Problem error={change.error} />}
    </section>
  )
}

/** What a product cost, and in which stage of its life it was, through time. */
export function ProductHistory(props: HistoryProps) {
  return (
    <>
      <Prices {...props} />
      <Stages {...props} />
    </>
  )
}
