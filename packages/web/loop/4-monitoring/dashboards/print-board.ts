import { printPage } from '../../../ui/theme/appearance.ts'

/** A landscape page of A4 within margins of a centimetre, in CSS pixels (96 to the inch). */
const PAGE = { width: 1_047, height: 680 }

/** The tiles of the board that is shown. */
export const boardGrid = (): HTMLElement | null => document.querySelector<HTMLElement>('.board-grid')

/** Prints the board on one page, as small as it takes; browsers make a PDF of it too. */
export function printBoard(): void {
  const grid = boardGrid()
  if (grid === null) return
  const { offsetWidth: width, offsetHeight: height } = grid
  const { style } = document.documentElement
  style.setProperty('--print-width', `${width}px`)
  style.setProperty('--print-zoom', String(Math.min(1, PAGE.width / width, PAGE.height / height)))
  void printPage()
}
