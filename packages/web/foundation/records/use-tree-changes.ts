import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'

/** Every change of a tree, each with its word of success or refusal. */
export function useTreeChanges(onDone?: () => void) {
  const { t } = useText()
  const { message } = App.useApp()
  const options = {
    onError: (error: unknown) =>
      void message.error(failureOf(error).message ?? t('ui.error.unknown.title'), 6),
    onSuccess: () => {
      void message.success(t('records.node.saved'))
      void queries.invalidateQueries({ queryKey: api.records.key() })
      onDone?.()
    },
  }
  return {
    create: useMutation(api.records.createNode.mutationOptions(options)),
    edit: useMutation(api.records.editNode.mutationOptions(options)),
    move: useMutation(api.records.moveNode.mutationOptions(options)),
    close: useMutation(api.records.closeNode.mutationOptions(options)),
    remove: useMutation(api.records.removeNode.mutationOptions(options)),
    price: useMutation(api.records.setProductPrice.mutationOptions(options)),
    stage: useMutation(api.records.setProductStage.mutationOptions(options)),
  }
}
