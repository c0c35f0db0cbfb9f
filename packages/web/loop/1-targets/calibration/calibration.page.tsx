import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useMay } from '../../../api/session.ts'
import { PageHead } from '../../../app/page-head.tsx'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { TargetsNavigation } from '../goals/targets-navigation.tsx'
import { MarketEvents, MarketPrompt } from './market-events.tsx'
import { ProposalCard } from './proposal-card.tsx'
import type { Proposal } from './proposal-text.ts'
import { RecordEvent } from './record-event.tsx'
import { RunCalibration, RunHistory } from './run-history.tsx'
import './calibration.css'

const KINDS = ['funnel', 'capability', 'market', 'resource'] as const
type Shown = 'open' | 'decided'

function Proposals({
  proposals,
  onRecord,
}: {
  readonly proposals: readonly Proposal[]
  readonly onRecord: (proposal: Proposal) => void
}) {
  const { t, language } = useText()
  const pen = { t, language, currency: useCurrency() }
  return KINDS.map((kind) => {
    const own = proposals.filter((proposal) => proposal.kind === kind)
    if (own.length === 0) return null
    return (
      <section key={kind} className="stack" aria-label={t(`calibration.kind.${kind}`)}>
        <h2 className="kind-title">
          {t(`calibration.kind.${kind}`)} <small>{t(`calibration.kindHint.${kind}`)}</small>
        </h2>
        {own.map((proposal) => (
          <ProposalCard key={proposal.proposalId} proposal={proposal} pen={pen} onRecord={onRecord} />
        ))}
      </section>
    )
  })
}

function ProposalList({ onRecord }: { readonly onRecord: (proposal: Proposal) => void }) {
  const { t } = useText()
  const [shown, setShown] = useState<Shown>('open')
  const mayRun = useMay('targets.approve')
  const query = useQuery(api.calibration.findProposals.queryOptions({ input: {} }))
  return (
    <Loaded query={query} lines={8}>
      {(all) => {
        const open = all.filter(({ decidable }) => decidable)
        const decided = all.filter(({ decidable }) => !decidable)
        const proposals = shown === 'open' ? open : decided
        return (
          <div className="stack">
            <Segmented<Shown>
              className="proposal-filter"
              aria-label={t('calibration.show')}
              value={shown}
              onChange={setShown}
              options={[
                { value: 'open', label: t('calibration.openCount', { count: open.length }) },
                { value: 'decided', label: t('calibration.decidedCount', { count: decided.length }) },
              ]}
            />
            {proposals.length === 0 ? (
              <Card>
                <Empty
                  title={t(shown === 'open' ? 'calibration.emptyTitle' : 'calibration.noneDecided')}
                  text={t(mayRun ? 'calibration.emptyText' : 'calibration.emptyRead')}
                />
              </Card>
            ) : (
              <Proposals proposals={proposals} onRecord={onRecord} />
            )}
          </div>
        )
      }}
    </Loaded>
  )
}

/** Calibration of the approved plan: proposals with their evidence, market events, runs. */
export function CalibrationPage() {
  const { t } = useText()
  const mayRun = useMay('targets.approve')
  const mayRecord = useMay('market.write')
  const [record, setRecord] = useState<{ question: Proposal | null } | null>(null)
  const open = () => setRecord({ question: null })
  return (
    <>
      <PageHead title={t('calibration.title')} actions={mayRun ? <RunCalibration /> : undefined} />
      <TargetsNavigation />
      {mayRecord && <MarketPrompt onRecord={open} />}
      <div className="two-columns calibration">
        <ProposalList onRecord={(question) => setRecord({ question })} />
        <div className="stack">
          <MarketEvents onRecord={open} />
          <RunHistory />
        </div>
      </div>
      {record !== null && <RecordEvent question={record.question} onClose={() => setRecord(null)} />}
    </>
  )
}
