import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { CLOSE_BRACKET, COMMA, type JsonReader, MINUS, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../json/JsonReader'
import type { PlainStrings } from '../../json/PlainStrings'
import { AnyValueField } from './anyValueFields'
import type { KnownAttribute } from './KnownAttribute'
import { KnownAttributes } from './KnownAttributes'
import { appendField } from './readAnyValue'
import { readAttribute, readAttributes } from './readAttributes'

/**
 * Reads lists of `KeyValue` into columns as `readAttributes` does, and recognises attributes by how they were
 * written before.
 */
export class AttributeReader {
  private readonly columns: AttributeColumns
  private readonly strings: PlainStrings
  private readonly known = new KnownAttributes()

  /** `strings` append to the text of `columns`. */
  constructor(columns: AttributeColumns, strings: PlainStrings) {
    this.columns = columns
    this.strings = strings
  }

  /** Reads a list into the row of the columns begun last. */
  read(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACKET) return readAttributes(reader, this.columns)
    if (!reader.firstElement()) return
    let previous = this.known.beginning
    for (;;) {
      previous = this.readOne(reader, previous)
      const { bytes, position } = reader
      const next = bytes[position]
      if (next === COMMA && bytes[position + 1] === OPEN_BRACE) reader.position++
      else if (next === CLOSE_BRACKET) {
        reader.position++
        return
      } else {
        if (!reader.nextElement()) return
        reader.peek()
      }
    }
  }

  private readOne(reader: JsonReader, previous: KnownAttribute): KnownAttribute {
    const start = reader.position
    const known = this.known.find(reader, previous)
    if (known !== null) {
      if (this.readValue(reader, known)) return known
      reader.position = start
    }
    readAttribute(reader, this.columns)
    return (known === null ? this.known.learn(reader, start, previous) : null) ?? this.known.beginning
  }

  /** Reads the rest of an attribute, at its value. Returns false, and has set nothing, where it is not as it was before. */
  private readValue(reader: JsonReader, known: KnownAttribute): boolean {
    const { columns } = this
    const { text } = columns
    const offset = text.length
    let type: number
    if (known.field === AnyValueField.text && reader.bytes[reader.position] === QUOTE) {
      if (!this.strings.append(reader)) reader.readString(text)
      type = TYPE_CODES.s
    } else if (known.field === AnyValueField.integer && this.appendDigits(reader)) type = TYPE_CODES.i
    else type = appendField(reader, text, known.field)
    if (!known.behind.isAt(reader.view, reader.position, reader.end)) {
      text.length = offset
      return false
    }
    reader.position += known.behind.length
    if (type === TYPE_CODES.n) columns.set(known.keyIn(columns), 0, -1, type)
    else columns.set(known.keyIn(columns), offset, text.length - offset, type)
    return true
  }

  /** Appends an integer that is nothing but digits, in quotes or without. Else does nothing and returns false. */
  private appendDigits(reader: JsonReader): boolean {
    const { bytes } = reader
    const quoted = bytes[reader.position] === QUOTE
    const start = quoted ? reader.position + 1 : reader.position
    const first = bytes[start] === MINUS ? start + 1 : start
    let at = first
    while (isDigit(bytes[at])) at++
    const next = bytes[at] ?? 0
    // Behind a bare number only the end of its object shows that it is one.
    if (at === first || (quoted ? next !== QUOTE : next !== 0x7d) || at >= reader.end) return false
    this.columns.text.appendBytes(bytes, start, at)
    reader.position = quoted ? at + 1 : at
    return true
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}
