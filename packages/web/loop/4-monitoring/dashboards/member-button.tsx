import { memberText } from '../../../foundation/metrics/member-text.ts'
import { useText } from '../../../i18n/index.ts'
import type { AnswerRow } from './use-tile.ts'

export type OnPick = (row: AnswerRow) => void

/** The names of a row’s members. */
export function useRowName() {
  const { t, language } = useText()
  return (row: AnswerRow) =>
    row.members
      .map((member) => memberText(member, language))
      .map((name) => (name === '' ? t('dashboards.unassigned') : name))
      .join(' · ')
}

/** A part of a figure that leads further down when pressed. */
export function MemberButton({ row, onPick }: { readonly row: AnswerRow; readonly onPick: OnPick }) {
  const name = useRowName()(row)
  return (
    <button type="button" className="tile-member" title={name} onClick={() => onPick(row)}>
      {name}
    </button>
  )
}
