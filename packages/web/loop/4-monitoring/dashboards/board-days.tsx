import { BOARD_PERIODS } from '@salesloom/contract'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../../../api/session.ts'
import { daysOfPeriod } from '../../../foundation/metrics/explore-period.ts'
import { useText } from '../../../i18n/index.ts'
import { type BoardPeriod, isBoardDay } from './board-search.ts'
import { type BoardView, useBoardChange } from './use-board.ts'

/** Takes chosen days out of the address. */
export const NO_DAYS = { from: undefined, to: undefined }

type Days = NonNullable<BoardView['days']>

/** First and last of the chosen days; the board follows once both are there and in their order. */
function ChosenDays({ days }: { readonly days: Days }) {
  const { t } = useText()
  const change = useBoardChange()
  const [typed, setTyped] = useState<Partial<Days>>({})
  const shown = { ...days, ...typed }
  const isTurned = shown.from !== '' && shown.to !== '' && shown.from > shown.to
  const set = (part: keyof Days, day: string) => {
    const next = { ...shown, [part]: day }
    const isComplete = isBoardDay(next.from) && isBoardDay(next.to) && next.from <= next.to
    setTyped(isComplete ? {} : { ...typed, [part]: day })
    if (isComplete) change(next)
  }
  return (
    <span className="board-days">
      {(['from', 'to'] as const).map((part) => (
        <Input
          key={part}
          type="date"
          aria-label={t(`orders.${part}`)}
          aria-invalid={isTurned}
          status={isTurned ? 'error' : ''}
          value={shown[part]}
          onChange={({ target }) => set(part, target.value)}
        />
      ))}
    </span>
  )
}

/** Of when a board is: a period that moves on with the data, or chosen days. */
export function BoardDays({ view }: { readonly view: BoardView }) {
  const { t } = useText()
  const { workspace } = useSession()
  const change = useBoardChange()
  const { period, days } = view
  return (
    <>
      <Select<BoardPeriod | 'days'>
        aria-label={t('metrics.explore.period')}
        value={days === undefined ? period : 'days'}
        options={[...BOARD_PERIODS, 'days' as const].map((name) => ({
          value: name,
          label: t(`metrics.explore.periodName.${name}`),
        }))}
        onChange={(name) =>
          change(name === 'days' ? daysOfPeriod(workspace, period) : { period: name, ...NO_DAYS })
        }
        style={{ minWidth: 120 }}
      />
      {days !== undefined && <ChosenDays days={days} />}
    </>
  )
}
