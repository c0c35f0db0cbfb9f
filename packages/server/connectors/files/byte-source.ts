import { open } from 'node:fs/promises'

/** Bytes that can be read from any place on: a file on disk, an upload kept in the database. */
export type ByteSource = {
  readonly size: number
  /** Reads at most `length` bytes from `offset` on; fewer only at the end. */
  readonly read: (offset: number, length: number) => Promise<Buffer>
}

const PIECE = 1 << 18

/** Bytes in memory. */
export function memorySource(content: Buffer): ByteSource {
  return {
    size: content.length,
    read: async (offset, length) => content.subarray(offset, offset + length),
  }
}

/** An open file on disk, and how to close it. */
export async function fileSource(
  path: string,
): Promise<{ readonly source: ByteSource; readonly close: () => Promise<void> }> {
  const handle = await open(path, 'r')
  const { size } = await handle.stat()
  const read = async (offset: number, length: number) => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset)
    return buffer.subarray(0, bytesRead)
  }
  return { source: { size, read }, close: () => handle.close() }
}

/** All bytes from the start, piece by piece. */
export async function* piecesOf(source: ByteSource, signal?: AbortSignal): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < source.size; ) {
    signal?.throwIfAborted()
    const piece = await source.read(offset, PIECE)
    if (piece.length === 0) return
    offset += piece.length
    yield piece
  }
}
