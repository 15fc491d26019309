import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, type JsonReader, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './JsonReader'

const NEWLINE = 0x0a
const BACKSLASH = 0x5c
/** By byte, outside strings: how much deeper it leads; something, too, for what else must be looked at. */
const MEANING = new Int8Array(256)
for (const byte of [QUOTE, NEWLINE, OPEN_BRACE, OPEN_BRACKET]) MEANING[byte] = 1
for (const byte of [CLOSE_BRACE, CLOSE_BRACKET]) MEANING[byte] = -1

/** Skips one value of any size, across windows. Only strings and brackets are looked at. */
export class ValueSkipper {
  active = false
  /** Brackets to be closed; −1 while it is not known what the value is. */
  private depth = 0
  private inString = false
  private escaped = false
  /** The window ended within a number, a literal, or what stands in its place. */
  private inScalar = false

  /** The value follows. */
  begin(): void {
    this.active = true
    this.depth = -1
    this.inString = false
    this.escaped = false
    this.inScalar = false
  }

  /** What follows lies within `depth` brackets; it is skipped up to behind the last of them. */
  beginInside(depth: number): void {
    this.begin()
    this.depth = depth
    this.active = depth > 0
  }

  /** Goes on from the reader's position: to the end of the value, of the window, or of a line where that ends the value. */
  run(reader: JsonReader): 'done' | 'more' | 'line' {
    const { bytes, end, lineByLine } = reader
    if (this.inScalar) return this.runScalar(reader)
    if (this.depth < 0 && !this.inString) {
      const first = reader.peek()
      if (first === QUOTE) this.inString = true
      else if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return this.runScalar(reader)
      this.depth = first === QUOTE ? 0 : 1
      reader.position++
    }
    let at = reader.position
    let { depth, inString } = this
    if (this.escaped && at < end) {
      this.escaped = false
      at++
    }
    while (at < end) {
      if (inString) {
        let byte = bytes[at] ?? 0
        // The NUL behind the window ends the loop, if nothing else does.
        while (byte !== QUOTE && byte !== BACKSLASH && byte >= 0x20) byte = bytes[++at] ?? 0
        if (at >= end) break
        at++
        if (byte === QUOTE) {
          inString = false
          if (depth === 0) return this.stop(reader, at, 'done')
        } else if (byte === BACKSLASH) {
          if (at < end) at++
          else this.escaped = true
        } else if (byte === NEWLINE && lineByLine) return this.stop(reader, at - 1, 'line')
        continue
      }
      const byte = bytes[at++] ?? 0
      const meaning = MEANING[byte] ?? 0
      if (meaning === 0) continue
      if (byte === QUOTE) inString = true
      else if (byte === NEWLINE) {
        if (lineByLine) return this.stop(reader, at - 1, 'line')
      } else if ((depth += meaning) === 0) return this.stop(reader, at, 'done')
    }
    this.depth = depth
    this.inString = inString
    reader.position = at
    return 'more'
  }

  /** A number or a literal, or what stands in its place: up to what can follow a value. */
  private runScalar(reader: JsonReader): 'done' | 'more' {
    const { bytes, end } = reader
    let at = reader.position
    while (at < end) {
      const byte = bytes[at] ?? 0
      if (byte <= 0x20 || byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET) break
      at++
    }
    reader.position = at
    this.inScalar = at >= end && !reader.final
    if (this.inScalar) return 'more'
    this.active = false
    return 'done'
  }

  private stop(reader: JsonReader, at: number, result: 'done' | 'line'): 'done' | 'line' {
    reader.position = at
    this.active = false
    return result
  }
}
