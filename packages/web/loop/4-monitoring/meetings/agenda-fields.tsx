import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useText } from '../../../i18n/index.ts'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import type { MeetingSeries } from './use-meeting.ts'

type Agenda = MeetingSeries['agenda']

const SECTIONS = ['actions', 'attainment', 'pipeline', 'stuck', 'issues', 'other'] as const

/** The agenda that a new series is offered: last actions first, half of an hour on figures, the rest on what is to do. */
export const FIRST_AGENDA: Agenda = [
  { title: '', section: 'actions', minutes: 10 },
  { title: '', section: 'attainment', minutes: 15 },
  { title: '', section: 'pipeline', minutes: 10 },
  { title: '', section: 'stuck', minutes: 15 },
  { title: '', section: 'issues', minutes: 10 },
]

type AgendaFieldsProps = { readonly agenda: Agenda; readonly onChange: (agenda: Agenda) => void }

/** The items of an agenda: what each is about, what it is called, and its time box. */
export function AgendaFields({ agenda, onChange }: AgendaFieldsProps) {
  const { t } = useText()
  const set = (at: number, part: Partial<Agenda[number]>) =>
    onChange(agenda.map((item, i) => (i === at ? { ...item, ...part } : item)))
  const total = agenda.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <fieldset className="agenda-fields">
      <legend>
        {t('meetings.agenda')} <span className="faint">{t('meetings.minutesLong', { minutes: total })}</span>
      </legend>
      {agenda.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no id, and their place is what they are
        <div key={at} className="agenda-row">
          <Select
            aria-label={t('meetings.series.section', { number: at + 1 })}
            value={item.section}
            onChange={(section) => set(at, { section })}
            options={SECTIONS.map((value) => ({ value, label: t(`meetings.section.${value}`) }))}
          />
          <Input
            aria-label={t('meetings.series.title', { number: at + 1 })}
            placeholder={t(`meetings.section.${item.section}`)}
            maxLength={200}
            value={item.title}
            onChange={({ target }) => set(at, { title: target.value })}
          />
          <NumberInput
            aria-label={t('meetings.series.minutes', { number: at + 1 })}
            min={1}
            max={480}
            precision={0}
            suffix={t('meetings.minuteUnit')}
            value={item.minutes}
            emptied={1}
            onChange={(minutes) => set(at, { minutes })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('meetings.series.removeItem', { number: at + 1 })}
            disabled={agenda.length === 1}
            onClick={() => onChange(agenda.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <Button
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => onChange([...agenda, { title: '', section: 'other', minutes: 10 }])}
      >
        {t('meetings.series.addItem')}
      </Button>
    </fieldset>
  )
}
