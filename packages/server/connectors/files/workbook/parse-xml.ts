import { SaxesParser } from 'saxes'
import { TableFailure } from '../raw-row.ts'

/** What is done with the tags and texts of an XML part. Names come without their namespace prefix. */
export type XmlHandlers = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/** Bounds of an XML part: honest ones nest seven deep and hold texts of 32,767 characters; what is beyond would only fill memory. */
const XML_LIMITS = { depth: 64, characters: 1_000_000 } as const

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/**
 * Reads an XML part piece by piece. A document type definition is refused: a workbook has none, and it could name
 * files or multiply itself; so are elements without end, of content, of attributes or of depth.
 * @returns a generator that yields after each piece, so that the caller can hand on what has come together
 */
export async function* parseXml(
  pieces: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
): AsyncGenerator<undefined> {
  const parser = new SaxesParser({ position: false })
  const decoder = new TextDecoder('utf-8')
  let failure: Error | null = null
  let depth = 0
  let unbroken = 0
  parser.on('error', (error) => {
    failure ??= new TableFailure('fileDamaged', { reason: error.message })
  })
  parser.on('doctype', () => {
    failure ??= new TableFailure('workbookDtd')
  })
  parser.on('opentag', (tag) => {
    unbroken = 0
    if (++depth > XML_LIMITS.depth) failure ??= new TableFailure('workbookBomb')
    handlers.open(localName(tag.name), tag.attributes as Record<string, string>)
  })
  parser.on('closetag', (tag) => {
    unbroken = 0
    depth--
    handlers.close?.(localName(tag.name))
  })
  parser.on('text', (text) => handlers.text?.(text))
  for await (const piece of pieces) {
    unbroken += piece.length
    if (unbroken > XML_LIMITS.characters) throw new TableFailure('workbookBomb')
    parser.write(decoder.decode(piece, { stream: true }))
    if (failure !== null) throw failure
    yield undefined
  }
  parser.write(decoder.decode())
  parser.close()
  if (failure !== null) throw failure
}

/** Reads a whole small part. */
export async function walkXml(pieces: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parseXml(pieces, handlers));
}
