import type { DecodedPart } from '../decodeFile'
import type { ElementsPoint } from '../TraceFormat'
import type { JsonReader } from './JsonReader'

const NEWLINE = 0x0a
/** So much of an element is looked at for what tells it from elements of other lists. */
const OPENING_BYTES = 2_000

/** Where the part of a file that is read ends, and where others of its parts may begin. */
export class PartBounds {
  /** The list whose elements parts begin with, once one is found or told. */
  point: ElementsPoint | null = null
  private part: DecodedPart | null = null
  /** From here on it is asked whether the part ends. */
  private asksFrom = Infinity

  begin(part: DecodedPart): void {
    this.part = part
    this.asksFrom = part.to
    if (part.point?.kind === 'elements') this.point = part.point
  }

  /** Whether another part begins with the value which the reader stands before. */
  endsBeforeValue(reader: JsonReader): boolean {
    return reader.offset >= this.asksFrom && isAtLineStart(reader) && this.endsAt(reader.offset)
  }

  /** Whether another part begins with the element which follows; `steps` lead to its list, `TOP` first. */
  endsBeforeElement(reader: JsonReader, steps: readonly { step: number }[]): boolean {
    reader.peek()
    if (reader.offset < this.asksFrom || this.point === null) return false
    const { path } = this.point
    const isOfList = steps.length === path.length + 1 && path.every((step, index) => steps[index + 1]?.step === step)
    return isOfList && this.endsAt(reader.offset)
  }

  /** Finds out how to tell that elements of a list begin, before its first one. Nothing may tell. */
  learn(reader: JsonReader, steps: readonly { step: number }[]): void {
    reader.peek()
    const { bytes, position, end } = reader
    const text = bytes.toString('latin1', position, Math.min(end, position + OPENING_BYTES))
    const opening = /^\{\s*"([^"\\]+)"\s*:\s*/.exec(text)
    if (opening === null) return
    // A scalar may be the first field of objects of other kinds, too: what follows it tells them apart.
    const rest = text.slice(opening[0].length)
    const second = /^(?:"[^"\\]*"|[-+.\w]+)\s*,\s*"([^"\\]+)"/.exec(rest)
    if (second === null && !/^[[{]/.test(rest)) return
    this.point = {
      kind: 'elements',
      path: steps.map(({ step }) => step).slice(1),
      opening: bytes.subarray(position, position + text.indexOf(':')).slice(),
      secondKey: second?.[1] ?? null,
    }
  }

  private endsAt(offset: number): boolean {
    const answer = this.part?.endsAt(offset) ?? Infinity
    if (answer === true) return true
    this.asksFrom = answer
    return false
  }
}

/** Only white space lies between the last line end and the reader. */
function isAtLineStart({ bytes, position }: JsonReader): boolean {
  for (let at = position - 1; at >= 0; at--) {
    const byte = bytes[at] ?? 0
    if (byte === NEWLINE) return true
    if (byte > 0x20) return false
  }
  return true
}
