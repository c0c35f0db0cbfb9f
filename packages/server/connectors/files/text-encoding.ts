import { type ByteSource, piecesOf } from './byte-source.ts'

/** How the bytes of a text file are to be understood. */
export const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const
export type TextEncoding = (typeof TEXT_ENCODINGS)[number]

const HEAD = 4_096

/** The encoding that a byte order mark names. */
function markedEncoding(head: Buffer): TextEncoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

/** ASCII that a text of any language holds: separators, line ends, digits, letters. */
const PLAIN = /[\t\n\r\x20-\x7e]/g
/** What no text holds: control characters but blanks and line ends, halves of pairs, and what Unicode names nothing. */
const FOREIGN = /[\p{Cn}\p{Co}\p{Cs}\ufffd]|(?!\s)\p{Cc}/gu

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
const read = (head: Buffer, encoding: TextEncoding): string =>
  new TextDecoder(encoding).decode(head, { stream: true })

/** How much a reading looks like text: a character that no text holds counts against many that all hold. */
function textScore(head: Buffer, encoding: TextEncoding): number {
  const text = read(head, encoding)
  return countOf(text, PLAIN) - 10 * countOf(text, FOREIGN)
}

/**
 * UTF-16 with or without a mark, by the start of a file. Without a mark: separators, line ends and digits have a zero
 * byte, and no other encoding of text has one. Other characters may have it on the other side (一 is 4E 00), so the
 * order of the bytes is the one that reads more like text; line ends read the wrong way are U+0A00, which is nothing.
 */
export function wideEncoding(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const marked = markedEncoding(head)
  if (marked === 'utf-16le' || marked === 'utf-16be') return marked
  if (marked !== null || !head.includes(0)) return null
  return textScore(head, 'utf-16le') >= textScore(head, 'utf-16be') ? 'utf-16le' : 'utf-16be'
}

/** Whether bytes read in an encoding are no text: more than one character in a hundred is one that no text holds. */
export function isForeign(head: Buffer, encoding: TextEncoding): boolean {
  const text = read(head, encoding)
  return countOf(text, FOREIGN) > text.length / 100
}

async function isUtf8(source: ByteSource): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of piecesOf(source)) decoder.decode(piece, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/**
 * Finds out how a text file is encoded: by its byte order mark, by the zero bytes of UTF-16, as UTF-8 where all of it
 * is valid UTF-8, and as GB18030 (which contains GBK and GB2312) otherwise.
 */
export async function detectEncoding(source: ByteSource): Promise<TextEncoding> {
  const head = await source.read(0, HEAD)
  return markedEncoding(head) ?? wideEncoding(head) ?? ((await isUtf8(source)) ? 'utf-8' : 'gb18030')
}

/** The text of a file, piece by piece, without its byte order mark; bytes that mean nothing become U+FFFD. */
export async function* decodeText(
  source: ByteSource,
  encoding: TextEncoding,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of piecesOf(source, signal)) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}
