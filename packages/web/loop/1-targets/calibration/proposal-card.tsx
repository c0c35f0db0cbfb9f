import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag, type Tone } from '../../../ui/figure/tag.tsx'
import { formatCivilDate, formatMoment } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { AcceptForm } from './accept-form.tsx'
import { EvidencePicture } from './evidence-picture.tsx'
import { ProposalEffect } from './proposal-effect.tsx'
import {
  type Figure,
  figureText,
  findingText,
  type Pen,
  type Proposal,
  percentText,
  remedyText,
} from './proposal-text.ts'
import { RejectForm } from './reject-form.tsx'

const TONES: Record<Proposal['state'], Tone> = {
  open: 'work',
  accepted: 'good',
  changed: 'good',
  rejected: 'plain',
  expired: 'plain',
}

/** A course of fewer periods is said by its figures. */
const FEWEST_POINTS = 3

function EvidenceFigure({ figure, pen }: { readonly figure: Figure; readonly pen: Pen }) {
  const { t } = useText()
  const text = figureText(figure.value, figure.unit, pen)
  return (
    <div>
      <dt>{t(`calibration.figure.${figure.code as 'recent'}`)}</dt>
      <dd>
        {figure.metric === null || figure.slice === null ? (
          text
        ) : (
          <Link
            className="figure-link"
            to="/metrics/explore"
            search={{ metric: figure.metric, ...figure.slice }}
          >
            {text}
          </Link>
        )}
      </dd>
    </div>
  )
}

function Trail({ trail }: Pick<Proposal, 'trail'>) {
  const { t, language } = useText()
  return (
    <ol className="proposal-trail">
      {trail.map(({ action, by, at, percent, reason }) => (
        <li key={`${action} ${at}`}>
          {t(`calibration.trail.${action}`)}
          {percent !== null && action !== 'proposed' && percent !== 0 && ` ${percentText(percent, language)}`}{' '}
          · {by === 'schedule' ? t('calibration.schedule') : by}, {formatMoment(at, language)}
          {reason !== null && <q>{reason}</q>}
        </li>
      ))}
    </ol>
  )
}

function Decide({
  proposal,
  pen,
  onRecord,
}: {
  readonly proposal: Proposal
  readonly pen: Pen
  readonly onRecord: (proposal: Proposal) => void
}) {
  const { t, language } = useText()
  const mayDecide = useMay('targets.approve')
  const mayRecord = useMay('market.write')
  const [form, setForm] = useState<'accept' | 'reject' | null>(null)
  const asks = proposal.rule === 'shift'
  return (
    <div className="row proposal-decide">
      {asks && mayRecord && (
        <Button type="primary" onClick={() => onRecord(proposal)}>
          {t('calibration.event.answer')}
        </Button>
      )}
      {!asks && mayDecide && (
        <Button type="primary" onClick={() => setForm('accept')}>
          {t('calibration.accept.open')}
        </Button>
      )}
      {mayDecide && <Button onClick={() => setForm('reject')}>{t('calibration.reject.open')}</Button>}
      <span className="spacer" />
      <span className="faint">
        {t('calibration.expires', { day: formatCivilDate(proposal.expiresOn, language) })}
      </span>
      {form === 'accept' && <AcceptForm proposal={proposal} pen={pen} onClose={() => setForm(null)} />}
      {form === 'reject' && <RejectForm proposalId={proposal.proposalId} onClose={() => setForm(null)} />}
    </div>
  )
}

/** A proposal: what was found, on which evidence, what it would change, and the decision. */
export function ProposalCard({
  proposal,
  pen,
  onRecord,
}: {
  readonly proposal: Proposal
  readonly pen: Pen
  readonly onRecord: (proposal: Proposal) => void
}) {
  const { t, language } = useText()
  const { evidence, remedies, state, successorId } = proposal
  return (
    <article className={`card proposal ${proposal.kind}`} aria-label={nameIn(proposal.name, language)}>
      <header className="row">
        <h3>{nameIn(proposal.name, language)}</h3>
        <Tag tone={TONES[state]}>{t(`calibration.state.${state}`)}</Tag>
        <span className="spacer" />
        {successorId !== null && (
          <Link to="/targets/$scenarioId" params={{ scenarioId: String(successorId) }}>
            {t('calibration.successor')}
          </Link>
        )}
      </header>
      <p className="finding">{findingText(proposal, pen)}</p>
      <div className="proposal-body">
        <div>
          {evidence.series !== null && evidence.series.points.length >= FEWEST_POINTS && (
            <EvidencePicture series={evidence.series} pen={pen} />
          )}
          <dl className="evidence">
            {evidence.figures.map((figure) => (
              <EvidenceFigure key={figure.code} figure={figure} pen={pen} />
            ))}
          </dl>
        </div>
        <div className="proposal-answer">
          <ul className="remedies">
            {remedies.map((remedy) => (
              <li key={remedy.kind}>
                {remedyText(remedy, proposal.rule, pen)}
                {remedy.low < remedy.high && (
                  <small>
                    {t('calibration.accept.bounds', {
                      low: percentText(remedy.low, language),
                      high: percentText(remedy.high, language),
                    })}
                  </small>
                )}
              </li>
            ))}
          </ul>
          <ProposalEffect proposal={proposal} pen={pen} />
        </div>
      </div>
      {proposal.decidable ? (
        <Decide proposal={proposal} pen={pen} onRecord={onRecord} />
      ) : (
        <Trail trail={proposal.trail} />
      )}
    </article>
  )
}
