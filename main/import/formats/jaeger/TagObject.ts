import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { KeyTable } from '../../columns/KeyTable'
import { appendJsonValue } from '../../json/appendJsonValue'
import { CLOSE_BRACE, COLON, COMMA, type JsonReader, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import type { TagTaker } from './TagReader'

const AT = 0x40
const DOT = 0x2e
const MOST_NAMES = 10_000

/** A name as it is written, and the key that it means. */
interface TagName {
  text: Uint8Array
  key: number
  generation: number
  meaning: number
}

/**
 * Reads tags which are stored as fields of one object (Jaeger's `--es.tags-as-fields`). Elasticsearch takes a dot
 * for a level of its own, so Jaeger writes `@` for it.
 */
export class TagObject {
  private readonly columns: AttributeColumns
  private readonly taker: TagTaker | null
  private readonly written = new KeyTable()
  private names: TagName[] = []

  constructor(columns: AttributeColumns, taker: TagTaker | null) {
    this.columns = columns
    this.taker = taker
  }

  /** Reads an object into the row of the columns begun last. */
  read(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACE) return reader.skipValue()
    reader.position++
    if (reader.peek() === CLOSE_BRACE) {
      reader.position++
      return
    }
    this.written.beginRow()
    for (;;) {
      if (reader.peek() !== QUOTE) throw reader.fault(reader.position, 'expected a key')
      const name = this.readName(reader)
      reader.expect(COLON)
      this.readValue(reader, name)
      const next = reader.peek()
      if (next !== COMMA && next !== CLOSE_BRACE) throw reader.fault(reader.position, 'expected ‘,’ or ‘}’')
      reader.position++
      if (next === CLOSE_BRACE) return
    }
  }

  private readName(reader: JsonReader): TagName {
    const { columns, written, taker } = this
    const start = reader.position + 1
    let number = written.expected(reader.bytes, reader.view, start, reader.end)
    if (number >= 0) reader.position = start + (written.length[number] ?? 0) + 1
    else {
      if (written.count > MOST_NAMES) {
        written.clear()
        this.names = []
      }
      reader.scanString()
      number = written.intern(reader.token, reader.tokenStart, reader.tokenEnd)
    }
    let name = this.names[number]
    if (name === undefined) {
      const from = written.offset[number] ?? 0
      const text = written.text.bytes
        .slice(from, from + (written.length[number] ?? 0))
        .map((byte) => (byte === AT ? DOT : byte))
      name = { text, key: -1, generation: -1, meaning: taker?.meaningOf(text, 0, text.length) ?? -1 }
      this.names[number] = name
    }
    if (name.generation !== columns.keys.generation) {
      name.generation = columns.keys.generation
      name.key = columns.keyOf(name.text)
    }
    return name
  }

  private readValue(reader: JsonReader, { key, meaning }: TagName): void {
    const { columns, taker } = this
    const { text } = columns
    const offset = text.length
    const type = appendJsonValue(reader, text)
    if (type === TYPE_CODES.n) {
      columns.set(key, 0, -1, type)
      return
    }
    columns.set(key, offset, text.length - offset, type)
    if (meaning >= 0) taker?.accept(meaning, key, offset, text.length - offset, type)
  }
}
