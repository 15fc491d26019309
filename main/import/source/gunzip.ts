import { createGunzip } from 'node:zlib'
import type { ChunkQueue } from './ChunkQueue'

/** Small pieces bound what one of them can unpack to: a thousand times as much. */
const PIECE_BYTES = 64 << 10

/** Why a packed stream gave only its beginning. */
export interface StreamDamage {
  code: 'truncated' | 'damaged_stream'
  message: string
}

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/**
 * Unpacks a gzip file of one or more members. What a damaged one gives up to the damage is handed on;
 * `damaged` then says what is wrong.
 */
export async function* gunzip(packed: ChunkQueue, damaged: (damage: StreamDamage) => void): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: 256 << 10 })
  let unpacked: Uint8Array[] = []
  let problem: Error | null = null
  let ended = false
  let wake = (): void => {}
  stream.on('data', (chunk: Uint8Array) => unpacked.push(chunk))
  stream.on('error', (error) => {
    problem = error
    wake()
  })
  stream.on('end', () => {
    ended = true
    wake()
  })
  const settled = (start: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
      if (problem !== null || ended) resolve()
      else start(resolve)
    })
  try {
    while (problem === null && !ended) {
      const chunk = await packed.next()
      if (chunk === null) {
        await settled(() => stream.end())
        break
      }
      for (let at = 0; at < chunk.length && problem === null && !ended; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES)
        await settled((done) => stream.write(piece, () => done()))
        const ready = unpacked
        unpacked = []
        yield* ready
      }
    }
    yield* unpacked
    if (problem !== null) damaged(sayDamage(problem))
  } finally {
    stream.destroy()
  }
}

function sayDamage(error: Error & { code?: string }): StreamDamage {
  if (error.code === 'Z_BUF_ERROR') return { code: 'truncated', message: 'the gzip stream ends early' }
  return { code: 'damaged_stream', message: `the gzip stream is damaged: ${error.message}` }
}
