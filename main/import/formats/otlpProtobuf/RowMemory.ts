import { KeptText } from '../../columns/KeptText'
import type { ProtobufReader } from '../../protobuf/ProtobufReader'

/** Tells how long a row may use what was noted for an earlier one: where bytes lie in the window, and text of the batch. */
export class RowMemory {
  /** What was noted at the same stamp holds. */
  stamp = 1
  private readonly kept = new KeptText()
  private window = -1

  beginRow(reader: ProtobufReader, row: number): void {
    const { kept } = this
    const { epoch } = kept
    kept.beginRow(row)
    if (kept.epoch === epoch && this.window === reader.windows) return
    this.window = reader.windows
    this.stamp++
  }
}
