import { Select } from 'antd'
import type { Inputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { formatMonth } from '../../ui/format/date.ts'
import type { Language } from '../../ui/format/locale.ts'

export type Draft = Inputs['calendar']['setCalendar']

const PATTERNS = ['months', '4-4-5', '4-5-4', '5-4-4'] as const
const TWELVE = Array.from({ length: 12 }, (_, at) => at + 1)
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]

/** 5 January 1970 was a Monday. */
export function weekdayName(weekday: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(1970, 0, 4 + weekday),
  )
}

type FieldsProps = {
  readonly draft: Draft
  readonly planned: boolean
  readonly mayWrite: boolean
  readonly onDraft: (draft: Draft) => void
}

function Choice<Value extends string | number>(props: {
  readonly label: string
  readonly hint?: string | undefined
  readonly value: Value
  readonly disabled: boolean
  readonly options: ReadonlyArray<{ readonly value: Value; readonly label: string }>
  readonly onChange: (value: Value) => void
}) {
  return (
    <Field label={props.label} {...(props.hint === undefined ? {} : { hint: props.hint })}>
      {(id) => (
        <Select<Value>
          id={id}
          value={props.value}
          disabled={props.disabled}
          options={[...props.options]}
          onChange={props.onChange}
        />
      )}
    </Field>
  )
}

function WeekFields({ draft, mayWrite, onDraft }: FieldsProps) {
  const { t, language } = useText()
  return (
    <>
      <Choice
        label={t('calendar.weekStart')}
        value={draft.weekStart}
        disabled={!mayWrite}
        options={WEEKDAYS.map((value) => ({ value, label: weekdayName(value, language) }))}
        onChange={(weekStart) => onDraft({ ...draft, weekStart })}
      />
      <Choice
        label={t('calendar.yearEnd')}
        value={draft.yearEndRule}
        disabled={!mayWrite}
        options={(['last', 'nearest'] as const).map((value) => ({
          value,
          label: t(`calendar.rule.${value}`),
        }))}
        onChange={(yearEndRule) => onDraft({ ...draft, yearEndRule })}
      />
      <Choice
        label={t('calendar.longPeriod')}
        hint={t('calendar.weeksHint')}
        value={draft.longPeriod}
        disabled={!mayWrite}
        options={TWELVE.map((value) => ({ value, label: t('calendar.numbered', { period: value }) }))}
        onChange={(longPeriod) => onDraft({ ...draft, longPeriod })}
      />
    </>
  )
}

/** What makes a fiscal calendar. */
export function CalendarFields(props: FieldsProps) {
  const { draft, planned, mayWrite, onDraft } = props
  const { t, language } = useText()
  return (
    <>
      <Choice
        label={t('calendar.pattern')}
        value={draft.pattern}
        disabled={!mayWrite}
        options={PATTERNS.map((value) => ({ value, label: t(`calendar.patterns.${value}`) }))}
        onChange={(pattern) => onDraft({ ...draft, pattern })}
      />
      <Choice
        label={t('calendar.startMonth')}
        hint={planned ? t('calendar.planned') : undefined}
        value={draft.startMonth}
        disabled={!mayWrite || planned}
        options={TWELVE.map((value) => ({
          value,
          label: formatMonth(`2000-${String(value).padStart(2, '0')}`, language),
        }))}
        onChange={(startMonth) => onDraft({ ...draft, startMonth })}
      />
      <Choice
        label={t('calendar.namedBy')}
        value={draft.yearNamedBy}
        disabled={!mayWrite}
        options={(['end', 'start'] as const).map((value) => ({ value, label: t(`calendar.named.${value}`) }))}
        onChange={(yearNamedBy) => onDraft({ ...draft, yearNamedBy })}
      />
      {draft.pattern !== 'months' && <WeekFields {...props} />}
    </>
  )
}
