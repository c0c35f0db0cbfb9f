import { MoreOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useMay } from '../../api/session.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import { type CopyKind, CopyScenario } from './copy-scenario.tsx'
import { planDownload } from './plan-downloads.ts'
import { PlanFile } from './plan-file.tsx'
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

/** Branch, successor, lock, files: what a scenario's menu offers in its state. */
function MoreActions({ scenario }: { readonly scenario: Scenario }) {
  const { t } = useText()
  const mayWrite = useMay('targets.write')
  const [copies, setCopies] = useState<CopyKind | null>(null)
  const [reads, setReads] = useState(false)
  const { scenarioId, version, state, lockedBy } = scenario
  const editable = mayWrite && state === 'working' && lockedBy === null
  const lock = useMutation(api.targets.lockScenario.mutationOptions(useStepOptions('targets.actions.done')))
  const file = (name: 'targetPlan' | 'forecastingQuota', format: 'csv' | 'xlsx', text: TextKey) => ({
    key: `${name}.${format}`,
    label: (
      <a href={planDownload(scenario.scenarioId, name, format)} download>
        {t(text)}
      </a>
    ),
  })
  const items = [
    ...(mayWrite ? [{ key: 'branch', label: t('targets.actions.branch') }] : []),
    ...(mayWrite && state === 'approved' ? [{ key: 'succeed', label: t('targets.actions.succeed') }] : []),
    ...(mayWrite && state === 'working'
      ? [{ key: 'lock', label: t(lockedBy === null ? 'targets.actions.lock' : 'targets.actions.unlock') }]
      : []),
    ...(editable ? [{ key: 'read', label: t('targets.file.title') }] : []),
    { type: 'divider' as const, key: 'line' },
    file('targetPlan', 'xlsx', 'targets.file.xlsx'),
    file('targetPlan', 'csv', 'targets.file.csv'),
    file('forecastingQuota', 'csv', 'targets.file.quota'),
  ]
  const choose = (key: string) => {
    if (key === 'branch' || key === 'succeed') setCopies(key)
    if (key === 'read') setReads(true)
    if (key === 'lock') lock.mutate({ scenarioId, version, locked: lockedBy === null })
  }
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
        <Button icon={<MoreOutlined />} aria-label={t('targets.actions.more')} aria-haspopup="menu" />
      </Dropdown>
      {reads && <PlanFile scenario={scenario} onClose={() => setReads(false)} />}
      {copies !== null && <CopyScenario scenario={scenario} kind={copies} onClose={() => setCopies(null)} />}
    </>
  )
}

/** Submit, approve or give back, each for those who may and where the state allows it. */
export function PlanActions({ scenario }: { readonly scenario: Scenario }) {
  const { t } = useText()
  const mayWrite = useMay('targets.write')
  const mayApprove = useMay('targets.approve')
  const { scenarioId, version, state } = scenario
  const submit = useMutation(
    api.targets.submitScenario.mutationOptions(useStepOptions('targets.plan.submitted')),
  )
  const approve = useMutation(
    api.targets.approveScenario.mutationOptions(useStepOptions('targets.plan.approved')),
  )
  const giveBack = useMutation(
    api.targets.returnScenario.mutationOptions(useStepOptions('targets.actions.done')),
  )
  const step = { scenarioId, version }
  return (
    <>
      {state === 'working' && mayWrite && !scenario.isWhatIf && (
        <Button type="primary" loading={submit.isPending} onClick={() => submit.mutate(step)}>
          {t('targets.plan.submit')}
        </Button>
      )}
      {state === 'submitted' && mayApprove && (
        <>
          <Button loading={giveBack.isPending} onClick={() => giveBack.mutate(step)}>
            {t('targets.actions.return')}
          </Button>
          <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate(step)}>
            {t('targets.plan.approve')}
          </Button>
        </>
      )}
      <MoreActions scenario={scenario} />
    </>
  )
}
