import zlib from 'node:zlib'
import type { ChunkQueue } from './ChunkQueue'
import { FzstdUnpacker } from './FzstdUnpacker'
import type { StreamDamage } from './StreamState'
import { unpack } from './unpack'
import type { UnpackBudget } from './UnpackBudget'
import type { Unpacker } from './Unpacker'
import { ZlibUnpacker } from './ZlibUnpacker'
import { zstdPieces } from './zstdPieces'

const CHUNK_BYTES = 1 << 20

/**
 * Unpacks a zstd file of one or more frames. What a damaged one gives up to the damage is handed on; `damaged` then
 * says what is wrong, and may be told more than once.
 */
export async function* unzstd(
  packed: ChunkQueue,
  damaged: (damage: StreamDamage) => void,
  budget: UnpackBudget,
  unpacker: Unpacker = zstdUnpacker(),
): AsyncGenerator<Uint8Array> {
  let hasFrames = false
  // Node’s own stream takes no frame behind the end of another within one piece, and does not say so.
  const pieces = zstdPieces(packed, damaged, budget)
  const nextPiece = async (): Promise<Uint8Array | null> => {
    const { done, value } = await pieces.next()
    hasFrames ||= done !== true
    return done === true ? null : value
  }
  const damage = yield* unpack(nextPiece, unpacker, budget)
  if (damage !== null) damaged(damage)
  else if (unpacker.problem !== null && hasFrames) {
    damaged({ code: 'damaged_stream', message: `the zstd stream is damaged: ${unpacker.problem}` })
  }
}

function zstdUnpacker(): Unpacker {
  const createNative = nativeZstd()
  return createNative === null ? new FzstdUnpacker() : new ZlibUnpacker(createNative({ chunkSize: CHUNK_BYTES }))
}

/** Node has it from 22.15 on. */
function nativeZstd(): typeof zlib.createZstdDecompress | null {
  return 'createZstdDecompress' in zlib ? zlib.createZstdDecompress : null
}
