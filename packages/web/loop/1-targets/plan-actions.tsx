import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useMay } from '../../api/session.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import type { Scenario } from './scenario-state.tsx'

/** What happens after a step of a scenario: everything that shows it loads again, and the page says so. */
export function useStepOptions(done: TextKey) {
  const { t } = useText()
  const { message } = App.useApp()
  return {
    onSuccess: async () => {
      void message.success(t(done))
      await queries.invalidateQueries({ queryKey: api.targets.key() })
      void queries.invalidateQueries({ queryKey: api.home.key() })
    },
    onError: (error: unknown) => {
      void message.error(failureOf(error).message ?? t('ui.error.offline.title'))
      void queries.invalidateQueries({ queryKey: api.targets.key() })
    },
  }
}

/** Undo, submit and approve, each for those who may and where the state allows it. */
export function PlanActions({ scenario }: { readonly scenario: Scenario }) {
  const { t } = useText()
  const mayWrite = useMay('targets.write')
  const mayApprove = useMay('targets.approve')
  const { scenarioId, version, state } = scenario
  const undo = useMutation(api.targets.undoOperation.mutationOptions(useStepOptions('targets.plan.undone')))
  const submit = useMutation(
    api.targets.submitScenario.mutationOptions(useStepOptions('targets.plan.submitted')),
  )
  const approve = useMutation(
    api.targets.approveScenario.mutationOptions(useStepOptions('targets.plan.approved')),
  )
  const step = { scenarioId, version }
  return (
    <>
      {state === 'working' && mayWrite && (
        <>
          <Button disabled={version <= 1} loading={undo.isPending} onClick={() => undo.mutate(step)}>
            {t('targets.plan.undo')}
          </Button>
          <Button type="primary" loading={submit.isPending} onClick={() => submit.mutate(step)}>
            {t('targets.plan.submit')}
          </Button>
        </>
      )}
      {state === 'submitted' && mayApprove && (
        <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate(step)}>
          {t('targets.plan.approve')}
        </Button>
      )}
    </>
  )
}
