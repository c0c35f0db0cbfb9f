import type { KindName } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { useUndoMessage } from '../../ui/page/use-undo-message.tsx'

/** Everything to refresh once entries have changed. */
export async function refreshEntries(): Promise<void> {
  await Promise.all(
    [api.entries, api.facts, api.home, api.review, api.metrics, api.records, api.calendar, api.people].map(
      (part) => queries.invalidateQueries({ queryKey: part.key() }),
    ),
  )
}

/** Removing with a way back, and giving many entries the same value. */
export function useEntryChanges(kind: KindName) {
  const { t } = useText()
  const { message } = App.useApp()
  const sayUndoable = useUndoMessage()
  const refused = (error: unknown) =>
    void message.error(failureOf(error).message ?? t('ui.error.unknown.title'))
  const restore = useMutation(
    api.entries.restoreEntries.mutationOptions({
      onError: refused,
      onSuccess: ({ changed }) => {
        void message.success(t('entries.restored', { count: changed }))
        void refreshEntries()
      },
    }),
  )
  const remove = useMutation(
    api.entries.removeEntries.mutationOptions({
      onError: refused,
      onSuccess: ({ changed }, { ids }) => {
        void refreshEntries()
        sayUndoable({
          key: `removed ${ids.join()}`,
          text: t('entries.removedNow', { count: changed }),
          undoText: t('ui.action.undo'),
          undo: () => restore.mutate({ kind, ids }),
        })
      },
    }),
  )
  const editMany = useMutation(
    api.entries.editEntries.mutationOptions({
      // Said where it was asked for; what others have made of the rows meanwhile is shown in the list.
      onError: () => void refreshEntries(),
      onSuccess: ({ changed }) => {
        void message.success(t('entries.changedNow', { count: changed }))
        void refreshEntries()
      },
    }),
  )
  return { remove, restore, editMany }
}
