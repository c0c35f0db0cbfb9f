import { useMutation } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { refreshCalibration } from './accept-form.tsx'

/** Asks why a proposal is rejected. */
export function RejectForm({
  proposalId,
  onClose,
}: {
  readonly proposalId: number
  readonly onClose: () => void
}) {
  const { t } = useText()
  const [reason, setReason] = useState('')
  const reject = useMutation(
    api.calibration.rejectProposal.mutationOptions({
      onSuccess: async () => {
        onClose()
        await refreshCalibration()
      },
    }),
  )
  return (
    <Modal
      open
      title={t('calibration.reject.title')}
      okText={t('calibration.reject.ok')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ disabled: reason.trim() === '', loading: reject.isPending, danger: true }}
      onOk={() => reject.mutate({ proposalId, reason })}
      onCancel={onClose}
    >
      <Field label={t('calibration.reject.reason')} hint={t('calibration.reject.hint')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {reject.isError && <Problem error={reject.error} />}
    </Modal>
  )
}
