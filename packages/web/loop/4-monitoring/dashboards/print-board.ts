import { printPage } from '../../../ui/theme/appearance.ts'

/** A landscape page of A4 within margins of a centimetre, in CSS pixels (96 to the inch). */
const PAGE = { width: 1_047, height: 680 }

/** The tiles of the board that is shown. */
export const boardGrid = (): HTMLElement | null => document.querySelector<HTMLElement>('.board-grid')

/** Smaller than this nobody reads: a board with long tables goes over several pages instead. */
const LEAST_ZOOM = 0.5

/** Makes the board as small as one page takes it, where it can still be read then. */
function fitBoard(): void {
  const grid = boardGrid()
  if (grid === null) return
  const [wide, high] = [PAGE.width / grid.offsetWidth, PAGE.height / grid.offsetHeight]
  const zoom = Math.min(1, wide, high < LEAST_ZOOM ? wide : high)
  document.documentElement.style.setProperty('--print-zoom', String(zoom))
}

/** Prints the board with all of its rows, on one page where it fits, in its twelve columns on whatever screen it stands; browsers make a PDF of it too. */
export const printBoard = (): Promise<void> => printPage(fitBoard)
