import type { StreamDamage } from './StreamState'
import type { UnpackBudget } from './UnpackBudget'
import type { Unpacker } from './Unpacker'

interface Step {
  chunks: Uint8Array[]
  packedBytes: number
}

/**
 * Unpacks what `nextPiece` gives, until it gives null or the packed stream is over. The next piece is unpacked while
 * a chunk is worked on. Answers what ended it early; the unpacker says more.
 */
export async function* unpack(
  nextPiece: () => Promise<Uint8Array | null>,
  unpacker: Unpacker,
  budget: UnpackBudget,
): AsyncGenerator<Uint8Array, StreamDamage | null> {
  const size = { packedBytes: 0, unpackedBytes: 0 }
  const step = async (): Promise<Step> => {
    const piece = await nextPiece()
    const chunks = piece === null ? await unpacker.end() : await unpacker.unpack(piece)
    return { chunks, packedBytes: piece === null ? 0 : piece.length - unpacker.rest.length }
  }
  let coming = step()
  try {
    for (;;) {
      const { chunks, packedBytes } = await coming
      const last = unpacker.ended
      if (!last) {
        coming = step()
        // It may fail while a chunk is worked on: that is told when it is its turn.
        coming.catch(() => {})
      }
      size.packedBytes += packedBytes
      for (const chunk of chunks) {
        size.unpackedBytes += chunk.length
        const bomb = budget.spend(chunk.length, size)
        if (bomb !== null) return bomb
        yield chunk
      }
      if (last) return null
    }
  } finally {
    await coming.catch(() => {})
    unpacker.close()
  }
}
