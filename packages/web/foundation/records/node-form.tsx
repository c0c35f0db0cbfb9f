import { errorText, type NodeAttributes, type TreeName } from '@salesloom/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { LevelInput } from './level-input.tsx'
import { useTreeChanges } from './use-tree-changes.ts'

type Attribute = keyof NodeAttributes

const ATTRIBUTES: Readonly<Record<TreeName, readonly Attribute[]>> = {
  orgUnit: [],
  region: ['latitude', 'longitude', 'cityTier', 'income', 'population', 'competitionIntensity'],
  product: ['tier', 'unit'],
  customerType: [],
}
const NUMBERS: readonly Attribute[] = ['latitude', 'longitude', 'population', 'competitionIntensity']

/** A typed attribute that should be a number and is none: it is said beside its field, and nothing is saved in its place. */
const isNoNumber = (name: Attribute, text: string): boolean =>
  NUMBERS.includes(name) && !Number.isFinite(Number(text.trim()))

function attributesOf(tree: TreeName, texts: Readonly<Record<string, string>>): NodeAttributes {
  return Object.fromEntries(
    ATTRIBUTES[tree].map((name) => {
      const text = (texts[name] ?? '').trim()
      if (text === '') return [name, null]
      return [name, NUMBERS.includes(name) ? Number(text) : text]
    }),
  ) as NodeAttributes
}

type NodeFormProps = {
  readonly tree: TreeName
  readonly node: Outputs['records']['getNode']
  readonly mayWrite: boolean
}

/** Names, code and attributes of a node; its place is another matter. */
export function NodeForm({ tree, node, mayWrite }: NodeFormProps) {
  const { t, language } = useText()
  const { edit } = useTreeChanges()
  const [draft, setDraft] = useState({ zh: node.name.zh, en: node.name.en, code: node.code, kind: node.kind })
  const [attributes, setAttributes] = useState<Record<string, string>>(
    Object.fromEntries(ATTRIBUTES[tree].map((name) => [name, String(node.attributes[name] ?? '')])),
  )
  const text = (key: 'zh' | 'en' | 'code', label: string, most: number) => (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          value={draft[key]}
          maxLength={most}
          disabled={!mayWrite}
          onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
        />
      )}
    </Field>
  )
  const wrong = (name: Attribute): string | null => {
    const value = attributes[name] ?? ''
    if (!isNoNumber(name, value)) return null
    return errorText('notANumber', language, { field: t(`records.node.attribute.${name}`), value })
  }
  const submit = () => {
    if (ATTRIBUTES[tree].some((name) => wrong(name) !== null)) return
    const { zh, en, code, kind } = draft
    edit.mutate({
      tree,
      id: node.id,
      code,
      kind,
      name: { zh, en },
      attributes: attributesOf(tree, attributes),
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="fields">
        {text('zh', t('records.node.nameZh'), 200)}
        {text('en', t('records.node.nameEn'), 200)}
        {text('code', t('records.node.code'), 60)}
        <Field label={t('records.node.kind')}>
          {(id) => (
            <LevelInput
              id={id}
              tree={tree}
              value={draft.kind}
              disabled={!mayWrite}
              onChange={(kind) => setDraft({ ...draft, kind })}
            />
          )}
        </Field>
        {ATTRIBUTES[tree].map((name) => (
          <Field key={name} label={t(`records.node.attribute.${name}`)} error={wrong(name)}>
            {(id) => (
              <Input
                id={id}
                value={attributes[name] ?? ''}
                disabled={!mayWrite}
                {...(NUMBERS.includes(name) || name === 'income' ? { inputMode: 'decimal' as const } : {})}
                onChange={(event) => setAttributes({ ...attributes, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      {edit.isError && <Problem error={edit.error} />}
      {mayWrite && (
        <Button
          htmlType="submit"
          type="primary"
          loading={edit.isPending}
          disabled={draft.zh.trim() === '' || draft.code.trim() === '' || draft.kind.trim() === ''}
        >
          {t('ui.action.save')}
        </Button>
      )}
    </form>
  )
}
