import type { ByteSource } from './byte-source.ts'
import { isForeign, wideEncoding } from './text-encoding.ts'

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
  // The bytes of a UTF-16 character say nothing by themselves: 期 is 67 1F.
  const wide = wideEncoding(head)
  if (wide !== null) return isForeign(head, wide)
  let control = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++
  return control > head.length / 100
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
