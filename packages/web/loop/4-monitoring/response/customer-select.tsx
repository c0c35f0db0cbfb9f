import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'

/** Customers found by part of their name, as a choice takes them. */
function useCustomers() {
  const { language } = useText()
  const [text, setText] = useState('')
  const query = useQuery({
    ...api.entries.findLinks.queryOptions({ input: { kind: 'quote', field: 'customer', text: text.trim() } }),
    placeholderData: keepPreviousData,
  })
  const options = (query.data ?? []).map(({ id, name }) => ({ value: id, label: nameIn(name, language) }))
  return { options, showSearch: { filterOption: false, onSearch: setText } as const }
}

/** One customer, or none. */
export function CustomerSelect(props: {
  readonly id: string
  readonly value: number | null
  readonly onChange: (id: number | null) => void
}) {
  const found = useCustomers()
  return (
    <Select
      {...found}
      id={props.id}
      allowClear
      value={props.value}
      onChange={(next: number | null | undefined) => props.onChange(next ?? null)}
    />
  )
}

/** Some customers. */
export function CustomersSelect(props: {
  readonly id: string
  readonly value: number[]
  readonly onChange: (ids: number[]) => void
}) {
  const found = useCustomers()
  return <Select {...found} id={props.id} mode="multiple" value={props.value} onChange={props.onChange} />
}
