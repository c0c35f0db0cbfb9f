import { useMutation } from '@tanstack/react-query'
import { App, Input, Modal, Radio, Slider } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { amountsAt, type Pen, type Proposal, percentText, type Remedy, remedyText } from './proposal-text.ts'

/** Loads everything again that a decision touches. */
export async function refreshCalibration(): Promise<void> {
  await queries.invalidateQueries({ queryKey: api.calibration.key() })
  await queries.invalidateQueries({ queryKey: api.targets.key() })
}

type Choice = { readonly remedy: Remedy; readonly percent: number; readonly note: string }

function Size({
  proposal,
  choice,
  onChange,
  pen,
}: {
  readonly proposal: Proposal
  readonly choice: Choice
  readonly onChange: (percent: number) => void
  readonly pen: Pen
}) {
  const { t, language } = useText()
  const { remedy, percent } = choice
  const { before, after } = amountsAt(proposal, percent)
  const bounds = t('calibration.accept.bounds', {
    low: percentText(remedy.low, language),
    high: percentText(remedy.high, language),
  })
  const label = t(remedy.kind === 'ramp' ? 'calibration.accept.besideRamp' : 'calibration.accept.percent')
  return (
    <>
      <Field label={label} hint={bounds}>
        {(id) => (
          <div className="accept-size">
            <Slider
              ariaLabelForHandle={label}
              min={remedy.low}
              max={remedy.high}
              step={0.5}
              value={percent}
              onChange={onChange}
              tooltip={{ open: false }}
            />
            <NumberInput
              id={id}
              min={remedy.low}
              max={remedy.high}
              step={0.5}
              suffix="%"
              value={percent}
              onChange={onChange}
            />
          </div>
        )}
      </Field>
      <p>
        {t('calibration.accept.target')} <Money minor={before} currency={pen.currency} /> →{' '}
        <b>
          <Money minor={after} currency={pen.currency} />
        </b>
      </p>
    </>
  )
}

/** Asks which remedy, how much and why, and accepts the proposal. */
export function AcceptForm({
  proposal,
  pen,
  onClose,
}: {
  readonly proposal: Proposal
  readonly pen: Pen
  readonly onClose: () => void
}) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const [first] = proposal.remedies as [Remedy, ...Remedy[]]
  const [choice, setChoice] = useState<Choice>({ remedy: first, percent: first.percent, note: '' })
  const accept = useMutation(
    api.calibration.acceptProposal.mutationOptions({
      onSuccess: async ({ successorId }) => {
        void message.success(t(successorId === null ? 'calibration.accept.noted' : 'calibration.accept.done'))
        onClose()
        await refreshCalibration()
      },
    }),
  )
  const { remedy, percent, note } = choice
  const save = () => {
    if (remedy.kind !== 'ask')
      accept.mutate({ proposalId: proposal.proposalId, remedy: remedy.kind, percent, note })
  }
  return (
    <Modal
      open
      title={t('calibration.accept.title', { name: nameIn(proposal.name, language) })}
      okText={t('calibration.accept.ok')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ loading: accept.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="stack">
        {proposal.remedies.length > 1 && (
          <Radio.Group
            className="accept-remedies"
            value={remedy.kind}
            onChange={(event) => {
              const next = proposal.remedies.find(({ kind }) => kind === event.target.value) ?? first
              setChoice({ ...choice, remedy: next, percent: next.percent })
            }}
            options={proposal.remedies.map((one) => ({
              value: one.kind,
              label: remedyText(one, proposal.rule, pen),
            }))}
          />
        )}
        {remedy.low < remedy.high && (
          <Size
            proposal={proposal}
            choice={choice}
            pen={pen}
            onChange={(value) => setChoice({ ...choice, percent: value })}
          />
        )}
        <Field label={t('calibration.accept.note')} hint={t('calibration.accept.successor')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={400}
              value={note}
              onChange={(event) => setChoice({ ...choice, note: event.target.value })}
            />
          )}
        </Field>
        {accept.isError && <Problem error={accept.error} />}
      </div>
    </Modal>
  )
}
