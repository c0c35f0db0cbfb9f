import { useMutation } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { useMissing } from '../../../ui/form/use-missing.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { ReasonField } from './reason-field.tsx'
import { useCascadeChange } from './use-cascade-change.ts'

/** Withdraws a cascade, with a reason that everybody in it reads. */
export function WithdrawForm({
  scenarioId,
  onClose,
}: {
  readonly scenarioId: number
  readonly onClose: () => void
}) {
  const { t } = useText()
  const [reason, setReason] = useState('')
  const withdraw = useMutation(api.targets.withdrawCascade.mutationOptions(useCascadeChange(onClose)))
  const missing = useMissing<HTMLDivElement>()
  const said = reason.trim()
  return (
    <Modal
      open
      title={t('cascade.withdraw.title')}
      okText={t('cascade.withdraw.send')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ danger: true, loading: withdraw.isPending }}
      onOk={() => (said === '' ? missing.ask() : withdraw.mutate({ scenarioId, reason: said }))}
      onCancel={onClose}
    >
      <div className="stack" ref={missing.place}>
        <p>{t('cascade.withdraw.text')}</p>
        <ReasonField
          label={t('cascade.answer.reason')}
          hint={t('cascade.withdraw.hint')}
          rows={3}
          value={reason}
          onChange={setReason}
          isMissing={missing.isAsked && said === ''}
        />
        {withdraw.error !== null && <Problem error={withdraw.error} />}
      </div>
    </Modal>
  )
}
