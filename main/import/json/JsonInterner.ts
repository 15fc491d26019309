import { ByteInterner } from '../columns/ByteInterner'
import { BytePattern } from './BytePattern'
import { type JsonReader, OPEN_BRACE, OPEN_BRACKET } from './JsonReader'

const MOST_RECENT = 16
const MOST_BYTES = 4096

/** Values made of JSON, made once for the same bytes: resources, which thousands of lines repeat. */
export class JsonInterner<Value> {
  private readonly values = new ByteInterner<Value>()
  /** Those used lately, the last one first: found without looking for their end. */
  private readonly recent: { bytes: BytePattern; value: Value }[] = []

  /** What `make` reads of the value that follows, which is read to its end. */
  read(reader: JsonReader, make: (reader: JsonReader) => Value): Value {
    const first = reader.peek()
    const start = reader.position
    // Only brackets tell that a value ends where the same bytes do.
    const closed = first === OPEN_BRACE || first === OPEN_BRACKET
    const recent = closed ? this.findRecent(reader) : null
    if (recent !== null) return recent.value
    reader.skipValue()
    const end = reader.position
    const value = this.values.get(reader.bytes, start, end, () => {
      reader.position = start
      return make(reader)
    })
    reader.position = end
    if (closed && end - start <= MOST_BYTES) this.remember(reader, start, value)
    return value
  }

  private findRecent(reader: JsonReader): { value: Value } | null {
    const { recent } = this
    for (let index = 0; index < recent.length; index++) {
      const entry = recent[index]
      if (entry === undefined || !entry.bytes.isAt(reader.view, reader.position, reader.end)) continue
      reader.position += entry.bytes.length
      if (index > 0) {
        recent[index] = recent[0] ?? entry
        recent[0] = entry
      }
      return entry
    }
    return null
  }

  private remember(reader: JsonReader, start: number, value: Value): void {
    const { recent } = this
    const entry = (recent.length < MOST_RECENT ? undefined : recent.pop()) ?? { bytes: new BytePattern(), value }
    entry.bytes.take(reader.view, start, reader.position)
    entry.value = value
    recent.unshift(entry)
  }
}
