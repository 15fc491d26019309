import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { appendJsonValue } from '../../json/appendJsonValue'
import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, MINUS, QUOTE } from '../../json/JsonReader'
import { appendDouble, appendInteger } from '../../json/numberText'

/** The types that a tag declares, by their names in JSON of whatever model. */
export const TAG_TYPES = new FieldNames([
  ['string', 'STRING'],
  ['bool', 'BOOL'],
  ['int64', 'INT64', 'LONG'],
  ['float64', 'FLOAT64', 'DOUBLE'],
  ['binary', 'BINARY'],
])
export const TagType = { none: -1, string: 0, bool: 1, int64: 2, float64: 3, binary: 4 } as const

/** How the value of a binary tag is written. */
export type BinaryForm = 'base64' | 'hex'

/**
 * Appends the value that follows in the text form of the archive. The declared type counts where the value is one of
 * it, also as a string: `"204"` is an integer. Returns the type's code; `n`, with nothing appended, for `null`.
 */
export function appendTagValue(
  reader: JsonReader,
  { text }: AttributeColumns,
  type: number,
  binary: BinaryForm,
): number {
  const first = reader.peek()
  const isNumber = first === MINUS || (first >= 0x30 && first <= 0x39)
  if (first === QUOTE && (type === TagType.int64 || type === TagType.float64 || type === TagType.bool)) {
    reader.scanString()
    const code =
      type === TagType.int64 ? appendInteger(reader, text) : type === TagType.float64 ? appendDouble(reader, text) : 0
    if (code !== 0) return code
    const offset = text.length
    text.appendBytes(reader.token, reader.tokenStart, reader.tokenEnd)
    const isBool = type === TagType.bool && /^(true|false)$/.test(text.read(offset, text.length - offset))
    return isBool ? TYPE_CODES.b : TYPE_CODES.s
  }
  if (isNumber && (type === TagType.float64 || type === TagType.string)) {
    reader.scanNumber()
    if (type === TagType.float64) return appendDouble(reader, text) || TYPE_CODES.n
    text.appendBytes(reader.token, reader.tokenStart, reader.tokenEnd)
    return TYPE_CODES.s
  }
  const offset = text.length
  const code = appendJsonValue(reader, text)
  if (code === TYPE_CODES.s && type === TagType.binary) {
    if (binary === 'hex') hexToBase64(text, offset)
    return TYPE_CODES.x
  }
  return code === TYPE_CODES.b && type === TagType.string ? TYPE_CODES.s : code
}

/** Turns the hexadecimal digits which `text` ends with, from `offset` on, into base64. Leaves alone what is none. */
function hexToBase64(text: AttributeColumns['text'], offset: number): void {
  const digits = text.read(offset, text.length - offset)
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return
  text.length = offset
  text.append(Buffer.from(digits, 'hex').toString('base64'))
}
