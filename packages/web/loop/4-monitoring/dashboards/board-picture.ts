import { downloadPng } from '../../../ui/chart/export.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** A landscape page of A4 within margins of a centimetre, in CSS pixels (96 to the inch). */
const PAGE = { width: 1_047, height: 680 }
const EDGE = 20

const boardGrid = (): HTMLElement | null => document.querySelector<HTMLElement>('.board-grid')

/** Every rule that the page is drawn by. A sheet of another origin cannot be read; there is none. */
function pageRules(): string {
  return [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .map((rule) => rule.cssText)
    .join('\n')
}

/** The board as a drawing that carries its own rules: the browser itself draws it, nothing is fetched. */
function drawingOf(grid: HTMLElement): SVGSVGElement {
  const { offsetWidth: width, offsetHeight: height } = grid
  const svg = document.createElementNS(SVG, 'svg')
  for (const { name, value } of document.documentElement.attributes) svg.setAttribute(name, value)
  svg.setAttribute('width', String(width + 2 * EDGE))
  svg.setAttribute('height', String(height + 2 * EDGE))
  const frame = document.createElementNS(SVG, 'foreignObject')
  for (const [name, value] of Object.entries({ x: EDGE, y: EDGE, width, height }))
    frame.setAttribute(name, String(value))
  const style = document.createElement('style')
  style.textContent = pageRules()
  const body = document.createElement('div')
  body.setAttribute('style', getComputedStyle(document.body).cssText)
  const copy = grid.cloneNode(true) as HTMLElement
  copy.style.width = `${width}px`
  body.append(style, copy)
  frame.append(body)
  svg.append(frame)
  return svg
}

/** Draws the board as it is seen and offers it as PNG. */
export async function saveBoardPicture(title: string, ground: string): Promise<void> {
  const grid = boardGrid()
  if (grid === null) return
  const svg = drawingOf(grid)
  // It is measured in the page, out of sight; the drawing itself must not be moved, for it is drawn alone.
  const aside = document.createElement('div')
  aside.setAttribute('style', 'position:fixed;left:-99999px;top:0')
  aside.append(svg)
  document.body.append(aside)
  try {
    await downloadPng(title, svg, ground)
  } finally {
    aside.remove()
  }
}

/** Prints the board on one page, as small as it takes; browsers make a PDF of it too. */
export function printBoard(): void {
  const grid = boardGrid()
  if (grid === null) return
  const { offsetWidth: width, offsetHeight: height } = grid
  const { style } = document.documentElement
  style.setProperty('--print-width', `${width}px`)
  style.setProperty('--print-zoom', String(Math.min(1, PAGE.width / width, PAGE.height / height)))
  window.print()
}
