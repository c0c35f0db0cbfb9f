import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { missingRate } from '../../../api/failure.ts'
import { useCurrency } from '../../../api/money.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { formatCivilDate, formatMoment } from '../../../ui/format/date.ts'
import { shortMoney } from '../../../ui/format/money.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { useCascadeChange } from '../cascade/use-cascade-change.ts'
import { ActivityArithmetic, ActivityChain, type ActivityTarget, type RateName } from './activity-chain.tsx'
import { ActivityRates, RateForm, type RateWish } from './activity-rates.tsx'

const RATE_NAMES: readonly RateName[] = [
  'averageDeal',
  'proposalWins',
  'opportunityProposals',
  'leadOpportunities',
  'visitsPerOpportunity',
]

/** The rates that somebody set with a reason. */
function wishesOf(target: ActivityTarget | undefined): RateWish[] {
  return (target?.rates ?? []).flatMap(({ name, used, reason }) =>
    reason === null ? [] : [{ name, used, reason }],
  )
}

function Saved(props: {
  readonly target: ActivityTarget
  readonly mayAnswer: boolean
  readonly isSaving: boolean
  readonly onSave: (wishes: readonly RateWish[]) => void
}) {
  const { target, mayAnswer, onSave } = props
  const { t, language } = useText()
  const [changing, setChanging] = useState<RateName | null>(null)
  const without = (name: RateName) => wishesOf(target).filter((wish) => wish.name !== name)
  return (
    <div className="stack">
      <ActivityChain target={target} />
      {target.isStale && (
        <p className="bad" role="status">
          {t('activity.stale')}
        </p>
      )}
      <ActivityArithmetic target={target} />
      <ActivityRates
        target={target}
        mayChange={mayAnswer}
        onChange={setChanging}
        onReset={(name) => onSave(without(name))}
      />
      {changing !== null && (
        <RateForm
          key={changing}
          name={changing}
          onCancel={() => setChanging(null)}
          onSend={(wish) => {
            setChanging(null)
            onSave([...without(wish.name), wish])
          }}
        />
      )}
      <p className="faint">
        {t('activity.history', {
          from: formatCivilDate(target.from, language),
          to: formatCivilDate(target.to, language),
          name: target.savedBy,
          at: formatMoment(target.savedAt, language),
        })}{' '}
        {mayAnswer && (
          <Button size="small" type="link" loading={props.isSaving} onClick={() => onSave(wishesOf(target))}>
            {t('activity.again')}
          </Button>
        )}
      </p>
    </div>
  )
}

/** What one person has to do in one quarter for what they shall sell. */
export function PersonQuarter(props: {
  readonly scenarioId: number
  readonly personId: number
  readonly quarter: number
  readonly sales: number
  readonly target: ActivityTarget | undefined
}) {
  const { scenarioId, personId, quarter, sales, target } = props
  const { t, language } = useText()
  const currency = useCurrency()
  const mayAnswer = useMay('targets.answer')
  const save = useMutation(api.targets.saveActivityTarget.mutationOptions(useCascadeChange(() => undefined)))
  const [given, setGiven] = useState<readonly RateWish[]>([])
  const send = (rates: readonly RateWish[]) => {
    setGiven(rates)
    save.mutate({ scenarioId, personId, quarter, version: target?.version ?? 0, rates: [...rates] })
  }
  const missing = RATE_NAMES.find((name) => name === missingRate(save.error))
  return (
    <Card>
      {target === undefined ? (
        <Empty
          title={t('activity.none.title', { amount: shortMoney(sales, currency, language) })}
          text={t('activity.none.text')}
        >
          {mayAnswer && (
            <Button type="primary" loading={save.isPending} onClick={() => send([])}>
              {t('activity.derive')}
            </Button>
          )}
        </Empty>
      ) : (
        <Saved target={target} mayAnswer={mayAnswer} isSaving={save.isPending} onSave={send} />
      )}
      {save.error !== null && <Problem error={save.error} />}
      {missing !== undefined && (
        <RateForm
          key={missing}
          name={missing}
          onCancel={() => save.reset()}
          onSend={(wish) => send([...given, wish])}
        />
      )}
    </Card>
  )
}
