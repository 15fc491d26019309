import { crc32, createInflateRaw } from 'node:zlib'
import type { ChunkQueue } from './ChunkQueue'
import { inflateSmall } from './inflateSmall'
import type { StreamDamage } from './StreamState'
import { unpack } from './unpack'
import type { UnpackBudget } from './UnpackBudget'
import { ZlibUnpacker } from './ZlibUnpacker'

/** Small pieces bound what one of them can unpack to (a thousand times as much), and what is lost where one is damaged. */
const PIECE_BYTES = 64 << 10
const CHUNK_BYTES = 1 << 20

export interface Inflated {
  /** Of what was unpacked. */
  byteCount: number
  crc: number
  /** It is not all there was. */
  damage: StreamDamage | null
}

/** Unpacks one deflate stream, and leaves what is behind it in `packed`. `what` it belongs to goes into messages. */
export async function* inflate(
  packed: ChunkQueue,
  what: string,
  budget: UnpackBudget,
): AsyncGenerator<Uint8Array, Inflated> {
  const head = await packed.peek(PIECE_BYTES)
  const small = head.length < PIECE_BYTES ? inflateSmall(head) : null
  if (small !== null) {
    const { content, packedBytes } = small
    await packed.skip(packedBytes)
    const byteCount = content.length
    const damage = budget.spend(byteCount, { packedBytes, unpackedBytes: byteCount })
    if (damage === null) yield content
    return { byteCount, crc: crc32(content), damage }
  }
  const unpacker = new ZlibUnpacker(createInflateRaw({ chunkSize: CHUNK_BYTES }))
  let isCut = false
  const nextPiece = async (): Promise<Uint8Array | null> => {
    const piece = await packed.nextPiece(PIECE_BYTES)
    isCut = piece === null
    return piece
  }
  const chunks = unpack(nextPiece, unpacker, budget)
  let byteCount = 0
  let crc = 0
  try {
    for (;;) {
      const { done, value } = await chunks.next()
      if (done === true) {
        packed.putBack(unpacker.rest)
        return { byteCount, crc, damage: value ?? damageOf(unpacker.problem, isCut, what) }
      }
      byteCount += value.length
      crc = crc32(value, crc)
      yield value
    }
  } finally {
    await chunks.return(null)
  }
}

function damageOf(problem: string | null, isCut: boolean, what: string): StreamDamage | null {
  if (problem === null) return null
  if (isCut) return { code: 'truncated', message: `${what} ends early` }
  return { code: 'damaged_stream', message: `${what} is damaged: ${problem}` }
}
