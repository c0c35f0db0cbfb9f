import { CloseOutlined } from '@ant-design/icons'
import { auditActionText, auditActorText, auditSubjectText } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useId } from 'react'
import { api } from '../../api/client.ts'
import type { AuditSearch } from '../../app/search.ts'
import { useText } from '../../i18n/index.ts'
import { SearchField } from '../../ui/form/search-field.tsx'

/** All acts at the sign-in, as the server's filter names them. */
const SIGN_INS = 'session.*'

type Filter = Omit<AuditSearch, 'page'>

function Day(props: {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (day: string | undefined) => void
}) {
  const id = useId()
  return (
    <span className="day">
      <label htmlFor={id}>{props.label}</label>
      <Input
        id={id}
        type="date"
        value={props.value ?? ''}
        onChange={(event) => props.onChange(event.target.value === '' ? undefined : event.target.value)}
      />
    </span>
  )
}

/** Narrows the trail by text, actor, action, subject and days. */
export function AuditFilters({
  filter,
  onNarrow,
}: {
  readonly filter: Filter
  readonly onNarrow: (part: { [Key in keyof Filter]: Filter[Key] | undefined }) => void
}) {
  const { t, language } = useText()
  const choices = useQuery(api.administration.findAuditChoices.queryOptions()).data
  const listed = (values: readonly string[] = []) =>
    values.map((value) => ({ value, label: auditActorText(value, language) }))
  const orNone = (value: string) => (value === '' ? undefined : value)
  return (
    <search className="audit-filters" aria-label={t('audit.filters')}>
      <SearchField
        label={t('audit.search')}
        value={filter.search ?? ''}
        onSearch={(search) => onNarrow({ search: orNone(search) })}
      />
      <Select
        aria-label={t('audit.actor')}
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.actor ?? ''}
        options={[{ value: '', label: t('audit.everybody') }, ...listed(choices?.actors)]}
        onChange={(actor) => onNarrow({ actor: orNone(actor) })}
      />
      <Select
        aria-label={t('audit.action')}
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.action ?? ''}
        options={[
          { value: '', label: t('audit.everyAction') },
          { value: SIGN_INS, label: t('audit.signIns') },
          ...(choices?.actions ?? []).map((action) => ({
            value: action,
            label: auditActionText(action, language),
          })),
        ]}
        onChange={(action) => onNarrow({ action: orNone(action) })}
      />
      <Day label={t('audit.from')} value={filter.from} onChange={(from) => onNarrow({ from })} />
      <Day label={t('audit.to')} value={filter.to} onChange={(to) => onNarrow({ to })} />
      {filter.subject !== undefined && (
        <Button onClick={() => onNarrow({ subject: undefined })} icon={<CloseOutlined aria-hidden="true" />}>
          {auditSubjectText(filter.subject, language)}
        </Button>
      )}
    </search>
  )
}
