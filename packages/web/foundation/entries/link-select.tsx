import type { EntryValue, Field, KindName } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'

type LinkSelectProps = {
  readonly id?: string
  readonly kind: KindName
  readonly field: Field
  readonly value: EntryValue
  readonly label?: string
  readonly autoFocus?: boolean
  readonly onChange: (id: number | null) => void
}

/** Chooses what a field points to by part of its name, pinyin, initials or code. */
export function LinkSelect({ id, kind, field, value, label, autoFocus, onChange }: LinkSelectProps) {
  const { t, language } = useText()
  const [text, setText] = useState('')
  const [opened, setOpened] = useState(false)
  const query = useQuery({
    ...api.entries.findLinks.queryOptions({ input: { kind, field: field.name, text: text.trim() } }),
    enabled: opened,
    placeholderData: keepPreviousData,
  })
  const standing = typeof value === 'object' && value !== null ? value : null
  const found = (query.data ?? []).map((one) => ({
    value: one.id,
    label: nameIn(one.name, language),
    code: one.code ?? '',
  }))
  const known = standing === null || found.some((option) => option.value === standing.id)
  const options = known
    ? found
    : [{ value: standing.id, label: nameIn(standing.name, language), code: '' }, ...found]
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(autoFocus === true ? { autoFocus: true, defaultOpen: true } : {})}
      allowClear={!field.required}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={standing?.id ?? (typeof value === 'number' ? value : null)}
      loading={query.isFetching}
      notFoundContent={query.isFetching ? null : t('entries.noMatch')}
      options={options}
      optionRender={({ data }) => (
        <span className="row">
          <span>{data.label}</span>
          <span className="spacer" />
          <span className="faint">{data.code}</span>
        </span>
      )}
      onOpenChange={(open) => {
        if (open) setOpened(true)
      }}
      onChange={(next: number | null | undefined) => onChange(next ?? null)}
    />
  )
}
