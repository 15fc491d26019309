import { Failed } from '../../../preload/contract/failure'
import type { StreamDamage } from './StreamState'

/** Deflate packs at most 1032 times, which only the same byte over and over reaches; traces pack up to some 100 times. */
const MOST_TIMES = 1000
/** Anything may unpack to so much, however small it is. */
const FREE_BYTES = 64 << 20

/** Holds back what would unpack without end: it watches each stream, and all streams of a file on disk together. */
export class UnpackBudget {
  private readonly mostBytes: number
  private readonly signal: Pick<AbortSignal, 'aborted'> | null
  private unpackedBytes = 0

  /** `fileBytes`: of the file on disk. */
  constructor(fileBytes: number, signal: Pick<AbortSignal, 'aborted'> | null) {
    this.mostBytes = mostOf(fileBytes)
    this.signal = signal
  }

  /** It is used up: nothing more of the file is to be unpacked. */
  get spent(): boolean {
    return this.unpackedBytes > this.mostBytes
  }

  /** Counts `count` bytes more of a stream, of which so much was read and unpacked up to now. Null where that is fine. */
  spend(count: number, stream: { packedBytes: number; unpackedBytes: number }): StreamDamage | null {
    this.check()
    this.unpackedBytes += count
    if (!this.spent && !saysBomb(stream.packedBytes, stream.unpackedBytes)) return null
    return {
      code: 'bomb',
      message: `it unpacks to more than ${MOST_TIMES} times its size; no more of it was read`,
    }
  }

  /** Throws `cancelled` once that is so. */
  check(): void {
    if (this.signal?.aborted === true) throw new Failed({ code: 'cancelled' })
  }
}

/** Whether what has these sizes is there to do harm. */
export function saysBomb(packedBytes: number, unpackedBytes: number): boolean {
  return unpackedBytes > mostOf(packedBytes)
}

function mostOf(packedBytes: number): number {
  return Math.max(FREE_BYTES, packedBytes * MOST_TIMES)
}
