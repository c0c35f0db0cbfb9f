import type { GridKeyEventArgs } from '@glideapps/glide-data-grid'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useStepOptions } from './plan-actions.tsx'
import type { Scenario } from './scenario-state.tsx'

/** Undo and redo of a scenario. */
export function useHistory({ scenarioId, version }: Scenario) {
  const undo = useMutation(api.targets.undoOperation.mutationOptions(useStepOptions('targets.plan.undone')))
  const redo = useMutation(api.targets.redoOperation.mutationOptions(useStepOptions('targets.plan.redone')))
  return {
    undo: () => undo.mutate({ scenarioId, version }),
    redo: () => redo.mutate({ scenarioId, version }),
    isBusy: undo.isPending || redo.isPending,
  }
}

/** Keys of the grid: E explains, Ctrl+Z takes back, Ctrl+Y or Ctrl+Shift+Z makes again. */
export function useGridKeys(
  scenario: Scenario,
  { editable, toggleExplains }: { readonly editable: boolean; readonly toggleExplains: () => void },
) {
  const { undo, redo } = useHistory(scenario)
  return (key: string, event: GridKeyEventArgs) => {
    const letter = key.toLowerCase()
    const command = event.ctrlKey || event.metaKey
    const act =
      letter === 'e' && !command
        ? toggleExplains
        : command && editable && letter === 'z'
          ? event.shiftKey
            ? redo
            : undo
          : command && editable && letter === 'y'
            ? redo
            : null
    if (act === null) return
    event.cancel()
    event.preventDefault()
    act()
  }
}
