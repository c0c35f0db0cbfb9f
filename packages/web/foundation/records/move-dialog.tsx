import type { TreeName } from '@salesloom/contract'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Problem } from '../../ui/page/problem.tsx'
import type { TreeMember } from './tree-member.ts'
import { useTreeChanges } from './use-tree-changes.ts'

type MoveDialogProps = {
  readonly tree: TreeName
  readonly members: readonly TreeMember[]
  readonly id: number
  /** where it was dropped; null for the top */
  readonly parentId: number | null
  readonly onClose: () => void
}

/** The other parent of a node, and from which day on: figures of the days before stay where they were. */
export function MoveDialog({ tree, members, id, parentId, onClose }: MoveDialogProps) {
  const { t, language } = useText()
  const { today } = useSession().workspace
  const [parent, setParent] = useState(parentId)
  const [from, setFrom] = useState(today)
  const { move } = useTreeChanges(onClose)
  const node = members.find((member) => member.id === id)
  if (node === undefined) return null
  return (
    <Modal
      open
      title={t('records.node.moveTitle', { name: nameIn(node.name, language) })}
      okText={t('records.node.move')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ loading: move.isPending, disabled: from === '' || parent === node.parentId }}
      onOk={() => move.mutate({ tree, id, parentId: parent, from })}
      onCancel={onClose}
    >
      <div className="stack">
        <Field label={t('records.node.newParent')}>
          {(fieldId) => (
            <Select
              id={fieldId}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: '100%' }}
              value={parent ?? 0}
              options={[
                { value: 0, label: t('records.node.top') },
                ...members
                  .filter((member) => member.id !== id)
                  .map((member) => ({ value: member.id, label: nameIn(member.name, language) })),
              ]}
              onChange={(next) => setParent(next === 0 ? null : next)}
            />
          )}
        </Field>
        <Field label={t('records.node.from')} hint={t('records.node.fromHint')}>
          {(fieldId) => (
            <Input id={fieldId} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          )}
        </Field>
        {move.isError && <Problem error={move.error} />}
      </div>
    </Modal>
  )
}
