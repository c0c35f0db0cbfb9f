import { impossible, type Outcome, possible } from '../outcome.ts'

/** Version of the bytes below; a reader refuses what it does not know. */
export const CHUNK_FORMAT = 1

/** Cells of one chunk: enough to be compact, few enough that an edit rewrites little. */
export const CHUNK_CELLS = 65_536

const MAGIC = 0x534c
const HEADER_BYTES = 16

/** Whole numbers of a run of cells, starting at `first`. */
export type Chunk = { readonly first: number; readonly values: Float64Array }

/** Bytes after which the sums are brought below 65,535 again: with more of them they would leave 31 bits, and be slow. */
const BLOCK_BYTES = 256

/** Fletcher's checksum with sums of 16 bits (Fletcher 1982), so that a damaged chunk is noticed and not believed. */
function checksum(bytes: Uint8Array, from: number): number {
  let a = 0xff
  let b = 0xff
  for (let block = from; block < bytes.length; block += BLOCK_BYTES) {
    const end = Math.min(block + BLOCK_BYTES, bytes.length)
    for (let i = block; i < end; i++) {
      a += bytes[i]!
      b += a
    }
    a %= 65_535
    b %= 65_535
  }
  return b * 65_536 + a
}

/** A chunk as bytes: magic, version, first cell, count, checksum, then little-endian doubles. */
export function encodeChunk({ first, values }: Chunk): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + values.length * 8)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < values.length; i++) {
    if (!Number.isSafeInteger(values[i]))
      throw new RangeError(`cell ${first + i} is ${values[i]}, not a whole number`)
    view.setFloat64(HEADER_BYTES + i * 8, values[i]!, true)
  }
  view.setUint16(0, MAGIC, true)
  view.setUint16(2, CHUNK_FORMAT, true)
  view.setUint32(4, first, true)
  view.setUint32(8, values.length, true)
  view.setUint32(12, checksum(bytes, HEADER_BYTES), true)
  return bytes
}

/** Reads a chunk back; damaged bytes or an unknown version are a reason and not a number. */
export function decodeChunk(bytes: Uint8Array): Outcome<Chunk, 'not-a-chunk' | 'unknown-format' | 'damaged'> {
  if (bytes.length < HEADER_BYTES) return impossible('not-a-chunk', { bytes: bytes.length })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint16(0, true) !== MAGIC) return impossible('not-a-chunk', { bytes: bytes.length })
  const format = view.getUint16(2, true)
  if (format !== CHUNK_FORMAT) return impossible('unknown-format', { format, known: CHUNK_FORMAT })
  const count = view.getUint32(8, true)
  const expected = HEADER_BYTES + count * 8
  if (bytes.length !== expected) return impossible('damaged', { bytes: bytes.length, expected })
  if (view.getUint32(12, true) !== checksum(bytes, HEADER_BYTES))
    return impossible('damaged', { bytes: bytes.length, expected })
  const values = new Float64Array(count)
  for (let i = 0; i < count; i++) values[i] = view.getFloat64(HEADER_BYTES + i * 8, true)
  return possible({ first: view.getUint32(4, true), values })
}

/** Cuts the cells of a measure into chunks. */
export function cutChunks(values: Float64Array): Chunk[] {
  const chunks: Chunk[] = []
  for (let first = 0; first < values.length; first += CHUNK_CELLS) {
    chunks.push({ first, values: values.subarray(first, Math.min(first + CHUNK_CELLS, values.length)) })
  }
  return chunks
}
