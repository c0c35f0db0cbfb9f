import type { Board, BoardFilter } from '@salesloom/contract'
import { getRouteApi } from '@tanstack/react-router'
import { useText } from '../../../i18n/index.ts'
import { BOARD_PARTS, type BoardPart, type BoardPeriod, type BoardSearch } from './board-search.ts'

const route = getRouteApi('/in/monitoring')

/** The board that the address names; else the caller’s first own one, else the one of the role. */
export function chosenBoard(boards: readonly Board[], search: BoardSearch): Board | undefined {
  const named = boards.find(({ dashboardId }) => dashboardId !== null && dashboardId === search.board)
  const standard = boards.find((board) => board.dashboardId === null)
  if (named !== undefined || search.board !== undefined) return named ?? standard
  return boards.find(({ mine }) => mine) ?? standard
}

/** A board’s name in words: standard ones are named by their role. */
export function useBoardName() {
  const { t } = useText()
  return ({ standard, name }: Pick<Board, 'standard' | 'name'>) =>
    standard === null ? name : t(`dashboards.standard.${standard}`)
}

/** Changes the address of the board; an undefined part is taken out. */
export function useBoardChange() {
  const navigate = route.useNavigate()
  return (part: { readonly [Key in keyof BoardSearch]?: BoardSearch[Key] | undefined }) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(Object.entries({ ...old, ...part }).filter(([, value]) => value !== undefined)),
    })
}

export const useBoardSearch = (): BoardSearch => route.useSearch()

/** Period and filter that tiles are asked with: the address goes before what the board was saved with. */
export type BoardView = {
  readonly period: BoardPeriod
  readonly days: { readonly from: string; readonly to: string } | undefined
  readonly filter: BoardFilter
}

export function viewOf({ content }: Pick<Board, 'content'>, search: BoardSearch): BoardView {
  const said = BOARD_PARTS.filter((part) => search[part] !== undefined)
  const filter = { ...content.filter, ...Object.fromEntries(said.map((part) => [part, search[part]])) }
  const { from, to } = search
  const days = from === undefined || to === undefined ? undefined : { from, to }
  return { period: search.period ?? content.period, days, filter }
}

const PART_OF: Readonly<Record<string, BoardPart>> = {
  orgUnit: 'orgUnitId',
  person: 'personId',
  region: 'regionId',
  product: 'productId',
  category: 'productId',
  customerType: 'customerTypeId',
  channel: 'channel',
}

type Member = { readonly breakdown: string; readonly id: number | null; readonly code: string }

/** The part of the filter that a press on a member sets; null where only its rows are left to see. */
export function partOfMember({ breakdown, id, code }: Member): Partial<BoardSearch> | null {
  const part = PART_OF[breakdown]
  if (part === undefined) return null
  if (part === 'channel') return code === '' ? null : { channel: code }
  return id === null ? null : { [part]: id }
}
