import { BOARD_PERIODS, type BoardFilter } from '@salesloom/contract'

/** Parts that a whole board is narrowed to. */
export const BOARD_PARTS = [
  'orgUnitId',
  'personId',
  'regionId',
  'productId',
  'customerTypeId',
  'channel',
] as const
export type BoardPart = (typeof BOARD_PARTS)[number]
export type BoardPeriod = (typeof BOARD_PERIODS)[number]

/** A board as it stands in the address: which, of when, narrowed to what, and whether it fills the screen. */
export type BoardSearch = Pick<BoardFilter, BoardPart> & {
  readonly board?: number | 'standard'
  readonly period?: BoardPeriod
  /** both or neither: days chosen instead of the period */
  readonly from?: string
  readonly to?: string
  readonly full?: true
}

const idOf = (value: unknown): number | undefined => {
  const number = Number(value)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}

/** Years that figures are asked for; a year that is still being typed (0002) is none of them. */
const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2199-12-31']

/** Whether a text is a day that a board can be of. */
export const isBoardDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && FIRST_DAY <= text && text <= LAST_DAY

const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' && isBoardDay(value) ? value : undefined

/** Days that were chosen, where both are there and in their order. */
function daysOf({ from, to }: Record<string, unknown>): { from?: string; to?: string } {
  const [first, last] = [dayOf(from), dayOf(to)]
  return first === undefined || last === undefined || first > last ? {} : { from: first, to: last }
}

/** Reads the address of a board; what makes no sense is left out. */
export function readBoardSearch(raw: Record<string, unknown>): BoardSearch {
  const ids = ['orgUnitId', 'personId', 'regionId', 'productId', 'customerTypeId'] as const
  const read = {
    ...Object.fromEntries(ids.map((name) => [name, idOf(raw[name])])),
    ...daysOf(raw),
    board: raw['board'] === 'standard' ? raw['board'] : idOf(raw['board']),
    period: BOARD_PERIODS.find((period) => period === raw['period']),
    channel: typeof raw['channel'] === 'string' && raw['channel'].length <= 40 ? raw['channel'] : undefined,
    full: raw['full'] === true || raw['full'] === 'true' ? true : undefined,
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}
