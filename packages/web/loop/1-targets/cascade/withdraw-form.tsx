import { useMutation } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
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
  return (
    <Modal
      open
      title={t('cascade.withdraw.title')}
      okText={t('cascade.withdraw.send')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: withdraw.isPending }}
      onOk={() => withdraw.mutate({ scenarioId, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className="stack">
        <p>{t('cascade.withdraw.text')}</p>
        <Field label={t('cascade.answer.reason')} hint={t('cascade.withdraw.hint')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={3}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {withdraw.error !== null && <Problem error={withdraw.error} />}
      </div>
    </Modal>
  )
}
