import type { KeptText } from '../../columns/KeptText'
import type { TextArena } from '../../columns/TextArena'
import type { TextColumn } from '../../columns/TextColumn'
import { BytePattern } from '../../json/BytePattern'
import type { JsonReader } from '../../json/JsonReader'
import type { ReadId } from '../../json/readId'

const MOST_BYTES = 48

/** Reads ids of which one is often the same as the one before: then its cell points to the same text. */
export class RepeatedId {
  private readonly text: TextArena
  private readonly kept: KeptText
  private readonly readId: ReadId
  private readonly digits: number
  private readonly last = new BytePattern()
  private lastEpoch = -1
  private offset = 0
  private length = 0

  constructor(text: TextArena, kept: KeptText, readId: ReadId, digits: number) {
    this.text = text
    this.kept = kept
    this.readId = readId
    this.digits = digits
  }

  read(reader: JsonReader, column: TextColumn, row: number, field: string): void {
    reader.peek()
    const { position: start, view } = reader
    if (this.lastEpoch === this.kept.epoch && this.last.isAt(view, start, reader.end)) {
      reader.position = start + this.last.length
      column.set(row, this.offset, this.length)
      return
    }
    this.readId(reader, this.text, column, row, this.digits, field)
    this.lastEpoch = -1
    if (reader.position - start > MOST_BYTES) return
    this.last.take(view, start, reader.position)
    this.lastEpoch = this.kept.epoch
    this.offset = column.offset[row] ?? 0
    this.length = column.length[row] ?? 0
  }
}
