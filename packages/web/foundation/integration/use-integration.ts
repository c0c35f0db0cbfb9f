import { App } from 'antd'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'

/** What every change of keys and webhooks does afterwards: refresh, or say why not. */
export function useAfterChange() {
  const { t } = useText()
  const { message } = App.useApp()
  return {
    onSuccess: () => void queries.invalidateQueries({ queryKey: api.integration.key() }),
    onError: (error: unknown) => void message.error(failureOf(error).message ?? t('ui.error.unknown.title')),
  }
}
