import type { TextArena } from '../columns/TextArena'
import type { TextColumn } from '../columns/TextColumn'
import { decodeBase64Id, IdForm } from './decodeBase64Id'
import { type JsonReader, QUOTE } from './JsonReader'
import { notText, skipNull } from './readText'

export const TRACE_ID_DIGITS = 32
export const SPAN_ID_DIGITS = 16

/** By character code: the code of the hexadecimal digit in lower case, 0 for what is no digit. */
const LOWER = new Uint8Array(256)
for (const digit of '0123456789abcdefABCDEF') LOWER[digit.charCodeAt(0)] = digit.toLowerCase().charCodeAt(0)
const ZERO = 0x30
const EQUALS = 0x3d

/** Reads an id of `digits` hexadecimal digits into a cell; `field` is what messages call it. */
export type ReadId<Answer = void> = (
  reader: JsonReader,
  text: TextArena,
  column: TextColumn,
  row: number,
  digits: number,
  field: string,
) => Answer

/**
 * Reads an id into a cell as the archive shows it: 1 to `digits` hexadecimal digits in lower case and padded
 * with zeros on the left, anything else byte for byte. `null` leaves the cell as it is.
 */
export const readId: ReadId = (reader, text, column, row, digits, field) => {
  readIdText(reader, text, column, row, digits, field, false)
}

/** Likewise, but an id in base64 becomes hexadecimal digits. Returns a value of `IdForm`. */
export const readIdOfAnyForm: ReadId<number> = (reader, text, column, row, digits, field) =>
  readIdText(reader, text, column, row, digits, field, true)

/** Whether the id is missing: empty, or nothing but zeros, as W3C trace context writes it. */
export function isNoId(text: TextArena, column: TextColumn, row: number): boolean {
  const offset = column.offset[row] ?? 0
  const length = column.length[row] ?? 0
  const { bytes } = text
  for (let index = offset; index < offset + length; index++) if (bytes[index] !== ZERO) return false
  return true
}

/** Makes NULL of an id that is missing. */
export function nullIfNoId(text: TextArena, column: TextColumn, row: number): void {
  if (isNoId(text, column, row)) column.setNull(row)
}

/** Gives the id that `text` ends with, from `offset` on, the form in which the archive shows it. */
export function normaliseId(text: TextArena, offset: number, digits: number): void {
  const length = text.length - offset
  if (length === 0 || length > digits) return
  for (let index = 0; index < length; index++) if (LOWER[text.bytes[offset + index] ?? 0] === 0) return
  text.reserve(digits)
  const missing = digits - length
  for (let index = length - 1; index >= 0; index--) {
    text.bytes[offset + missing + index] = LOWER[text.bytes[offset + index] ?? 0] ?? 0
  }
  text.bytes.fill(ZERO, offset, offset + missing)
  text.length = offset + digits
}

function readIdText(
  reader: JsonReader,
  text: TextArena,
  column: TextColumn,
  row: number,
  digits: number,
  field: string,
  base64: boolean,
): number {
  if (reader.peek() !== QUOTE) {
    if (skipNull(reader)) return IdForm.plain
    throw notText(field)
  }
  const offset = text.length
  const { bytes } = reader
  const start = reader.position + 1
  text.reserve(digits)
  if (start + digits < reader.end && bytes[start + digits] === QUOTE) {
    const target = text.bytes
    let index = 0
    for (; index < digits; index++) {
      const lower = LOWER[bytes[start + index] ?? 0] ?? 0
      if (lower === 0) break
      target[offset + index] = lower
    }
    if (index === digits) {
      text.length = offset + digits
      reader.position = start + digits + 1
      column.set(row, offset, digits)
      return IdForm.plain
    }
  }
  reader.readString(text)
  let form: number = IdForm.plain
  if (base64 && text.length > offset && text.bytes[text.length - 1] === EQUALS)
    form = decodeBase64Id(text, offset, digits)
  normaliseId(text, offset, digits)
  column.set(row, offset, text.length - offset)
  return form
}
