import type { ChunkQueue } from './ChunkQueue'
import type { StreamState } from './StreamState'

/** Why something in an archive is left out. */
export interface Refusal {
  /** In snake case: `unsafe_path`, `link`, `encrypted`, `bomb`, `too_deep` … */
  code: string
  /** In words that follow the name of the file. */
  message: string
}

/** A file in an archive, as the archive tells of it. */
export interface ArchiveMember {
  name: string
  /** Bytes in the archive, packed; unpacked where that is not known. */
  byteCount: number
  refused: Refusal | null
  /** What it holds; only until the next member is asked for. `state` counts its bytes, and is told what is wrong. */
  open(state: StreamState): ChunkQueue
}
