import zlib from 'node:zlib'
import { Decompress } from 'fzstd'

/**
 * Unpacks one zstd frame that lies whole in memory. Throws an `Error` where it is damaged or unpacks to more than
 * `mostBytes`.
 */
export function decompressZstdFrame(
  frame: Uint8Array,
  mostBytes: number,
  native: typeof zlib.zstdDecompressSync | null = nativeZstd(),
): Uint8Array {
  return native === null ? slowly(frame, mostBytes) : native(frame, { maxOutputLength: mostBytes })
}

/** Node has it from 22.15 on. */
function nativeZstd(): typeof zlib.zstdDecompressSync | null {
  return 'zstdDecompressSync' in zlib ? zlib.zstdDecompressSync : null
}

function slowly(frame: Uint8Array, mostBytes: number): Uint8Array {
  const unpacked: Uint8Array[] = []
  let byteCount = 0
  const frames = new Decompress((chunk) => {
    byteCount += chunk.length
    if (byteCount > mostBytes) throw new Error(`it unpacks to more than ${mostBytes} bytes`)
    unpacked.push(chunk)
  })
  frames.push(frame, true)
  return Buffer.concat(unpacked)
}
