import type { DecodeProblems } from '../DecodeProblems'
import { RecordFault } from '../json/JsonFault'
import type { WindowDecoder } from '../TraceFormat'
import { type Framing, readFrameHeader } from './Framing'
import { hexSample } from './hexSample'
import type { MessageShape } from './MessageShape'
import { malformed, MessageEnd, ProtobufReader, WIRE } from './ProtobufReader'

/** A message that is read whole may not be larger. */
const MOST_BYTES = 128 << 20

/** The code of a notice about a part that could not be read and is no record. */
export const UNREADABLE_PART = 'unreadable_part'

/** What takes the rows that are read. It forgets those of a message that turns out to be broken. */
interface Rows {
  rollBack: () => void
}

/**
 * Walks through a file of protobuf messages along a `MessageShape`, as far as each window reaches, and stops anywhere.
 * A message that is read whole and cannot be taken is told and skipped by its length. Where the structure around those
 * is broken, the rest of the message that it is broken in is told, once, and skipped.
 */
export class ProtobufWalker implements WindowDecoder {
  finished = false
  private readonly reader = new ProtobufReader()
  private readonly root: MessageShape
  private readonly framing: Framing
  private readonly rows: Rows
  private readonly problems: DecodeProblems
  /** The messages walked into, from the outside, and the offsets in the file where they end. */
  private readonly shapes: MessageShape[] = []
  private readonly ends: number[] = []
  /** The innermost of them. */
  private shape: MessageShape | null = null
  private messageEnd = Infinity
  /** How many groups the walker is in: they are skipped. */
  private groups = 0
  /** Up to this offset in the file everything is skipped. */
  private skipTo = 0
  private windowEnd = 0
  private final = false

  constructor(root: MessageShape, framing: Framing, rows: Rows, problems: DecodeProblems) {
    this.root = root
    this.framing = framing
    this.rows = rows
    this.problems = problems
    problems.binary = true
  }

  decode(window: Buffer, start: number, end: number, base: number, final: boolean): number {
    const { reader } = this
    reader.show(window, base)
    reader.position = start
    this.windowEnd = end
    this.final = final
    while (!this.finished) {
      const stepStart = reader.position
      try {
        if (this.step()) continue
      } catch (fault) {
        if (!(fault instanceof RecordFault)) throw fault
        if (!(fault instanceof MessageEnd) || !this.reachesBehind) {
          this.breakOff(fault.message, stepStart)
          continue
        }
      }
      if (final) this.endEarly()
      else {
        reader.position = Math.max(stepStart, Math.min(this.skipTo - base, end))
        break
      }
    }
    return reader.position
  }

  giveUp(): number {
    this.breakOff('a part of it is too large to be read', this.reader.position)
    this.finished = true
    return this.reader.position
  }

  end(): void {
    this.finished = true
    if (this.reader.mended) {
      this.problems.noticeOnce('not_utf8', 'some text is not UTF-8: what could not be read is shown as \ufffd')
    }
  }

  /** Goes one field on, or into or out of a message. False where the window ends too early for that. */
  private step(): boolean {
    const { reader, windowEnd } = this
    const { base } = reader
    if (base + reader.position < this.skipTo) {
      reader.position = Math.min(this.skipTo - base, windowEnd)
      return base + reader.position === this.skipTo
    }
    const { shape, messageEnd } = this
    if (shape === null) return this.beginFrame()
    if (base + reader.position === messageEnd) {
      if (this.groups > 0) throw malformed('a group does not end')
      this.leave(shape)
      return true
    }
    if (reader.position < windowEnd) return this.field(shape, messageEnd)
    this.finished = this.final && messageEnd === Infinity && this.groups === 0
    return this.finished
  }

  private beginFrame(): boolean {
    const { reader, windowEnd } = this
    if (reader.position === windowEnd) {
      this.finished = this.final
      return this.final
    }
    const header = readFrameHeader(this.framing, reader.bytes, reader.position, windowEnd)
    if (header === null) return false
    if (header === 'broken') throw malformed('what stands before a message cannot be read')
    const { headerBytes, messageBytes, content } = header
    const end = reader.base + reader.position + headerBytes + messageBytes
    if (content === 'packed')
      this.reject('packed_message', 'a packed message is not read', reader.position, end - reader.base)
    reader.position += headerBytes
    if (content === 'message') this.enter(this.root, end)
    else this.skipTo = end
    return true
  }

  private field(shape: MessageShape, messageEnd: number): boolean {
    const { reader } = this
    const start = reader.position
    const limit = Math.min(this.windowEnd, messageEnd - reader.base)
    const tag = reader.tag(limit)
    const wire = tag & 7
    const inner = this.groups > 0 ? undefined : shape.fields?.get(tag >>> 3)
    if (inner !== undefined && wire !== WIRE.bytes) throw malformed(`${inner.what} is of the wrong type`)
    if (wire === WIRE.varint) reader.varint(limit)
    else if (wire === WIRE.startGroup) this.groups++
    else if (wire === WIRE.endGroup && this.groups > 0) this.groups--
    else {
      const length =
        wire === WIRE.bytes ? reader.varint(limit) : wire === WIRE.fixed64 ? 8 : wire === WIRE.fixed32 ? 4 : -1
      if (length < 0) throw malformed('a field is of a type that does not exist')
      const end = reader.base + reader.position + length
      if (end > messageEnd) throw malformed('a field is longer than the message around it')
      if (inner?.read !== undefined) return this.readWhole(inner, inner.read, start, length)
      if (inner === undefined) this.skipTo = end
      else this.enter(inner, end)
    }
    return true
  }

  private readWhole(
    shape: MessageShape,
    read: NonNullable<MessageShape['read']>,
    start: number,
    length: number,
  ): boolean {
    const { reader, problems } = this
    const end = reader.position + length
    if (length > MOST_BYTES) {
      this.tell(shape, 'too_large', `${shape.what} is too large to be read`, start, end)
      this.skipTo = reader.base + end
      return true
    }
    if (end > this.windowEnd) {
      shape.look?.(reader, end, this.windowEnd)
      if (this.final) this.tell(shape, 'truncated_record', `the file ends within ${shape.what}`, start, end)
      return false
    }
    try {
      read(reader, end)
      problems.keepRecord()
    } catch (fault) {
      if (!(fault instanceof RecordFault)) throw fault
      this.rows.rollBack()
      problems.dropRecord()
      this.tell(shape, fault.code, `${shape.what} cannot be taken: ${fault.message}`, start, end)
    }
    reader.position = end
    return true
  }

  private enter(shape: MessageShape, end: number): void {
    this.shapes.push(shape)
    this.ends.push(end)
    this.shape = shape
    this.messageEnd = end
    shape.enter?.()
  }

  private leave(shape: MessageShape): void {
    this.shapes.pop()
    this.ends.pop()
    this.shape = this.shapes.at(-1) ?? null
    this.messageEnd = this.ends.at(-1) ?? Infinity
    shape.leave?.()
  }

  /** Whether the message walked into last goes on behind the window. */
  private get reachesBehind(): boolean {
    return this.messageEnd > this.reader.base + this.windowEnd
  }

  /** The message walked into last is broken at `position`. */
  private breakOff(message: string, position: number): void {
    const end = this.messageEnd
    const whole = end === Infinity ? `${message}; what follows was not read` : message
    this.reject('malformed_protobuf', whole, position, end - this.reader.base)
    this.groups = 0
    if (end === Infinity) this.finished = true
    else this.skipTo = end
  }

  private endEarly(): void {
    this.finished = true
    this.problems.notice('truncated', 'the file ends before it is complete', null)
  }

  private tell(shape: MessageShape, code: string, message: string, position: number, end: number): void {
    if (shape.record === true) this.reject(code, message, position, end)
    else this.problems.notice(UNREADABLE_PART, `${message} (${code})`, this.placeOf(position))
  }

  private reject(code: string, message: string, position: number, end: number): void {
    const sample = hexSample(this.reader.bytes, position, Math.min(end, this.windowEnd))
    this.problems.reject(code, message, this.placeOf(position), sample)
  }

  private placeOf(position: number): { offset: number } {
    return { offset: this.reader.base + position }
  }
}
