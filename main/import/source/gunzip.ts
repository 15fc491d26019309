import type { ChunkQueue } from './ChunkQueue'
import { inflate } from './inflate'
import type { StreamDamage } from './StreamState'
import type { UnpackBudget } from './UnpackBudget'

const WHAT = 'the gzip stream'
const DEFLATED = 8
/** Bits of the header’s flags: a checksum of the header, an extra field, the file’s name, a comment; the others are reserved. */
const HAS_CHECKSUM = 2
const HAS_EXTRA = 4
const HAS_NAME = 8
const HAS_COMMENT = 16
const RESERVED = 0xe0

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/**
 * Unpacks a gzip file of one or more members (RFC 1952), zeros between and behind them left out. What a damaged one
 * gives up to the damage is handed on; `damaged` then says what is wrong.
 */
export async function* gunzip(
  packed: ChunkQueue,
  damaged: (damage: StreamDamage) => void,
  budget: UnpackBudget,
): AsyncGenerator<Uint8Array> {
  do {
    const header = await takeHeader(packed)
    if (header !== null) return damaged(header)
    const { byteCount, crc, damage } = yield* inflate(packed, WHAT, budget)
    if (damage !== null) return damaged(damage)
    const trailer = Buffer.from(await packed.take(8))
    if (trailer.length < 8) return damaged(cut())
    if (trailer.readUInt32LE(0) !== crc) damaged(broken('its content does not have the checksum it should have'))
    else if (trailer.readUInt32LE(4) !== byteCount % 2 ** 32)
      damaged(broken('it does not have the size it should have'))
    await packed.skipZeros()
  } while (isGzip(await packed.peek(2)))
  const behind = await packed.peek(2)
  if (behind.length === 1 && behind[0] === 0x1f) damaged(cut())
  else if (behind.length > 0) {
    damaged({ code: 'trailing_bytes', message: `${WHAT} is followed by something else, which was not read` })
  }
}

/** Takes the header of a member. Null where it is as it should be. */
async function takeHeader(packed: ChunkQueue): Promise<StreamDamage | null> {
  const fixed = await packed.take(10)
  const [, , method = 0, flags = 0] = fixed
  if (fixed.length < 10) return cut()
  if (method !== DEFLATED || (flags & RESERVED) !== 0) return broken('its header is of no known kind')
  if ((flags & HAS_EXTRA) !== 0) {
    const [low = 0, high = 0] = await packed.take(2)
    await packed.skip(low + high * 256)
  }
  if ((flags & HAS_NAME) !== 0) await skipText(packed)
  if ((flags & HAS_COMMENT) !== 0) await skipText(packed)
  if ((flags & HAS_CHECKSUM) !== 0) await packed.skip(2)
  return (await packed.peek(1)).length === 0 ? cut() : null
}

/** Drops what is there up to and with the next zero. */
async function skipText(packed: ChunkQueue): Promise<void> {
  for (let chunk = await packed.next(); chunk !== null; chunk = await packed.next()) {
    const end = chunk.indexOf(0)
    if (end < 0) continue
    packed.putBack(chunk.subarray(end + 1))
    return
  }
}

function cut(): StreamDamage {
  return { code: 'truncated', message: `${WHAT} ends early` }
}

function broken(problem: string): StreamDamage {
  return { code: 'damaged_stream', message: `${WHAT} is damaged: ${problem}` }
}
