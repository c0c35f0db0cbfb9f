import type { ByteSource } from './byte-source.ts'

/** What a file is by its content, whatever its name says. */
export type FileFormat = 'text' | 'workbook'

/** What a file is that cannot be read as a table. */
export type ForeignFormat =
  | 'empty'
  | 'oldWorkbook'
  | 'otherArchive'
  | 'pdf'
  | 'picture'
  | 'binary'
  | 'webPage'

const HEAD = 4_096
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
const PICTURES = [Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('GIF8')]
const ARCHIVES = [Buffer.from('Rar!'), Buffer.from([0x1f, 0x8b]), Buffer.from('7z\xbc\xaf', 'latin1')]

const begins = (head: Buffer, sign: Buffer): boolean => head.subarray(0, sign.length).equals(sign)

function looksBinary(head: Buffer): boolean {
  const marked = head[0] === 0xff || head[0] === 0xfe
  let control = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++
  let zeros = 0
  for (const byte of head) if (byte === 0) zeros++
  // UTF-16 text is full of zero bytes on one side; other control characters are in no text.
  return control - zeros > head.length / 100 || (!marked && zeros > 0 && !zerosOnOneSide(head))
}

function zerosOnOneSide(head: Buffer): boolean {
  const sides = [0, 0]
  for (let at = 0; at < head.length; at++) if (head[at] === 0) sides[at % 2] = (sides[at % 2] ?? 0) + 1
  return Math.min(...sides) * 8 < Math.max(...sides) && Math.max(...sides) > head.length / 20
}

/** What a file is by its first bytes. A ZIP archive is a workbook only once its parts are found. */
export async function detectFormat(source: ByteSource): Promise<FileFormat | ForeignFormat> {
  const head = await source.read(0, HEAD)
  if (head.length === 0) return 'empty'
  if (begins(head, ZIP)) return 'workbook'
  if (begins(head, COMPOUND)) return 'oldWorkbook'
  if (begins(head, Buffer.from('%PDF'))) return 'pdf'
  if (PICTURES.some((sign) => begins(head, sign))) return 'picture'
  if (ARCHIVES.some((sign) => begins(head, sign))) return 'otherArchive'
  if (/^\s*(<!doctype html|<html|<table)/i.test(head.subarray(0, 200).toString('latin1'))) return 'webPage'
  return looksBinary(head) ? 'binary' : 'text'
}
