import type { Archive } from './archive.ts'
import { walkXml } from './parse-xml.ts'

/** Number formats that Excel numbers itself and that show a date or a time. */
const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
  55, 56, 57, 58,
])

/** Whether a number format shows a date: it has a year, month, day or hour outside of quotes and brackets. */
export function showsDate(code: string): boolean {
  const plain = code
    .replace(/\[[^\]]*\]/g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .split(';')[0]
  return /[ymdhs]/i.test(plain ?? '') && !/general/i.test(plain ?? '')
}

/** For each cell style of a workbook, whether its numbers are dates. */
export async function readDateStyles(archive: Archive): Promise<readonly boolean[]> {
  const name = 'xl/styles.xml'
  const dates: boolean[] = []
  if (!archive.has(name)) return dates
  const custom = new Map<number, boolean>()
  let inCells = false
  await walkXml(archive.open(name), {
    open: (tag, attributes) => {
      if (tag === 'numFmt')
        custom.set(Number(attributes['numFmtId']), showsDate(attributes['formatCode'] ?? ''))
      else if (tag === 'cellXfs') inCells = true
      else if (tag === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0)
        dates.push(custom.get(id) ?? BUILT_IN_DATES.has(id))
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false
    },
  })
  return dates
}

const DAY_MS = 86_400_000

/**
 * The civil date (and time, where there is one) behind an Excel serial number. The 1900 system counts a 29 February
 * 1900 that never was, so serials up to 60 are one day off from the rest; the 1904 system starts on 1904-01-01.
 * @returns `YYYY-MM-DD` or `YYYY-MM-DD hh:mm:ss`; null where the number is no day of either system
 */
export function serialText(serial: number, since1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_465.999_99) return null
  const days = Math.floor(serial)
  const seconds = Math.round((serial - days) * 86_400)
  const first = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const instant = new Date(first + days * DAY_MS + seconds * 1_000).toISOString()
  return seconds === 0 ? instant.slice(0, 10) : `${instant.slice(0, 10)} ${instant.slice(11, 19)}`
}
