import { ChunkQueue } from './ChunkQueue'
import { collectorFrames, isCollectorFrames } from './collectorFrames'
import { gunzip, isGzip } from './gunzip'
import type { StreamDamage } from './StreamState'
import type { UnpackBudget } from './UnpackBudget'
import { unzstd } from './unzstd'
import { isZstd } from './zstdPieces'

const MOST_WRAPPINGS = 3
/** Enough to tell all wrappings. */
const HEAD_BYTES = 64

interface Wrapping {
  recognises(head: Uint8Array): boolean
  unwrap(packed: ChunkQueue, damaged: (damage: StreamDamage) => void, budget: UnpackBudget): AsyncGenerator<Uint8Array>
}

const WRAPPINGS: Wrapping[] = [
  { recognises: isGzip, unwrap: gunzip },
  { recognises: isZstd, unwrap: unzstd },
  { recognises: isCollectorFrames, unwrap: collectorFrames },
]

export interface Unwrapped {
  content: ChunkQueue
  /** How many wrappings there were. */
  wrappings: number
  /** It is still wrapped: that many times that it is left so. */
  tooDeep: boolean
  close(): Promise<void>
}

/** Takes off what a stream is packed in. `damaged` is told what is wrong with it, when reading gets there. */
export async function unwrap(
  packed: ChunkQueue,
  damaged: (damage: StreamDamage) => void,
  budget: UnpackBudget,
): Promise<Unwrapped> {
  const layers = [packed]
  const close = async (): Promise<void> => {
    for (const layer of layers.toReversed()) await layer.close()
  }
  try {
    for (;;) {
      const content = layers.at(-1) ?? packed
      const head = await content.peek(HEAD_BYTES)
      const wrapping = WRAPPINGS.find(({ recognises }) => recognises(head))
      const wrappings = layers.length - 1
      if (wrapping === undefined || wrappings === MOST_WRAPPINGS) {
        return { content, wrappings, tooDeep: wrapping !== undefined, close }
      }
      layers.push(new ChunkQueue(wrapping.unwrap(content, damaged, budget)))
    }
  } catch (error) {
    await close()
    throw error
  }
}
