import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { useUndoMessage } from '../../ui/page/use-undo-message.tsx'

/** Every change of a tree with its word of success; a refusal is shown where the change was asked for. */
export function useTreeChanges(onDone?: () => void) {
  const { t } = useText()
  const { message } = App.useApp()
  const sayUndoable = useUndoMessage()
  const options = {
    onSuccess: () => {
      void message.success(t('records.node.saved'))
      void queries.invalidateQueries({ queryKey: api.records.key() })
      onDone?.()
    },
  }
  const moveBack = useMutation(
    api.records.moveNode.mutationOptions({
      // What is taken back has no form of its own any more.
      onError: (error) => void message.error(failureOf(error).message ?? t('ui.error.unknown.title'), 6),
      onSuccess: () => {
        void message.success(t('records.node.movedBack'))
        void queries.invalidateQueries({ queryKey: api.records.key() })
      },
    }),
  )
  const move = useMutation(
    api.records.moveNode.mutationOptions({
      onSuccess: ({ stoodUnder }, { tree, id, from }) => {
        void queries.invalidateQueries({ queryKey: api.records.key() })
        sayUndoable({
          key: `moved ${tree} ${id}`,
          text: t('records.node.saved'),
          undoText: t('ui.action.undo'),
          undo: () => moveBack.mutate({ tree, id, parentId: stoodUnder, from }),
        })
        onDone?.()
      },
    }),
  )
  return {
    create: useMutation(api.records.createNode.mutationOptions(options)),
    edit: useMutation(api.records.editNode.mutationOptions(options)),
    move,
    close: useMutation(api.records.closeNode.mutationOptions(options)),
    remove: useMutation(api.records.removeNode.mutationOptions(options)),
    price: useMutation(api.records.setProductPrice.mutationOptions(options)),
    stage: useMutation(api.records.setProductStage.mutationOptions(options)),
  }
}
