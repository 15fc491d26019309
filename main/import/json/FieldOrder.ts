import { BytePattern } from './BytePattern'
import type { FieldNames } from './FieldNames'
import { CLOSE_BRACE, type JsonReader, NO_MORE_FIELDS } from './JsonReader'

const MOST_BYTES = 64
const MOST_FOLLOWING = 4
const AT_BEGINNING = -2

/** What came between the values of two fields, from the comma to the colon. */
interface Following {
  between: BytePattern
  field: number
}

/**
 * Reads the fields of objects as `JsonReader.firstField` and `nextField` do. Remembers, byte for byte, how fields
 * followed one another, white space included, so that the usual next one is recognised by comparing words.
 */
export class FieldOrder {
  private readonly names: FieldNames
  /** Behind field n at n + 2; the last one that came is first. */
  private readonly following: Following[][] = []

  constructor(names: FieldNames) {
    this.names = names
  }

  /** Steps into an object: the number of its first field. Its value follows. */
  first(reader: JsonReader): number {
    reader.peek()
    const known = this.expected(reader, AT_BEGINNING)
    if (known >= 0) return known
    const start = reader.position
    return this.learn(reader, AT_BEGINNING, start, reader.firstField(this.names))
  }

  /** To be called behind the value of `field`, which may be −1. */
  next(reader: JsonReader, field: number): number {
    if (reader.bytes[reader.position] === CLOSE_BRACE) {
      reader.position++
      return NO_MORE_FIELDS
    }
    const known = this.expected(reader, field)
    if (known >= 0) return known
    const start = reader.position
    return this.learn(reader, field, start, reader.nextField(this.names))
  }

  private expected(reader: JsonReader, behind: number): number {
    const list = this.following[behind + 2]
    if (list === undefined) return -1
    for (let index = 0; index < list.length; index++) {
      const candidate = list[index]
      if (candidate === undefined || !candidate.between.isAt(reader.view, reader.position, reader.end)) continue
      reader.position += candidate.between.length
      if (index > 0) {
        list[index] = list[0] ?? candidate
        list[0] = candidate
      }
      return candidate.field
    }
    return -1
  }

  private learn(reader: JsonReader, behind: number, start: number, field: number): number {
    const length = reader.position - start
    if (field < 0 || length > MOST_BYTES) return field
    while (this.following.length <= behind + 2) this.following.push([])
    const list = this.following[behind + 2] ?? []
    const known = list.some((candidate) => candidate.field === field && candidate.between.length === length)
    if (known || list.length >= MOST_FOLLOWING) return field
    const between = new BytePattern()
    between.take(reader.view, start, reader.position)
    list.unshift({ between, field })
    return field
  }
}
