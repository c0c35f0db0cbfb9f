import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useText } from '../../i18n/index.ts'
import './calendar.css'

type YearSwitchProps = {
  readonly year: number
  readonly label: string
  readonly onYear: (year: number) => void
}

/** One year back or on. */
export function YearSwitch({ year, label, onYear }: YearSwitchProps) {
  const { t } = useText()
  return (
    <span className="year-switch">
      <Button
        size="small"
        icon={<LeftOutlined aria-hidden="true" />}
        aria-label={t('calendar.before')}
        onClick={() => onYear(year - 1)}
      />
      <b className="figures">{label}</b>
      <Button
        size="small"
        icon={<RightOutlined aria-hidden="true" />}
        aria-label={t('calendar.after')}
        onClick={() => onYear(year + 1)}
      />
    </span>
  )
}
