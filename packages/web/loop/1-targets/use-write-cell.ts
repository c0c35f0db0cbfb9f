import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { api, type Inputs, type Outputs } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { shortFigure, type Writing } from './measure-text.ts'
import type { Scenario } from './scenario-state.tsx'

type View = Inputs['targets']['getPlanRows']
export type PlanEdit = Inputs['targets']['editCells']['edits'][number]
export type Refused = { readonly edits: readonly PlanEdit[]; readonly error: unknown }
export type Preview = {
  readonly edits: readonly PlanEdit[]
  readonly effect: Outputs['targets']['previewEdits']
}

/**
 * Writes what a person typed, pasted or held, at once or after a preview. A refusal keeps what was typed, loads the
 * newest version to compare with, and lets it be written again.
 */
export function useWriteCells(scenario: Scenario, writing: Writing, view: View) {
  const { t } = useText()
  const { message } = App.useApp()
  const [refused, setRefused] = useState<Refused | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const { language, measure } = writing
  const versioned = { scenarioId: scenario.scenarioId, version: scenario.version, measure: measure.code }
  const save = useMutation(
    api.targets.editCells.mutationOptions({
      onSuccess: ({ before, after, changedCells }) => {
        setRefused(null)
        setPreview(null)
        if (changedCells === 0) return
        void message.success(
          t('targets.plan.written', {
            before: shortFigure(before, writing),
            after: shortFigure(after, writing),
            count: formatNumber(changedCells, language),
          }),
        )
      },
      onError: (error, { edits }) => setRefused({ edits, error }),
      onSettled: () => queries.invalidateQueries({ queryKey: api.targets.key() }),
    }),
  )
  const look = useMutation(
    api.targets.previewEdits.mutationOptions({
      onSuccess: (effect, { edits }) => {
        setRefused(null)
        setPreview({ edits, effect })
      },
      onError: (error, { edits }) => setRefused({ edits, error }),
    }),
  )
  const write = (edits: readonly PlanEdit[], note?: string) => {
    if (edits.length > 0)
      save.mutate({ ...versioned, edits: [...edits], ...(note === undefined || note === '' ? {} : { note }) })
  }
  const show = (edits: readonly PlanEdit[]) => {
    if (edits.length > 0) look.mutate({ ...versioned, edits: [...edits], view })
  }
  return {
    write,
    show,
    preview,
    isSaving: save.isPending,
    saveShown: () => preview !== null && write(preview.edits),
    dropShown: () => setPreview(null),
    refused,
    again: () => refused !== null && write(refused.edits),
    dismiss: () => setRefused(null),
  }
}
