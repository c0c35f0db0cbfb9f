import { TableFailure } from '../raw-row.ts'
import type { Archive } from './archive.ts'
import { walkXml } from './parse-xml.ts'

/** Texts that a workbook keeps once and its cells point to. They must stay in memory, so there is a limit. */
export const TEXT_LIMIT = { characters: 80_000_000, texts: 3_000_000 } as const

/** The shared texts of a workbook. Readings (phonetic guides) of East Asian text are left out. */
export async function readSharedStrings(archive: Archive): Promise<readonly string[]> {
  const name = 'xl/sharedStrings.xml'
  const texts: string[] = []
  if (!archive.has(name)) return texts
  let text = ''
  let characters = 0
  let inText = false
  let inReading = false
  await walkXml(archive.open(name), {
    open: (tag) => {
      if (tag === 'si') text = ''
      else if (tag === 'rPh') inReading = true
      else if (tag === 't') inText = !inReading
    },
    text: (piece) => {
      if (inText) text += piece
    },
    close: (tag) => {
      if (tag === 't') inText = false
      else if (tag === 'rPh') inReading = false
      else if (tag === 'si') {
        characters += text.length
        texts.push(text)
        if (characters > TEXT_LIMIT.characters || texts.length > TEXT_LIMIT.texts)
          throw new TableFailure('workbookTooLarge', { most: TEXT_LIMIT.characters / 1_000_000 })
      }
    },
  })
  return texts
}
