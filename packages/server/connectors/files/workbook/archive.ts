import { Readable } from 'node:stream'
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl'
import type { ByteSource } from '../byte-source.ts'
import { TableFailure } from '../raw-row.ts'

/** What an archive may hold. Honest workbooks stay far below; a bomb ends here instead of in memory. */
export const ARCHIVE_LIMITS = {
  parts: 2_000,
  /** bytes that all parts together may unfold to */
  unfolded: 3 * 1024 ** 3,
  /** how many times its packed size a part may unfold to, once it is large enough to matter */
  ratio: 300,
  ratioFrom: 20 * 1024 ** 2,
} as const

const PIECE = 1 << 18

class SourceReader extends RandomAccessReader {
  private readonly source: ByteSource

  constructor(source: ByteSource) {
    super()
    this.source = source
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const { source } = this
    async function* range(): AsyncGenerator<Buffer> {
      for (let at = start; at < end; ) {
        const piece = await source.read(at, Math.min(PIECE, end - at))
        if (piece.length === 0) throw new Error('the file ends early')
        at += piece.length
        yield piece
      }
    }
    return Readable.from(range(), { objectMode: false })
  }
}

/** The parts of a ZIP archive by name. Nothing is unpacked until it is asked for. */
export type Archive = {
  readonly has: (name: string) => boolean
  /** The unfolded bytes of a part, counted while they come. */
  readonly open: (name: string) => AsyncGenerator<Buffer>
}

function openZip(source: ByteSource): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const
    fromRandomAccessReader(new SourceReader(source), source.size, options, (error, zip) =>
      error === null && zip !== undefined ? resolve(zip) : reject(error),
    )
  })
}

/** What the directory of an archive says about its parts is believed only to refuse. */
function refuseBomb(entry: Entry, unfolded: number): void {
  const { compressedSize, uncompressedSize } = entry
  const steep =
    uncompressedSize > ARCHIVE_LIMITS.ratioFrom && uncompressedSize > compressedSize * ARCHIVE_LIMITS.ratio
  if (steep || unfolded > ARCHIVE_LIMITS.unfolded) throw new TableFailure('workbookBomb')
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw new TableFailure('fileForeign', { what: 'encrypted' })
}

function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>()
  let unfolded = 0
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(parts))
    zip.on('entry', (entry: Entry) => {
      try {
        unfolded += entry.uncompressedSize
        refuseBomb(entry, unfolded)
        if (parts.size >= ARCHIVE_LIMITS.parts) throw new TableFailure('workbookBomb')
        parts.set(entry.fileName.replace(/^\//, ''), entry)
        zip.readEntry()
      } catch (error) {
        reject(error as Error)
      }
    })
    zip.readEntry()
  })
}

async function* unfold(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream = await zip.openReadStreamPromise(entry)
  let count = 0
  for await (const piece of stream) {
    count += (piece as Buffer).length
    if (count > ARCHIVE_LIMITS.unfolded) throw new TableFailure('workbookBomb')
    yield piece as Buffer
  }
}

/**
 * Opens a ZIP archive. Sizes are checked against the directory before, and against what really comes while reading.
 * @throws TableFailure for a bomb, an encrypted or a damaged archive
 */
export async function openArchive(source: ByteSource): Promise<Archive> {
  try {
    const zip = await openZip(source)
    const parts = await readDirectory(zip)
    return {
      has: (name) => parts.has(name),
      open: async function* (name) {
        const entry = parts.get(name)
        if (entry === undefined) throw new TableFailure('fileDamaged', { reason: name })
        try {
          yield* unfold(zip, entry)
        } catch (error) {
          throw damaged(error)
        }
      },
    }
  } catch (error) {
    throw damaged(error)
  }
}

function damaged(error: unknown): unknown {
  if (error instanceof TableFailure || (error as { name?: string }).name === 'AbortError') return error
  return new TableFailure('fileDamaged', { reason: error instanceof Error ? error.message : String(error) })
}
