import { download, fileName } from '../../../ui/chart/export.ts'
import { boardGrid } from './print-board.ts'

/** Twice as many pixels as on the page, so that it stays sharp on a slide. */
const SCALE = 2
/** Of the page's ground around the tiles, in CSS pixels. */
const MARGIN = 16

/** What leads on from a tile is of the page; in a picture nobody can press it. */
const isOfPicture = (node: Node): boolean => !(node instanceof Element && node.matches('.tile-rows'))

const SCROLLING: readonly string[] = ['auto', 'scroll']

/** Nobody scrolls in a picture: bars for it would only cover what is shown. */
function hideScrollbars(node: Node): void {
  if (!(node instanceof HTMLElement)) return
  const { style } = node
  if (SCROLLING.includes(style.overflowX) || SCROLLING.includes(style.overflowY)) style.overflow = 'hidden'
}

/**
 * Draws the board with every row of its tables, in its appearance and language, and offers it as PNG.
 * @throws Error where the browser draws nothing
 */
export async function downloadBoardPng(title: string, ground: string): Promise<void> {
  const grid = boardGrid()
  if (grid === null) return
  const { domToBlob } = await import('modern-screenshot')
  grid.classList.add('whole')
  const [width, height] = [grid.offsetWidth + 2 * MARGIN, grid.offsetHeight + 2 * MARGIN]
  const drawn = domToBlob(grid, {
    width,
    height,
    scale: SCALE,
    backgroundColor: ground,
    filter: isOfPicture,
    onCloneEachNode: hideScrollbars,
    style: { boxSizing: 'border-box', width: `${width}px`, height: `${height}px`, padding: `${MARGIN}px` },
  })
  const picture = await drawn.finally(() => grid.classList.remove('whole'))
  download(fileName(title, 'png'), picture)
}
