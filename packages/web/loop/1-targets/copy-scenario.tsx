import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { formatMonth } from '../../ui/format/date.ts'
import { Problem } from '../../ui/page/problem.tsx'
import type { Scenario } from './scenario-state.tsx'

export type CopyKind = 'branch' | 'succeed'

type Wish = {
  readonly name: string
  readonly description: string
  readonly isWhatIf: boolean
  readonly effectiveMonth: string | null
}

function useCopy(scenario: Scenario, onDone: () => void) {
  const navigate = useNavigate()
  const open = async ({ scenarioId }: { readonly scenarioId: number }) => {
    onDone()
    await queries.invalidateQueries({ queryKey: api.targets.key() })
    await navigate({ to: '/targets/$scenarioId', params: { scenarioId: String(scenarioId) } })
  }
  const branch = useMutation(api.targets.branchScenario.mutationOptions({ onSuccess: open }))
  const succeed = useMutation(api.targets.succeedScenario.mutationOptions({ onSuccess: open }))
  return {
    error: branch.error ?? succeed.error,
    isPending: branch.isPending || succeed.isPending,
    copy: (kind: CopyKind, { effectiveMonth, isWhatIf, ...wish }: Wish) => {
      const { scenarioId } = scenario
      if (kind === 'branch') branch.mutate({ scenarioId, ...wish, isWhatIf })
      else if (effectiveMonth !== null) succeed.mutate({ scenarioId, ...wish, effectiveMonth })
    },
  }
}

/** Asks for the name of a branch, or of a successor and its first month. */
export function CopyScenario({
  scenario,
  kind,
  onClose,
}: {
  readonly scenario: Scenario
  readonly kind: CopyKind
  readonly onClose: () => void
}) {
  const { t, language } = useText()
  const [wish, setWish] = useState<Wish>({
    name: `${scenario.name} · ${t(`targets.actions.${kind}`)}`,
    description: '',
    isWhatIf: true,
    effectiveMonth: null,
  })
  const plan = useQuery(api.targets.getPlan.queryOptions({ input: { scenarioId: scenario.scenarioId } }))
  const { copy, error, isPending } = useCopy(scenario, onClose)
  const ready = wish.name.trim() !== '' && (kind === 'branch' || wish.effectiveMonth !== null)
  return (
    <Modal
      open
      title={t(`targets.actions.${kind}`)}
      okText={t('targets.actions.create')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ disabled: !ready, loading: isPending }}
      onOk={() => copy(kind, wish)}
      onCancel={onClose}
    >
      <div className="fields">
        <p className="whole faint">{t(`targets.actions.${kind}Hint`)}</p>
        <div className="whole">
          <Field label={t('targets.actions.name')}>
            {(id) => (
              <Input
                id={id}
                maxLength={80}
                value={wish.name}
                onChange={(event) => setWish({ ...wish, name: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className="whole">
          <Field label={t('targets.actions.description')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                maxLength={500}
                value={wish.description}
                onChange={(event) => setWish({ ...wish, description: event.target.value })}
              />
            )}
          </Field>
        </div>
        {kind === 'branch' ? (
          <Checkbox
            className="whole"
            checked={wish.isWhatIf}
            onChange={(event) => setWish({ ...wish, isWhatIf: event.target.checked })}
          >
            {t('targets.actions.isWhatIf')}
          </Checkbox>
        ) : (
          <Field label={t('targets.actions.effectiveMonth')}>
            {(id) => (
              <Select
                id={id}
                value={wish.effectiveMonth}
                onChange={(effectiveMonth) => setWish({ ...wish, effectiveMonth })}
                options={(plan.data?.months ?? []).map((month) => ({
                  value: month,
                  label: formatMonth(month, language),
                }))}
              />
            )}
          </Field>
        )}
      </div>
      {error !== null && <Problem error={error} />}
    </Modal>
  )
}
