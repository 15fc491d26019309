import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Writes text (as UTF-8) or bytes, piece by piece; they are on the disk when it resolves. */
export async function writePieces(path: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  await pipeline(Readable.from(blocks(pieces)), createWriteStream(path, { flush: true }))
}

const BLOCK_BYTES = 4 << 20

function* blocks(pieces: Iterable<string | Uint8Array>): Generator<Buffer> {
  let block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
  let used = 0
  for (const piece of pieces) {
    const most = typeof piece === 'string' ? piece.length * 3 : piece.length
    if (used + most > block.length) {
      if (used > 0) yield block.subarray(0, used)
      block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, most))
      used = 0
    }
    if (typeof piece === 'string') used += block.write(piece, used)
    else {
      block.set(piece, used)
      used += piece.length
    }
  }
  if (used > 0) yield block.subarray(0, used)
}
