import type { TextArena } from '../columns/TextArena'
import { TextArena as Scratch } from '../columns/TextArena'
import type { FieldNames } from './FieldNames'
import { JsonFault, WINDOW_END } from './JsonFault'
import { unescapeInto } from './unescapeInto'

export const QUOTE = 0x22
export const COMMA = 0x2c
export const COLON = 0x3a
export const MINUS = 0x2d
export const OPEN_BRACKET = 0x5b
export const CLOSE_BRACKET = 0x5d
export const OPEN_BRACE = 0x7b
export const CLOSE_BRACE = 0x7d
const BACKSLASH = 0x5c
const NEWLINE = 0x0a
const SPACE = 0x20

/** `firstField` and `nextField` return it behind the last field of an object, and −1 for a field of another name. */
export const NO_MORE_FIELDS = -2

/**
 * Reads JSON from a window of bytes, token by token, without making strings or objects of it. Where the
 * window ends within a token it throws `WINDOW_END`; the caller goes back to where it began and
 * tries again with more bytes. Throws `JsonFault` where the text is not JSON.
 */
export class JsonReader {
  bytes: Buffer = Buffer.alloc(1)
  /** The same bytes, for comparing several at once. */
  view = new DataView(this.bytes.buffer)
  position = 0
  /** Where the bytes end. One byte behind it must be writable: it holds a NUL, at which every loop stops. */
  end = 0
  /** Nothing follows this window. */
  final = false
  /** Offset of `bytes[0]` in the unwrapped file. */
  base = 0
  /** Each line is a value of its own: a line that ends within a value is a fault. */
  lineByLine = false
  /** Something in a string was not UTF-8 and was replaced. */
  mended = false
  /** The token scanned last, without quotes: a key, a number, or a string without escapes. */
  token: Uint8Array = this.bytes
  tokenStart = 0
  tokenEnd = 0
  private readonly scratch = new Scratch(64)

  show(bytes: Buffer, start: number, end: number, base: number, final: boolean): void {
    if (bytes !== this.bytes) this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.bytes = bytes
    this.position = start
    this.end = end
    this.base = base
    this.final = final
    bytes[end] = 0
  }

  get offset(): number {
    return this.base + this.position
  }

  /** Skips white space and returns the byte that follows. */
  peek(): number {
    const { bytes } = this
    let at = this.position
    for (;;) {
      const byte = bytes[at] ?? 0
      if (byte > SPACE) {
        this.position = at
        return byte
      }
      if (byte === NEWLINE ? this.lineByLine : byte !== SPACE && byte !== 0x0d && byte !== 0x09) throw this.fault(at)
      at++
    }
  }

  expect(byte: number): void {
    if (this.peek() !== byte) throw this.fault(this.position, `expected ‘${String.fromCharCode(byte)}’`)
    this.position++
  }

  /** Steps into an object: the number of its first field among `names`. Its value follows. */
  firstField(names: FieldNames): number {
    this.expect(OPEN_BRACE)
    names.beginObject()
    if (this.peek() === CLOSE_BRACE) {
      this.position++
      return NO_MORE_FIELDS
    }
    return this.fieldNumber(names)
  }

  /** To be called behind a field's value. */
  nextField(names: FieldNames): number {
    const byte = this.peek()
    if (byte === COMMA) {
      this.position++
      return this.fieldNumber(names)
    }
    if (byte !== CLOSE_BRACE) throw this.fault(this.position, 'expected ‘,’ or ‘}’')
    this.position++
    return NO_MORE_FIELDS
  }

  /** Steps into an array: whether it has an element. */
  firstElement(): boolean {
    this.expect(OPEN_BRACKET)
    if (this.peek() !== CLOSE_BRACKET) return true
    this.position++
    return false
  }

  /** To be called behind an element. */
  nextElement(): boolean {
    const byte = this.peek()
    if (byte !== COMMA && byte !== CLOSE_BRACKET) throw this.fault(this.position, 'expected ‘,’ or ‘]’')
    this.position++
    return byte === COMMA
  }

  /** Reads a key and the colon behind it; `token` is the key. */
  readKey(): void {
    if (this.peek() !== QUOTE) throw this.fault(this.position, 'expected a key')
    this.scanString()
    if (this.bytes[this.position] === COLON) this.position++
    else this.expect(COLON)
  }

  /** Reads a string, at its opening quote, so that `token` holds its text. */
  scanString(): void {
    const { bytes } = this
    const start = this.position + 1
    let at = start
    let all = 0
    let byte = bytes[at] ?? 0
    while (byte !== QUOTE && byte !== BACKSLASH && byte >= SPACE) {
      all |= byte
      byte = bytes[++at] ?? 0
    }
    if (byte === QUOTE && all < 0x80) {
      this.token = bytes
      this.tokenStart = start
      this.tokenEnd = at
      this.position = at + 1
      return
    }
    this.scratch.length = 0
    this.readString(this.scratch)
    this.token = this.scratch.bytes
    this.tokenStart = 0
    this.tokenEnd = this.scratch.length
  }

  /** Appends the text of a string, at its opening quote, to `into`. */
  readString(into: TextArena): void {
    into.reserve(this.end - this.position)
    const { bytes } = this
    const begin = into.length
    const target = into.bytes
    let at = this.position + 1
    let to = begin
    let all = 0
    for (;;) {
      let byte = bytes[at] ?? 0
      while (byte !== QUOTE && byte !== BACKSLASH && byte >= SPACE) {
        all |= byte
        target[to++] = byte
        byte = bytes[++at] ?? 0
      }
      if (byte === QUOTE) break
      if (byte !== BACKSLASH) throw this.fault(at, 'a control character in a string')
      // Two escapes of six bytes make at most four: what is left of the window has room for them.
      into.length = to
      const next = unescapeInto(into, bytes, at, this.end)
      if (next < 0) throw this.fault(next === -2 ? this.end : at, 'not an escape')
      to = into.length
      at = next
    }
    this.position = at + 1
    into.length = to
    if (all >= 0x80 && into.mend(begin)) this.mended = true
  }

  /** Reads a number so that `token` holds its characters; whether they make a number is not checked. */
  scanNumber(): void {
    const { bytes } = this
    const start = this.position
    let at = start
    for (;;) {
      const byte = bytes[at] ?? 0
      const digit = byte >= 0x30 && byte <= 0x39
      if (!digit && byte !== MINUS && byte !== 0x2e && byte !== 0x2b && byte !== 0x65 && byte !== 0x45) break
      at++
    }
    if (at === start || (at >= this.end && !this.final)) throw this.fault(at, 'expected a value')
    this.token = bytes
    this.tokenStart = start
    this.tokenEnd = at
    this.position = at
  }

  /** Reads `true`, `false` or `null` and returns its first letter's code. */
  readLiteral(): number {
    const { bytes, position } = this
    const first = bytes[position] ?? 0
    const word = first === 0x74 ? 'true' : first === 0x66 ? 'false' : first === 0x6e ? 'null' : null
    if (word === null) throw this.fault(position, 'expected a value')
    for (let index = 1; index < word.length; index++) {
      if (bytes[position + index] !== word.charCodeAt(index)) throw this.fault(position + index, 'expected a value')
    }
    this.position = position + word.length
    return first
  }

  /** Skips one value, whatever it is. Within it only strings and brackets are looked at. */
  skipValue(): void {
    const first = this.peek()
    if (first === QUOTE) return this.skipString()
    if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
      if (first >= 0x61) this.readLiteral()
      else this.scanNumber()
      return
    }
    const { bytes } = this
    let at = this.position + 1
    let depth = 1
    while (depth > 0) {
      const byte = bytes[at++] ?? 0
      if (byte === QUOTE) {
        this.position = at - 1
        this.skipString()
        at = this.position
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--
      else if (byte < SPACE && (byte === 0 || (byte === NEWLINE && this.lineByLine))) throw this.fault(at - 1)
    }
    this.position = at
  }

  skipString(): void {
    const { bytes } = this
    let at = this.position + 1
    for (;;) {
      const byte = bytes[at] ?? 0
      if (byte === QUOTE) break
      if (byte < SPACE) throw this.fault(at, 'a control character in a string')
      at += byte === BACKSLASH ? 2 : 1
    }
    if (at >= this.end) throw this.fault(this.end)
    this.position = at + 1
  }

  /** What to throw for the byte at `at`: that the window ends there, or that it is wrong. */
  fault(at: number, message = 'a character that does not belong there'): Error {
    if (at < this.end) {
      const what = this.bytes[at] === NEWLINE ? 'the line ends too early' : message
      return new JsonFault(what, this.base + at, false)
    }
    if (!this.final) return WINDOW_END
    return new JsonFault('the text ends too early', this.base + this.end, true)
  }

  private fieldNumber(names: FieldNames): number {
    if (this.peek() !== QUOTE) throw this.fault(this.position, 'expected a key')
    const length = names.expect(this.view, this.position + 1, this.end)
    if (length > 0) {
      this.position += length + 1
      return names.expectedNumber
    }
    this.readKey()
    return names.findNext(this.token, this.tokenStart, this.tokenEnd)
  }
}
