import type { TreeName } from '@salesloom/contract'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { LevelInput } from './level-input.tsx'
import type { TreeMember } from './tree-member.ts'
import { useTreeChanges } from './use-tree-changes.ts'

type CreateNodeProps = {
  readonly tree: TreeName
  readonly members: readonly TreeMember[]
  readonly parentId: number | null
  readonly onClose: () => void
}

/** The form of a new node. */
export function CreateNode({ tree, members, parentId, onClose }: CreateNodeProps) {
  const { t, language } = useText()
  const { today } = useSession().workspace
  const { create } = useTreeChanges(onClose)
  const kinds = [...new Set(members.map((member) => member.kind))]
  const siblings = members.filter((member) => member.parentId === parentId)
  const [draft, setDraft] = useState({
    parentId,
    code: '',
    kind: siblings[0]?.kind ?? kinds.at(-1) ?? '',
    zh: '',
    en: '',
    from: today,
  })
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part })
  const { zh, en, code, kind, from } = draft
  const complete = zh.trim() !== '' && code.trim() !== '' && kind.trim() !== '' && from !== ''
  return (
    <Modal
      open
      title={t('records.node.add')}
      okText={t('ui.action.save')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ loading: create.isPending, disabled: !complete }}
      onOk={() =>
        create.mutate({
          tree,
          parentId: draft.parentId,
          from,
          code,
          kind,
          name: { zh, en: en.trim() === '' ? zh : en },
        })
      }
      onCancel={onClose}
    >
      <div className="fields">
        <Field label={t('records.node.parent')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: '100%' }}
              value={draft.parentId ?? 0}
              options={[
                { value: 0, label: t('records.node.top') },
                ...members.map((member) => ({ value: member.id, label: nameIn(member.name, language) })),
              ]}
              onChange={(next) => change({ parentId: next === 0 ? null : next })}
            />
          )}
        </Field>
        <Field label={t('records.node.nameZh')}>
          {(id) => (
            <Input
              id={id}
              value={zh}
              maxLength={200}
              onChange={(event) => change({ zh: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('records.node.nameEn')}>
          {(id) => (
            <Input
              id={id}
              value={en}
              maxLength={200}
              onChange={(event) => change({ en: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('records.node.code')}>
          {(id) => (
            <Input
              id={id}
              value={code}
              maxLength={60}
              onChange={(event) => change({ code: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('records.node.kind')}>
          {(id) => (
            <LevelInput
              id={id}
              tree={tree}
              value={kind}
              others={kinds}
              onChange={(level) => change({ kind: level })}
            />
          )}
        </Field>
        <Field label={t('records.node.from')}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={from}
              onChange={(event) => change({ from: event.target.value })}
            />
          )}
        </Field>
      </div>
      {create.isError && <Problem error={create.error} />}
    </Modal>
  )
}
