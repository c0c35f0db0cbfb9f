import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'

type RemoteSelectProps = {
  readonly id: string
  readonly kind: 'customer' | 'product'
  readonly placeholder: string
  readonly value: number | null
  readonly onChange: (id: number) => void
  readonly invalid: boolean
  /** What the value is called before anything was chosen here. */
  readonly standing?: string | undefined
}

/** Chooses one of many records by typing part of its name. */
export function RemoteSelect(props: RemoteSelectProps) {
  const { id, kind, placeholder, value, onChange, invalid, standing } = props
  const { language } = useText()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<{ readonly value: number; readonly label: string } | null>(
    value === null || standing === undefined ? null : { value, label: standing },
  )
  const query = useQuery({
    ...api.records.findAnything.queryOptions({
      input: { text: text.trim() === '' ? ' ' : text.trim(), limit: 50 },
    }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  })
  const found = (query.data ?? [])
    .filter((record) => record.kind === kind)
    .map((record) => ({ value: record.id, label: nameIn(record.name, language) }))
  const options =
    chosen === null || found.some((option) => option.value === chosen.value) ? found : [chosen, ...found]
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={placeholder}
      {...(invalid ? { status: 'error' as const } : {})}
      value={value}
      loading={query.isFetching}
      notFoundContent={null}
      options={options}
      onChange={(next) => {
        setChosen(options.find((option) => option.value === next) ?? null)
        if (next !== null) onChange(next)
      }}
    />
  )
}
