import { constants, crc32, deflateRawSync } from 'node:zlib'

/** A file inside an archive: its name, and its content as it comes. */
export type ZipEntry = { readonly name: string; readonly content: AsyncIterable<string> | Iterable<string> }

type Written = {
  readonly name: Buffer
  readonly offset: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

/** Bit 3: sizes and checksum follow the data; bit 11: the name is UTF-8. Method 8: deflate. Day: 1 January 1980. */
const FLAGS = 0x0808
const METHOD = 8
const VERSION = 20
const DAY = 0x21
/** Sizes are 32 bits wide; who writes more must divide it among entries. */
const LARGEST = 0xffff_ffff

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x0403_4b50, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(METHOD, 8)
  header.writeUInt16LE(DAY, 12)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

function descriptor({ crc, packed, size }: Written): Buffer {
  const record = Buffer.alloc(16)
  record.writeUInt32LE(0x0807_4b50, 0)
  record.writeUInt32LE(crc, 4)
  record.writeUInt32LE(packed, 8)
  record.writeUInt32LE(size, 12)
  return record
}

function directoryEntry({ name, offset, crc, packed, size }: Written): Buffer {
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x0201_4b50, 0)
  record.writeUInt16LE(VERSION, 4)
  record.writeUInt16LE(VERSION, 6)
  record.writeUInt16LE(FLAGS, 8)
  record.writeUInt16LE(METHOD, 10)
  record.writeUInt16LE(DAY, 14)
  record.writeUInt32LE(crc, 16)
  record.writeUInt32LE(packed, 20)
  record.writeUInt32LE(size, 24)
  record.writeUInt16LE(name.length, 28)
  record.writeUInt32LE(offset, 42)
  return Buffer.concat([record, name])
}

function directoryEnd(entries: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x0605_4b50, 0)
  record.writeUInt16LE(entries, 8)
  record.writeUInt16LE(entries, 10)
  record.writeUInt32LE(size, 12)
  record.writeUInt32LE(offset, 16)
  return record
}

/** Each block is flushed to a byte, so that blocks made one after the other are one deflate stream. */
function deflateBlock(block: Buffer, last: boolean): Buffer {
  return deflateRawSync(block, { finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH })
}

/**
 * An archive (PKWARE APPNOTE 6.3), written while it is read: nothing is held but the block at hand, so its size has
 * no bound but that of one entry, 4 GiB.
 */
export async function* writeZip(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const { name, content } of entries) {
    const entry = { name: Buffer.from(name), offset, crc: 0, packed: 0, size: 0 }
    const start = localHeader(entry.name)
    yield start
    for await (const text of content) {
      const block = Buffer.from(text)
      const packed = deflateBlock(block, false)
      entry.crc = crc32(block, entry.crc)
      entry.packed += packed.length
      entry.size += block.length
      yield packed
    }
    const last = deflateBlock(Buffer.alloc(0), true)
    entry.packed += last.length
    if (entry.size > LARGEST || entry.packed > LARGEST) throw new RangeError(`${name} is larger than 4 GiB`)
    yield last
    yield descriptor(entry)
    offset += start.length + entry.packed + 16
    written.push(entry)
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  yield directory
  yield directoryEnd(written.length, directory.length, offset)
}
