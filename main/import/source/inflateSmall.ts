import { inflateRawSync } from 'node:zlib'

const MOST_BYTES = 4 << 20

/**
 * Unpacks a whole deflate stream at once, for which setting up a stream would take far longer. `packedBytes` is where
 * it ends. Null where it is cut, damaged or large: then reading it piece by piece tells more.
 */
export function inflateSmall(bytes: Uint8Array): { content: Uint8Array; packedBytes: number } | null {
  let result: unknown
  try {
    result = inflateRawSync(bytes, { info: true, maxOutputLength: MOST_BYTES, chunkSize: 16 << 10 })
  } catch {
    return null
  }
  if (!isUnpacked(result)) return null
  return { content: result.buffer, packedBytes: result.engine.bytesWritten }
}

/** What Node answers with the option `info`. */
function isUnpacked(result: unknown): result is { buffer: Uint8Array; engine: { bytesWritten: number } } {
  return typeof result === 'object' && result !== null && 'buffer' in result && 'engine' in result
}
