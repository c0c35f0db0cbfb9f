import { useMutation } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { FormModal } from './form-modal.tsx'
import { MeasureFields, useMeasureDraft } from './measure-form.tsx'
import type { Response } from './response-text.ts'
import { refreshMonitoring } from './use-members.ts'

type Props = { readonly response: Response; readonly onClose: () => void }

/** Adds a measure to a response. */
export function AddMeasure({ response, onClose }: Props) {
  const { t } = useText()
  const currency = useCurrency()
  const { today } = useSession().workspace
  const { draft, set, isReady, terms } = useMeasureDraft({ response, measure: null, today, currency })
  const add = useMutation(
    api.monitoring.addMeasure.mutationOptions({
      onSuccess: async () => {
        onClose()
        await refreshMonitoring()
      },
    }),
  )
  return (
    <FormModal
      title={t('response.action.measure')}
      ok={t('response.measure.add')}
      ready={isReady}
      pending={add.isPending}
      error={add.error}
      onOk={() => add.mutate({ responseId: response.responseId, ...terms })}
      onClose={onClose}
    >
      <MeasureFields draft={draft} set={set} hasBegun={false} />
    </FormModal>
  )
}
