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

/**
 * UTF-16 without a mark: separators and digits have a zero byte, always on the same side. Other text has none, so a
 * tenth of the positions is proof enough.
 */
function wideEncoding(head: Buffer): TextEncoding | null {
  let even = 0
  let odd = 0
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even++
    if (head[at + 1] === 0) odd++
  }
  const enough = head.length / 20
  if (odd > enough && even * 8 < odd) return 'utf-16le'
  return even > enough && odd * 8 < even ? 'utf-16be' : null
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
