import { App } from 'antd'
import { api } from '../../../api/client.ts'
import { failureOf } from '../../../api/failure.ts'
import { queries } from '../../../api/queries.ts'
import { useText } from '../../../i18n/index.ts'

/** Refusals that say that somebody else was first. */
const OUTDATED: readonly string[] = ['cascadeConflict', 'cascadeRulesChanged', 'cascadeWithdrawn']

/**
 * What happens after a step at a node: everything that shows it loads again. After a refusal too, so that the next try
 * goes on from the other's figure; what was typed stays.
 */
export function useCascadeChange(onDone: () => void) {
  const { t } = useText()
  const { message } = App.useApp()
  const refresh = () => queries.invalidateQueries({ queryKey: api.targets.key() })
  return {
    onSuccess: async () => {
      void message.success(t('cascade.saved'))
      onDone()
      await refresh()
    },
    onError: (error: unknown) => {
      if (OUTDATED.includes(failureOf(error).code)) void refresh()
    },
  }
}
