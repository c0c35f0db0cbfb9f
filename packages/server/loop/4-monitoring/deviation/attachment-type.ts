/** Most bytes of a file that is attached. */
export const MOST_BYTES = 10_000_000

type Kind = { readonly type: string; readonly begins: (bytes: Buffer) => boolean }

const beginsWith =
  (...signature: number[]) =>
  (bytes: Buffer) =>
    signature.every((byte, i) => bytes[i] === byte)

const ZIP = beginsWith(0x50, 0x4b, 0x03, 0x04)
const OFFICE = 'application/vnd.openxmlformats-officedocument'

/** Text is UTF-8 without a null; that what says it is a table looks like one, nobody needs. */
function isText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Files that can be attached, by the ending of their name, with how they begin. None of them is ever opened here. */
const KINDS: Readonly<Record<string, Kind>> = {
  pdf: { type: 'application/pdf', begins: beginsWith(0x25, 0x50, 0x44, 0x46, 0x2d) },
  png: { type: 'image/png', begins: beginsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  jpg: { type: 'image/jpeg', begins: beginsWith(0xff, 0xd8, 0xff) },
  jpeg: { type: 'image/jpeg', begins: beginsWith(0xff, 0xd8, 0xff) },
  docx: { type: `${OFFICE}.wordprocessingml.document`, begins: ZIP },
  xlsx: { type: `${OFFICE}.spreadsheetml.sheet`, begins: ZIP },
  pptx: { type: `${OFFICE}.presentationml.presentation`, begins: ZIP },
  csv: { type: 'text/csv; charset=utf-8', begins: isText },
  txt: { type: 'text/plain; charset=utf-8', begins: isText },
}

/** Endings that are taken, as a refusal names them. */
export const ALLOWED = Object.keys(KINDS).join(', ')

/** The media type that name and content agree on; null where the file is none that is taken, or says it is another. */
export function attachmentType(name: string, bytes: Buffer): string | null {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const kind = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined
  return kind !== undefined && bytes.length > 0 && kind.begins(bytes) ? kind.type : null
}
