import { fieldOf, type KindName, kindOf, type LinkDecision, type OpenLink } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { formatPercent } from '../../ui/format/number.ts'

type Props = {
  readonly kind: KindName
  readonly link: OpenLink
  readonly decision: LinkDecision | null
  readonly creatable: boolean
  readonly onDecide: (decision: LinkDecision | null) => void
}

const CREATE = 'create'
const LEAVE_OUT = 'leaveOut'

function shownValue(decision: LinkDecision | null): string | null {
  if (decision === null) return null
  return decision.action === 'use' ? String(decision.id) : decision.action
}

function decisionOf(value: string | undefined): LinkDecision | null {
  if (value === undefined) return null
  if (value === CREATE || value === LEAVE_OUT) return { action: value }
  return { action: 'use', id: Number(value) }
}

/** Chooses what a name of the file stands for: records that look like it come first. */
export function LinkDecider({ kind, link, decision, creatable, onDecide }: Props) {
  const { t, language } = useText()
  const [text, setText] = useState('')
  const [opened, setOpened] = useState(false)
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const query = useQuery({
    ...api.entries.findLinks.queryOptions({ input: { kind, field: link.field, text: text.trim() } }),
    // The names of people themselves are no link that could be searched; their namesakes are suggested.
    enabled: opened && text.trim() !== '' && fieldOf(kindOf(kind), link.field)?.type === 'link',
    placeholderData: keepPreviousData,
  })
  const near = link.suggestions.map(({ id, name, likeness }) => ({
    value: String(id),
    label: name,
    aside: formatPercent(likeness, language, 0),
  }))
  const found =
    text.trim() === ''
      ? []
      : (query.data ?? []).map(({ id, name, code }) => ({
          value: String(id),
          label: nameIn(name, language),
          aside: code ?? '',
        }))
  const ways = [
    ...(creatable ? [{ value: CREATE, label: t('imports.create', { name: link.text }), aside: '' }] : []),
    { value: LEAVE_OUT, label: t('imports.leaveOut'), aside: '' },
  ]
  const listed = [...near, ...found.filter(({ value }) => !near.some((one) => one.value === value)), ...ways]
  const value = shownValue(decision)
  const unknown = value !== null && !listed.some((one) => one.value === value)
  const options = unknown ? [{ value, label: names[value] ?? `#${value}`, aside: '' }, ...listed] : listed
  return (
    <Select
      className="field-select"
      aria-label={t('imports.becomesOf', { name: link.text })}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={
        near[0] === undefined ? t('imports.decide') : t('imports.perhaps', { name: near[0].label })
      }
      value={value}
      options={options}
      optionRender={({ data }) => (
        <span className="row">
          <span>{data.label}</span>
          <span className="spacer" />
          <span className="faint">{data.aside}</span>
        </span>
      )}
      onOpenChange={(open) => {
        if (open) setOpened(true)
      }}
      onChange={(next: string | null | undefined) => {
        const label = options.find((one) => one.value === next)?.label
        if (next !== null && next !== undefined && label !== undefined) setNames({ ...names, [next]: label })
        onDecide(decisionOf(next ?? undefined))
      }}
    />
  )
}
