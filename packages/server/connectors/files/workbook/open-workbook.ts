import type { ByteSource } from '../byte-source.ts'
import { TableFailure } from '../raw-row.ts'
import { type Archive, openArchive } from './archive.ts'
import { walkXml } from './parse-xml.ts'

/** A sheet of a workbook: its name, and the part that holds its cells. */
export type Sheet = { readonly name: string; readonly part: string }

export type Workbook = {
  readonly archive: Archive
  readonly sheets: readonly Sheet[]
  /** whether days are counted from 1904, as old Macintosh workbooks do */
  readonly since1904: boolean
}

const RELATIONS = 'xl/_rels/workbook.xml.rels'

/** Parts by relation id; relations that lead out of the file are left out. */
async function readRelations(archive: Archive): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  if (!archive.has(RELATIONS)) return parts
  await walkXml(archive.open(RELATIONS), {
    open: (tag, { Id, Target, TargetMode }) => {
      if (tag !== 'Relationship' || TargetMode === 'External' || Id === undefined || Target === undefined)
        return
      parts.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  return parts
}

/**
 * Opens an XLSX workbook: reads which sheets it has, and nothing else. Macros, external links and embedded objects
 * are never looked at.
 * @throws TableFailure where the archive is no workbook or has no sheet
 */
export async function openWorkbook(source: ByteSource): Promise<Workbook> {
  const archive = await openArchive(source)
  const name = 'xl/workbook.xml'
  if (!archive.has(name)) throw new TableFailure('fileForeign', { what: 'otherArchive' })
  const relations = await readRelations(archive)
  const sheets: Sheet[] = []
  let since1904 = false
  await walkXml(archive.open(name), {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') since1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (tag !== 'sheet') return
      const part = relations.get(attributes['r:id'] ?? '')
      if (part !== undefined && archive.has(part)) sheets.push({ name: attributes['name'] ?? part, part })
    },
  })
  if (sheets.length === 0) throw new TableFailure('workbookWithoutSheet')
  return { archive, sheets, since1904 }
}
