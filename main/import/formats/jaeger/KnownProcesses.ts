import type { Resource } from '../../columns/Resource'
import { BytePattern } from '../../json/BytePattern'
import type { JsonReader } from '../../json/JsonReader'

const HASHED_BYTES = 96
const SLOTS = 1_024
const MOST_BYTES = 4_096

interface KnownProcess {
  written: BytePattern
  content: Resource
}

/** Processes that were read before, recognised by their bytes without looking for where they end. */
export class KnownProcesses {
  private readonly slots: (KnownProcess | undefined)[] = []
  private slot = -1

  /** Reads the process at the reader's position if it is one that was kept. If not, the reader stays, and null is returned. */
  find(reader: JsonReader): Resource | null {
    const { view, position, end } = reader
    this.slot = slotOf(view, position)
    const known = this.slots[this.slot]
    if (known === undefined || !known.written.isAt(view, position, end)) return null
    reader.position += known.written.length
    return known.content
  }

  /** Keeps the process which `find` did not know at `start`, and which the reader stands behind. */
  keep({ view, position }: JsonReader, start: number, content: Resource): void {
    if (this.slot < 0 || position - start > MOST_BYTES) return
    const written = new BytePattern()
    written.take(view, start, position)
    this.slots[this.slot] = { written, content }
  }
}

function slotOf(view: DataView, at: number): number {
  if (at + HASHED_BYTES > view.byteLength) return -1
  let hash = 0
  for (let index = 0; index < HASHED_BYTES; index += 4)
    hash = Math.imul(hash ^ view.getInt32(at + index, true), 0x01000193)
  return (hash ^ (hash >>> 15)) & (SLOTS - 1)
}
