import { useMutation } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { FormModal } from './form-modal.tsx'
import { type Measure, MeasureFields, useMeasureDraft } from './measure-form.tsx'
import { MeasureMeanwhile } from './measure-meanwhile.tsx'
import type { Response } from './response-text.ts'
import { refreshMonitoring } from './use-members.ts'

type Props = { readonly response: Response; readonly measure: Measure; readonly onClose: () => void }

/** Changes a measure over the version that was read; its state is changed in the table. */
export function EditMeasure({ response, measure, onClose }: Props) {
  const { t } = useText()
  const currency = useCurrency()
  const { today } = useSession().workspace
  const { draft, set, isReady, terms } = useMeasureDraft({ response, measure, today, currency })
  const save = useMutation(
    api.monitoring.saveMeasure.mutationOptions({
      onSuccess: async () => {
        onClose()
        await refreshMonitoring()
      },
      onError: () => refreshMonitoring(),
    }),
  )
  const { measureId, version, state } = measure
  // The dialog is of the measure as it was opened; the response hears what others have saved since.
  const latest = response.measures.find((each) => each.measureId === measureId) ?? measure
  const isBehind = latest.version > version
  return (
    <FormModal
      title={measure.title}
      ok={t('ui.action.save')}
      ready={isReady && !isBehind}
      pending={save.isPending}
      error={isBehind ? null : save.error}
      onOk={() => save.mutate({ measureId, version, state, ...terms })}
      onClose={onClose}
    >
      <MeasureFields draft={draft} set={set} hasBegun={measure.beganOn !== null} />
      {isBehind && (
        <MeasureMeanwhile
          theirs={latest}
          mine={terms}
          pending={save.isPending}
          onTake={onClose}
          onKeep={() => save.mutate({ measureId, version: latest.version, state: latest.state, ...terms })}
        />
      )}
    </FormModal>
  )
}
