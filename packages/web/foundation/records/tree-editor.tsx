import type { TreeName } from '@salesloom/contract'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { CreateNode } from './create-node.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { NodeDrawer } from './node-drawer.tsx'
import type { TreeMember } from './tree-member.ts'
import './tree-editor.css'

type Moving = { readonly id: number; readonly parentId: number | null }

/** What a tree's list needs to be changed: opening a node by its name, dragging it onto another, and a new one. */
export type TreeEditing = {
  readonly mayWrite: boolean
  readonly open: (id: number) => void
  readonly drop: (id: number, onto: number) => void
  readonly addButton: ReactNode
  readonly dialogs: ReactNode
}

/** Dialogs of a tree and the ways into them. */
export function useTreeEditing(tree: TreeName, members: readonly TreeMember[]): TreeEditing {
  const { t } = useText()
  const mayWrite = useMay('records.write')
  const [opened, setOpened] = useState<number | null>(null)
  const [moving, setMoving] = useState<Moving | null>(null)
  const [adding, setAdding] = useState(false)
  const parentOf = (id: number) => members.find((member) => member.id === id)?.parentId ?? null
  return {
    mayWrite,
    open: setOpened,
    drop: (id, onto) => {
      if (id !== onto && parentOf(id) !== onto) setMoving({ id, parentId: onto })
    },
    addButton: mayWrite && (
      <Button size="small" onClick={() => setAdding(true)}>
        {t('records.node.add')}
      </Button>
    ),
    dialogs: (
      <>
        {opened !== null && (
          <NodeDrawer
            tree={tree}
            id={opened}
            onMove={() => setMoving({ id: opened, parentId: parentOf(opened) })}
            onClose={() => setOpened(null)}
          />
        )}
        {moving !== null && (
          <MoveDialog tree={tree} members={members} {...moving} onClose={() => setMoving(null)} />
        )}
        {adding && (
          <CreateNode
            tree={tree}
            members={members}
            parentId={members.find((member) => member.parentId === null)?.id ?? null}
            onClose={() => setAdding(false)}
          />
        )}
      </>
    ),
  }
}
