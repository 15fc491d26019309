/**
 * How messages follow one another in a file.
 * - `none`: nothing between them, so that all together read as one
 * - `uint32`: before each its length in four bytes, big-endian, as the Collector's file exporter writes
 * - `grpc`: before each a byte of flags and its length, https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 * - `varint`: before each its length as a varint, as Java's `writeDelimitedTo` writes
 */
export const FRAMINGS = ['none', 'uint32', 'grpc', 'varint'] as const
export type Framing = (typeof FRAMINGS)[number]

/** What stands before a message, and what kind of message it is. */
export interface FrameHeader {
  headerBytes: number
  /** `Infinity` for one that ends with the file. */
  messageBytes: number
  content: 'message' | 'packed' | 'trailers'
}

const MOST_LENGTH_BYTES = 5

/** Reads what stands at `at`, before a message. Null if the bytes end within it; `broken` if it cannot be. */
export function readFrameHeader(
  framing: Framing,
  bytes: Buffer,
  at: number,
  end: number,
): FrameHeader | null | 'broken' {
  if (framing === 'none') return { headerBytes: 0, messageBytes: Infinity, content: 'message' }
  if (framing === 'varint') return readVarintHeader(bytes, at, end)
  const flagBytes = framing === 'grpc' ? 1 : 0
  if (end - at < flagBytes + 4) return null
  const flags = flagBytes === 0 ? 0 : (bytes[at] ?? 0)
  const messageBytes = bytes.readUInt32BE(at + flagBytes)
  const content = flags === 0 ? 'message' : flags === 1 ? 'packed' : (flags & 0x80) !== 0 ? 'trailers' : null
  return content === null ? 'broken' : { headerBytes: flagBytes + 4, messageBytes, content }
}

function readVarintHeader(bytes: Buffer, at: number, end: number): FrameHeader | null | 'broken' {
  let messageBytes = 0
  for (let index = 0; index < MOST_LENGTH_BYTES; index++) {
    if (at + index >= end) return null
    const byte = bytes[at + index] ?? 0
    messageBytes += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return { headerBytes: index + 1, messageBytes, content: 'message' }
  }
  return 'broken'
}
