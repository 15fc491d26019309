import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import type { JsonReader } from '../../json/JsonReader'
import { appendTagValue, type BinaryForm, TagType } from './tagTypes'

/** The tag read last. Reused. */
export class TagRead {
  /** Its number; −1 for a tag without one, which is not set. */
  key = -1
  /** A value of `TagType`. */
  declared: number = TagType.none
  /** Where the value lies in the text of the columns. A length of −1 is NULL. */
  offset = 0
  length = -1
  code: number = TYPE_CODES.n
  /** Where the value lay in the window; −1 where it was not the last of the tag's fields. */
  valueStart = -1
  valueEnd = -1
  private readAt = -1

  begin(): void {
    this.key = -1
    this.valueStart = -1
    this.readAt = -1
  }

  /** Reads the value that follows as that of the key. */
  readValue(reader: JsonReader, columns: AttributeColumns, binary: BinaryForm, type: number): void {
    const { text } = columns
    const offset = text.length
    this.readAt = (reader.peek(), reader.position)
    const code = appendTagValue(reader, columns, type, binary)
    this.valueEnd = reader.position
    this.declared = type
    this.set(columns, offset, code === TYPE_CODES.n ? -1 : text.length - offset, code)
  }

  /** Behind the tag: reads the value at `valueAt`, if that has not been done, which came last or not. */
  finish(
    reader: JsonReader,
    columns: AttributeColumns,
    binary: BinaryForm,
    type: number,
    valueAt: number,
    cameLast: boolean,
  ): void {
    if (this.readAt !== valueAt) {
      const end = reader.position
      reader.position = valueAt
      this.readValue(reader, columns, binary, type)
      reader.position = end
    }
    if (cameLast) this.valueStart = valueAt
  }

  /** The tag has a value that is not written. */
  setText(columns: AttributeColumns, value: string, code: number): void {
    const offset = columns.text.length
    columns.text.append(value)
    this.set(columns, offset, columns.text.length - offset, code)
  }

  setNull(columns: AttributeColumns): void {
    this.set(columns, 0, -1, TYPE_CODES.n)
  }

  private set(columns: AttributeColumns, offset: number, length: number, code: number): void {
    this.offset = length < 0 ? 0 : offset
    this.length = length
    this.code = code
    columns.set(this.key, this.offset, length, code)
  }
}

/** Reads one tag of some model into the row of `columns` begun last. */
export type ReadTag = (reader: JsonReader, columns: AttributeColumns, binary: BinaryForm, tag: TagRead) => void
