import type { Theme } from '@glideapps/glide-data-grid'

type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
type Line = {
  readonly name: string
  readonly mark: string | null
  readonly level: number
  readonly hasChildren: boolean
  readonly open: boolean
}

/** The triangle before a row that opens. */
function drawOpener(context: CanvasRenderingContext2D, x: number, y: number, open: boolean): void {
  context.beginPath()
  if (open) {
    context.moveTo(x - 4, y - 2)
    context.lineTo(x, y + 3)
    context.lineTo(x + 4, y - 2)
  } else {
    context.moveTo(x - 2, y - 4)
    context.lineTo(x + 3, y)
    context.lineTo(x - 2, y + 4)
  }
  context.lineWidth = 1.6
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.stroke()
}

/** Shortens a text until it fits. */
function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  let shown = [...text]
  while (shown.length > 1 && context.measureText(`${shown.join('')}…`).width > width)
    shown = shown.slice(0, -1)
  return `${shown.join('')}…`
}

/** Draws the name of a row: indented, with its opener and, quietly, its mark. */
export function drawTreeName(context: CanvasRenderingContext2D, rect: Rect, theme: Theme, line: Line): void {
  const left = rect.x + 16 + line.level * 18
  const middle = rect.y + rect.height / 2
  context.save()
  context.beginPath()
  context.rect(rect.x, rect.y, rect.width, rect.height)
  context.clip()
  context.strokeStyle = theme.textLight
  if (line.hasChildren) drawOpener(context, left, middle, line.open)
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.font = `${theme.baseFontStyle} ${theme.fontFamily}`
  context.fillStyle = theme.textDark
  const markWidth = line.mark === null ? 0 : 64
  const name = fitted(context, line.name, rect.x + rect.width - left - 18 - markWidth)
  context.fillText(name, left + 12, middle + 1)
  if (line.mark !== null) {
    const after = left + 18 + context.measureText(name).width
    context.font = `11px ${theme.fontFamily}`
    context.fillStyle = theme.textLight
    context.fillText(line.mark, after, middle + 1)
  }
  context.restore()
}

/** Column heads over figures stand to the right, as the figures do. */
export function drawHeaderRight(
  context: CanvasRenderingContext2D,
  rect: Rect,
  theme: Theme,
  title: string,
): void {
  context.save()
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  context.font = `${theme.headerFontStyle} ${theme.fontFamily}`
  context.fillStyle = theme.textHeader
  context.fillText(
    fitted(context, title, rect.width - 16),
    rect.x + rect.width - 10,
    rect.y + rect.height / 2 + 1,
  )
  context.restore()
}

/** A bar along the left edge of a cell, so that its tint is not all that tells it from others. */
export function drawBar(context: CanvasRenderingContext2D, rect: Rect, colour: string): void {
  context.save()
  context.fillStyle = colour
  context.fillRect(rect.x + 1, rect.y + 1, 3, rect.height - 2)
  context.restore()
}

/** A small padlock at the left of a cell: filled where all is held, open where some is, ringed where the total is. */
export function drawLock(
  context: CanvasRenderingContext2D,
  rect: Rect,
  theme: Theme,
  hold: 'held' | 'partly' | 'total',
): void {
  const [left, top] = [rect.x + 7, rect.y + rect.height / 2 - 2]
  context.save()
  context.strokeStyle = theme.textLight
  context.fillStyle = theme.textLight
  context.lineWidth = 1.3
  context.beginPath()
  context.arc(left + 4, top, 2.6, Math.PI, 0)
  context.stroke()
  context.beginPath()
  context.rect(left, top, 8, 6)
  if (hold === 'held') context.fill()
  else context.stroke()
  if (hold === 'total') {
    context.beginPath()
    context.moveTo(left + 2, top + 3)
    context.lineTo(left + 6, top + 3)
    context.stroke()
  }
  context.restore()
}
