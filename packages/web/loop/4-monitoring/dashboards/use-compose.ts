import type { Board, BoardContent, Tile } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../api/client.ts'
import { failureOf } from '../../../api/failure.ts'
import { queries } from '../../../api/queries.ts'
import { useText } from '../../../i18n/index.ts'
import { useBoardChange, useBoardName } from './use-board.ts'

/** A board while it is composed: nothing is lost until it is saved or given up. */
export type Draft = {
  /** the board that it replaces; null for a new one */
  readonly board: Board | null
  readonly name: string
  readonly audience: Board['audience']
  readonly content: BoardContent
}

/** What was pressed goes with the page that it changed: who works by keyboard goes on at the other one, and not at its head. */
function useFocusWith(isComposing: boolean): void {
  const was = useRef(isComposing)
  useEffect(() => {
    if (was.current === isComposing) return
    was.current = isComposing
    document.querySelector<HTMLElement>(isComposing ? '.compose-bar input' : '.board-actions button')?.focus()
  }, [isComposing])
}

/** Composing a board: begins, changes, saves over the version seen, and says so when somebody was first. */
export function useCompose() {
  const { t } = useText()
  const { message } = App.useApp()
  const change = useBoardChange()
  const nameOf = useBoardName()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [conflict, setConflict] = useState(false)
  useFocusWith(draft !== null)
  const refresh = () => queries.invalidateQueries({ queryKey: api.dashboards.findDashboards.key() })
  const create = useMutation(api.dashboards.createDashboard.mutationOptions())
  const edit = useMutation(api.dashboards.editDashboard.mutationOptions())

  const begin = (board: Board) => {
    const own = board.mine && board.dashboardId !== null
    const name = own ? board.name : t('dashboards.copyOf', { name: nameOf(board) })
    setConflict(false)
    setDraft({ board: own ? board : null, name, audience: own ? board.audience : [], content: board.content })
  }
  const end = async (dashboardId: number) => {
    setDraft(null)
    setConflict(false)
    await refresh()
    change({ board: dashboardId, period: undefined })
    void message.success(t('dashboards.saved'))
  }
  const save = async (version?: number) => {
    if (draft === null) return
    const { board, name, audience, content } = draft
    const said = { name, audience, content }
    try {
      const dashboardId = board?.dashboardId ?? null
      const saved =
        board === null || dashboardId === null
          ? await create.mutateAsync(said)
          : await edit.mutateAsync({ ...said, dashboardId, version: version ?? board.version })
      await end(saved.dashboardId)
    } catch (error) {
      const failure = failureOf(error)
      if (failure.code === 'versionConflict') {
        await refresh()
        setConflict(true)
      } else void message.error(failure.message ?? t('ui.error.refused.title'))
    }
  }
  return {
    draft,
    conflict,
    begin,
    blank: () =>
      setDraft({
        board: null,
        name: '',
        audience: [],
        content: { period: 'quarter', filter: {}, tiles: [] },
      }),
    set: (part: Partial<Draft>) => setDraft((old) => (old === null ? null : { ...old, ...part })),
    setTiles: (tiles: readonly Tile[]) =>
      setDraft((old) => (old === null ? null : { ...old, content: { ...old.content, tiles: [...tiles] } })),
    cancel: () => {
      setDraft(null)
      setConflict(false)
    },
    save,
    isSaving: create.isPending || edit.isPending,
  }
}
export type Composing = ReturnType<typeof useCompose>
