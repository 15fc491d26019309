import type { ChunkQueue } from './ChunkQueue'
import type { StreamDamage } from './StreamState'
import type { UnpackBudget } from './UnpackBudget'

const FRAME = 0xfd2fb528
/** The first of 16 magic numbers. */
const SKIPPABLE = 0x184d2a50
const MOST_WINDOW_BYTES = 128 << 20
const RUN_LENGTH_BLOCK = 1
const RESERVED_BLOCK = 3
/** A block unpacks to at most 128 kB. */
const BLOCKS_AT_ONCE = 16

export function isZstd(head: Uint8Array): boolean {
  const magic = magicOf(head)
  return magic === FRAME || isSkippable(magic)
}

/**
 * The frames of a zstd file (RFC 8878), some blocks at a time, so that no piece holds parts of two frames or unpacks to
 * much. Skippable frames are left out, also the zeros behind the last frame. `damaged` says what ended it early.
 */
export async function* zstdPieces(
  packed: ChunkQueue,
  damaged: (damage: StreamDamage) => void,
  budget: UnpackBudget,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const magicBytes = await packed.peek(4)
    const magic = magicOf(magicBytes)
    if (magicBytes.length === 0) return
    budget.check()
    if (isSkippable(magic)) {
      const length = Buffer.from(await packed.take(8))
      if (length.length < 8) return damaged(cut())
      const count = length.readUInt32LE(4)
      if ((await packed.skip(count)) < count) return damaged(cut())
    } else if (magic === FRAME) {
      const damage = yield* frame(packed)
      if (damage !== null) return damaged(damage)
    } else {
      const behind = await behindFrames(packed)
      if (behind !== null) damaged(behind)
      return
    }
  }
}

async function* frame(packed: ChunkQueue): AsyncGenerator<Uint8Array, StreamDamage | null> {
  const header = await frameHeader(packed)
  if ('code' in header) return header
  let parts = [header.bytes]
  for (let last = false; !last;) {
    const block = await nextBlock(packed)
    if ('code' in block) {
      yield Buffer.concat(parts)
      return block
    }
    parts.push(block.bytes)
    last = block.last
    if (parts.length < BLOCKS_AT_ONCE && !last) continue
    yield Buffer.concat(parts)
    parts = []
  }
  if (!header.hasChecksum) return null
  const checksum = await packed.take(4)
  if (checksum.length < 4) return cut()
  yield checksum
  return null
}

interface FrameHeader {
  bytes: Uint8Array
  hasChecksum: boolean
}

async function frameHeader(packed: ChunkQueue): Promise<FrameHeader | StreamDamage> {
  const [, , , , descriptor = 0, windowDescriptor = 0] = await packed.peek(6)
  const isSingleSegment = (descriptor & 0x20) !== 0
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0
  const sizeCode = descriptor >> 6
  const sizeBytes = sizeCode === 0 ? (isSingleSegment ? 1 : 0) : 2 ** sizeCode
  const dictionaryStart = isSingleSegment ? 5 : 6
  const byteCount = dictionaryStart + dictionaryBytes + sizeBytes
  const bytes = Buffer.from(await packed.take(byteCount))
  if (bytes.length < byteCount) return cut()
  if ((descriptor & 8) !== 0) return broken('the header of a frame is of no known kind')
  if (bytes.subarray(dictionaryStart, dictionaryStart + dictionaryBytes).some((byte) => byte !== 0)) {
    return { code: 'unsupported', message: 'the zstd stream needs a dictionary, which it does not hold' }
  }
  const exponent = 2 ** (10 + (windowDescriptor >> 3))
  const windowBytes = isSingleSegment
    ? sizeOf(bytes.subarray(byteCount - sizeBytes))
    : exponent + (exponent / 8) * (windowDescriptor & 7)
  if (windowBytes > MOST_WINDOW_BYTES) {
    const megabytes = Math.ceil(windowBytes / 2 ** 20)
    return {
      code: 'unsupported',
      message: `the zstd stream needs a window of ${megabytes} MB; at most 128 MB are read`,
    }
  }
  return { bytes, hasChecksum: (descriptor & 4) !== 0 }
}

async function nextBlock(packed: ChunkQueue): Promise<{ bytes: Uint8Array; last: boolean } | StreamDamage> {
  const [low = 0, middle = 0, high = 0] = await packed.peek(3)
  const header = low | (middle << 8) | (high << 16)
  const kind = (header >> 1) & 3
  if (kind === RESERVED_BLOCK) return broken('a block is of no known kind')
  const byteCount = 3 + (kind === RUN_LENGTH_BLOCK ? 1 : header >> 3)
  const bytes = await packed.take(byteCount)
  return bytes.length < byteCount ? cut() : { bytes, last: (header & 1) === 1 }
}

/** What is wrong with bytes behind the last frame that are neither a frame nor zeros that fill up a sector. */
async function behindFrames(packed: ChunkQueue): Promise<StreamDamage | null> {
  await packed.skipZeros()
  const beginning = await packed.peek(4)
  if (beginning.length === 0) return null
  if (beginning.length < 4 && beginning[0] === (FRAME & 0xff)) return cut()
  return { code: 'trailing_bytes', message: 'the zstd stream is followed by something else, which was not read' }
}

function sizeOf(field: Buffer): number {
  if (field.length === 8) return Number(field.readBigUInt64LE())
  return field.readUIntLE(0, field.length) + (field.length === 2 ? 256 : 0)
}

function magicOf(head: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = head
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0
}

function isSkippable(magic: number): boolean {
  return magic >= SKIPPABLE && magic < SKIPPABLE + 16
}

function cut(): StreamDamage {
  return { code: 'truncated', message: 'the zstd stream ends early' }
}

function broken(problem: string): StreamDamage {
  return { code: 'damaged_stream', message: `the zstd stream is damaged: ${problem}` }
}
