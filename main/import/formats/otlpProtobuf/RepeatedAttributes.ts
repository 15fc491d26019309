import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { growArray } from '../../columns/growArray'
import type { ProtobufReader } from '../../protobuf/ProtobufReader'
import { KeyValueTag } from './messageTags'
import { readAnyValue } from './readAnyValue'
import { readAttribute, readKey } from './readAttribute'
import type { RowMemory } from './RowMemory'

const LONG = 0x80
/** What is known of a key: see `known`. */
const CELLS = 6

/**
 * Reads attributes of rows that repeat them: one with the bytes of the last one of its key becomes a second cell for the
 * same text, where that is still there.
 */
export class RepeatedAttributes {
  private readonly columns: AttributeColumns
  private readonly memory: RowMemory
  /** By key: the stamp, where its last `KeyValue` begins and its length; offset, length and type of the value's text. */
  private known = new Int32Array(64 * CELLS)

  constructor(columns: AttributeColumns, memory: RowMemory) {
    this.columns = columns
    this.memory = memory
  }

  /**
   * Reads the `KeyValue` that begins here with its length, and those that follow it in the message up to `end` with
   * nothing but `tag` before each, into the row of the columns begun last.
   */
  readAll(reader: ProtobufReader, end: number, tag: number): void {
    const { bytes } = reader
    for (;;) {
      const attributeEnd = reader.open(end)
      if (!this.repeat(reader, attributeEnd)) this.read(reader, attributeEnd)
      reader.position = attributeEnd
      if (attributeEnd >= end || bytes[attributeEnd] !== tag) return
      reader.position = attributeEnd + 1
    }
  }

  /** Takes the `KeyValue` up to `end` if it is, byte for byte, the last one of the key that is expected here. */
  private repeat(reader: ProtobufReader, end: number): boolean {
    const { columns, known } = this
    const key = columns.keys.predicted
    const at = key * CELLS
    if (key < 0 || known[at] !== this.memory.stamp || known[at + 2] !== end - reader.position) return false
    if (!reader.repeats(known[at + 1] ?? 0, end)) return false
    columns.keys.follow(key)
    columns.set(key, known[at + 3] ?? 0, known[at + 4] ?? -1, known[at + 5] ?? 0)
    return true
  }

  private read(reader: ProtobufReader, end: number): void {
    const { columns } = this
    const { bytes, position } = reader
    // As nearly all are written: a short key, a short value, nothing else.
    const keyLength = bytes[position + 1] ?? LONG
    const keyEnd = position + 2 + keyLength
    const valueLength = bytes[keyEnd + 1] ?? LONG
    if (
      bytes[position] !== KeyValueTag.key ||
      bytes[keyEnd] !== KeyValueTag.value ||
      keyLength >= LONG ||
      valueLength >= LONG ||
      keyEnd + 2 + valueLength !== end
    ) {
      readAttribute(reader, end, columns)
      return
    }
    reader.position = position + 2
    const key = readKey(reader, keyEnd, columns)
    reader.position = keyEnd + 2
    const offset = columns.text.length
    const type = readAnyValue(reader, end, columns, key)
    this.note(key, position, end, offset, type)
  }

  private note(key: number, start: number, end: number, offset: number, type: number): void {
    const at = key * CELLS
    if (at >= this.known.length) this.known = growArray(this.known, at * 2)
    const { known } = this
    known[at] = this.memory.stamp
    known[at + 1] = start
    known[at + 2] = end - start
    known[at + 3] = offset
    known[at + 4] = type === TYPE_CODES.n ? -1 : this.columns.text.length - offset
    known[at + 5] = type
  }
}
