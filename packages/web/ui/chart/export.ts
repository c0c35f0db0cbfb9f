import type { ChartTable } from './types.ts'

function quote(value: string | number): string {
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The table as CSV with a byte-order mark, so that spreadsheets read Chinese right. */
export function toCsv(table: ChartTable): string {
  const lines = [table.head, ...table.rows.map((row) => row.cells.map((cell) => cell.raw))]
  return `\uFEFF${lines.map((line) => line.map(quote).join(',')).join('\r\n')}\r\n`
}

/** Offers a file to the person. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}

/** A file name from a title: letters, digits and dashes of any script. */
export function fileName(title: string, extension: string): string {
  return `${title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')}.${extension}`
}

export function downloadCsv(title: string, table: ChartTable): void {
  download(fileName(title, 'csv'), new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }))
}

function loadImage(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => reject(new Error('the picture could not be drawn'))
    image.src = url
  })
}

/** Draws an SVG at twice its size on the page's ground and offers it as PNG. */
export async function downloadPng(title: string, svg: SVGSVGElement, ground: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect()
  const text = new XMLSerializer().serializeToString(svg)
  const image = await loadImage(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`)
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  const context = canvas.getContext('2d')
  if (context === null) return
  context.fillStyle = ground
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob !== null) download(fileName(title, 'png'), blob)
}
