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
  readonly full?: true
}

const idOf = (value: unknown): number | undefined => {
  const number = Number(value)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}

/** Reads the address of a board; what makes no sense is left out. */
export function readBoardSearch(raw: Record<string, unknown>): BoardSearch {
  const ids = ['orgUnitId', 'personId', 'regionId', 'productId', 'customerTypeId'] as const
  const read = {
    ...Object.fromEntries(ids.map((name) => [name, idOf(raw[name])])),
    board: raw['board'] === 'standard' ? raw['board'] : idOf(raw['board']),
    period: BOARD_PERIODS.find((period) => period === raw['period']),
    channel: typeof raw['channel'] === 'string' && raw['channel'].length <= 40 ? raw['channel'] : undefined,
    full: raw['full'] === true || raw['full'] === 'true' ? true : undefined,
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}
