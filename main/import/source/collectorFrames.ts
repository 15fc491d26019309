import type { ChunkQueue } from './ChunkQueue'
import type { StreamDamage } from './StreamState'
import type { UnpackBudget } from './UnpackBudget'
import { decompressZstdFrame } from './zstdFrame'

const LENGTH_BYTES = 4
const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd]
/** Magic number, descriptor, window or size, and the header of one block. */
const LEAST_FRAME_BYTES = 9
/** The Collector writes batches of some thousand spans. */
const MOST_PACKED_BYTES = 256 << 20
/** As the budget has it: any message may unpack to the first, and to so many times its size. */
const FREE_BYTES = 64 << 20
const MOST_TIMES = 1000
const MOST_MESSAGE_BYTES = 512 << 20
const OPENING_BRACKETS = [0x7b, 0x5b]
const NEWLINE = Uint8Array.of(0x0a)

/** Whether a stream begins as the Collector's file exporter writes with `compression: zstd`. */
export function isCollectorFrames(head: Uint8Array): boolean {
  return lengthOf(head) >= LEAST_FRAME_BYTES && ZSTD_MAGIC.every((byte, index) => head[LENGTH_BYTES + index] === byte)
}

/**
 * Unpacks what the OpenTelemetry Collector's file exporter writes with `compression: zstd`: messages, each packed on its own,
 * with the packed length before it in four bytes. JSON messages become JSON lines; others get their own length before
 * them, as the exporter writes them unpacked. A message that is damaged is left out; `damaged` is told.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/exporter/fileexporter/file_writer.go
 */
export async function* collectorFrames(
  packed: ChunkQueue,
  damaged: (damage: StreamDamage) => void,
  budget: UnpackBudget,
): AsyncGenerator<Uint8Array> {
  const size = { packedBytes: 0, unpackedBytes: 0 }
  for (;;) {
    const prefix = await packed.take(LENGTH_BYTES)
    if (prefix.length === 0) return
    const length = lengthOf(prefix)
    if (prefix.length === LENGTH_BYTES && length > MOST_PACKED_BYTES) {
      return damaged({ code: 'damaged_stream', message: 'a message is too large to be read; no more was read' })
    }
    const frame = await packed.take(length)
    if (prefix.length < LENGTH_BYTES || frame.length < length) {
      return damaged({ code: 'truncated', message: 'the file ends within a packed message' })
    }
    budget.check()
    const message = unpack(frame)
    if (typeof message === 'string') {
      damaged({ code: 'damaged_stream', message: `a packed message is left out, as it is damaged: ${message}` })
      continue
    }
    size.packedBytes += LENGTH_BYTES + length
    size.unpackedBytes += message.length
    const bomb = budget.spend(message.length, size)
    if (bomb !== null) return damaged(bomb)
    if (OPENING_BRACKETS.includes(message[0] ?? 0)) {
      yield message
      yield NEWLINE
    } else {
      const prefixed = Buffer.alloc(LENGTH_BYTES)
      prefixed.writeUInt32BE(message.length)
      yield prefixed
      yield message
    }
  }
}

function unpack(frame: Uint8Array): Uint8Array | string {
  try {
    return decompressZstdFrame(frame, Math.min(MOST_MESSAGE_BYTES, Math.max(FREE_BYTES, frame.length * MOST_TIMES)))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function lengthOf(head: Uint8Array): number {
  return head.length < LENGTH_BYTES ? 0 : Buffer.from(head.buffer, head.byteOffset, LENGTH_BYTES).readUInt32BE()
}
