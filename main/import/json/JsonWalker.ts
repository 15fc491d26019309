import type { DecodeProblems, Place } from '../DecodeProblems'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { DecodedPart } from '../decodeFile'
import { ELEMENT, type ElementsPoint, type SplitPoint, type WindowDecoder } from '../TraceFormat'
import { JsonFault, RecordFault, WINDOW_END } from './JsonFault'
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, JsonReader, OPEN_BRACE, OPEN_BRACKET } from './JsonReader'
import type { JsonShape } from './JsonShape'
import { PartBounds } from './PartBounds'
import { ValueSkipper } from './ValueSkipper'

const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d
/** White space, the comma of a list without brackets, and the record separator of JSON text sequences. */
const BETWEEN_VALUES = [0x20, CARRIAGE_RETURN, 0x09, COMMA, 0x1e]
const SAMPLE_BYTES = 800

interface Frame {
  shape: JsonShape
  array: boolean
  /** Nothing of it has been read yet. */
  fresh: boolean
  /** One of its fields was a known one. */
  known: boolean
  /** The field of the value that holds it, `ELEMENT` for an element, `TOP` for a value of the file. */
  step: number
}

const TOP = -2

/**
 * Walks through a file of JSON values along a `JsonShape`, as far as each window reaches, and stops anywhere.
 * A leaf that cannot be taken is told and skipped. Where the structure itself is broken the rest of the
 * line is told and skipped in a file of JSON lines, else the rest of the file.
 */
export class JsonWalker implements WindowDecoder {
  finished = false
  stoppedEarly = false
  private readonly reader = new JsonReader()
  private readonly root: JsonShape
  private readonly builder: SpanBatchBuilder
  private readonly problems: DecodeProblems
  private readonly skipper = new ValueSkipper()
  private frames: Frame[] = []
  /** Where the present step began: it is repeated from there when the window ends within it. */
  private stepStart = 0
  private leaf: JsonShape | null = null
  private leafStart = 0
  private line = 1
  private values = 0
  private firstEnded = false
  /** The first value has a newline within: the file is not one of JSON lines. */
  private manyLines = false
  private runStart = 0
  private skippingLine = false
  /** What is being skipped has been told already. */
  private told = false
  private readonly bounds = new PartBounds()

  constructor(root: JsonShape, builder: SpanBatchBuilder, problems: DecodeProblems, lineByLine: boolean) {
    this.root = root
    this.builder = builder
    this.problems = problems
    this.reader.lineByLine = lineByLine
  }

  get splitPoint(): SplitPoint | null {
    return this.reader.lineByLine ? { kind: 'lines' } : this.bounds.point
  }

  get linesRead(): number {
    return this.reader.lineByLine ? this.line - 1 : 0
  }

  readPart(part: DecodedPart): void {
    this.bounds.begin(part)
    if (part.point?.kind === 'lines') {
      this.reader.lineByLine = true
      this.firstEnded = true
    } else if (part.point?.kind === 'elements') {
      this.firstEnded = true
      this.manyLines = true
      this.enterAt(part.point)
    }
  }

  decode(window: Buffer, start: number, end: number, base: number, final: boolean): number {
    const { reader } = this
    reader.show(window, start, end, base, final)
    this.runStart = start
    while (!this.finished) {
      try {
        while (!this.finished) this.step()
      } catch (fault) {
        this.builder.rollBack()
        this.problems.dropRecord()
        if (fault === WINDOW_END) {
          reader.position = this.stepStart
          this.manyLines ||= !this.firstEnded && this.newlineIn(start, reader.position)
          break
        }
        if (!(fault instanceof JsonFault || fault instanceof RecordFault)) throw fault
        this.recover(fault)
      }
    }
    return reader.position
  }

  giveUp(): number {
    const { reader, leaf } = this
    if (leaf === null) {
      this.breakOff('too_large', 'a value is too large to be read', reader.position)
    } else {
      this.tell(leaf, 'too_large', `${leaf.what} is too large to be read`)
      this.skipLeaf(false)
    }
    return reader.position
  }

  end(): void {
    this.finish()
    if (this.reader.mended) {
      this.problems.noticeOnce('not_utf8', 'some text is not UTF-8: what could not be read is shown as \ufffd')
    }
  }

  private step(): void {
    const { reader, skipper } = this
    this.leaf = null
    this.stepStart = reader.position
    if (skipper.active) return this.skipOn()
    if (this.skippingLine) return this.skipLine()
    const frame = this.frames.at(-1)
    if (frame === undefined) return this.stepAtTop()
    const byte = reader.peek()
    if (byte === (frame.array ? CLOSE_BRACKET : CLOSE_BRACE)) {
      reader.position++
      return this.pop(frame)
    }
    if (!frame.fresh) reader.expect(COMMA)
    if (frame.array) {
      if (frame.shape.splits === true) {
        if (frame.fresh && this.bounds.point === null) this.bounds.learn(reader, this.frames)
        else if (!frame.fresh && this.bounds.endsBeforeElement(reader, this.frames)) return this.stopEarly()
      }
      return this.value(frame.shape.elements, frame, ELEMENT)
    }
    reader.readKey()
    const { fields } = frame.shape
    const number = fields?.names.find(reader.token, reader.tokenStart, reader.tokenEnd) ?? -1
    if (number >= 0) frame.known = true
    this.value(number < 0 ? undefined : fields?.values[number], frame, number)
  }

  private stepAtTop(): void {
    const { reader } = this
    const { bytes, end } = reader
    if (this.values === 1 && reader.position < end && !this.firstEnded) {
      this.firstEnded = true
      const lineEnds = bytes[reader.position] === NEWLINE || bytes[reader.position] === CARRIAGE_RETURN
      this.manyLines ||= this.newlineIn(this.runStart, reader.position)
      reader.lineByLine ||= lineEnds && !this.manyLines
    }
    for (; reader.position < end; reader.position++) {
      const byte = bytes[reader.position] ?? 0
      if (byte === NEWLINE) this.line++
      else if (!BETWEEN_VALUES.includes(byte)) {
        this.stepStart = reader.position
        if (reader.lineByLine && this.bounds.endsBeforeValue(reader)) return this.stopEarly()
        if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET)
          throw reader.fault(reader.position, 'expected an object or a list')
        this.value(this.root, null, TOP)
        this.values++
        return
      }
    }
    this.stepStart = reader.position
    if (!reader.final) throw WINDOW_END
    this.finished = true
  }

  private value(shape: JsonShape | undefined, parent: Frame | null, step: number): void {
    const { reader } = this
    const byte = reader.peek()
    if (shape?.fields !== undefined && byte === OPEN_BRACE) {
      reader.position++
      this.frames.push({ shape, array: false, fresh: true, known: false, step })
      shape.enter?.()
    } else if (shape?.elements !== undefined && byte === OPEN_BRACKET) {
      reader.position++
      this.frames.push({ shape, array: true, fresh: true, known: true, step })
    } else if (shape?.read !== undefined) {
      this.leaf = shape
      this.leafStart = reader.position
      shape.read(reader)
      this.problems.keepRecord(reader.lineByLine ? this.line : null)
    } else if (shape === undefined || shape.skipped !== undefined) {
      if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET)
        throw reader.fault(reader.position, 'expected a value')
      shape?.skipped?.()
      this.skipper.begin()
    } else if (byte === 0x6e) {
      reader.readLiteral()
    } else {
      this.leaf = shape
      this.leafStart = reader.position
      throw new RecordFault('wrong_type', `${shape.what} is not of the right type`)
    }
    if (parent !== null) parent.fresh = false
  }

  /** Goes to where elements of a list follow. */
  private enterAt({ path }: ElementsPoint): void {
    let shape: JsonShape | undefined = this.root
    const steps = [TOP, ...path]
    for (const [index, step] of steps.entries()) {
      if (shape === undefined) return
      const next = steps[index + 1]
      const array = next === undefined || next === ELEMENT
      this.frames.push({ shape, array, fresh: array && next === undefined, known: true, step })
      if (!array) shape.enter?.()
      shape = next === undefined ? undefined : array ? shape.elements : shape.fields?.values[next]
    }
    this.values = 1
  }

  private recover(fault: JsonFault | RecordFault): void {
    const { leaf, reader } = this
    const atEnd = fault instanceof JsonFault && fault.atEnd
    if (leaf === null) {
      const at = fault instanceof JsonFault ? fault.offset - reader.base : reader.position
      if (!atEnd) return this.breakOff('malformed_json', `not valid JSON: ${fault.message}`, at)
      this.problems.notice('truncated', 'the file ends before it is complete', this.placeOfEnd)
      return this.finish()
    }
    if (atEnd) {
      this.tell(leaf, 'truncated_record', `the file ends within ${leaf.what}`)
      this.problems.notice('truncated', 'the file ends before it is complete', this.placeOfEnd)
      return this.finish()
    }
    const code = fault instanceof RecordFault ? fault.code : 'malformed_json'
    this.tell(
      leaf,
      code,
      code === 'malformed_json' ? `${leaf.what} is not valid JSON: ${fault.message}` : fault.message,
    )
    this.skipLeaf(fault instanceof JsonFault)
  }

  /** The structure is broken at `position`, or cannot be followed further. */
  private breakOff(code: string, message: string, position: number): void {
    const { reader } = this
    const { lineByLine } = reader
    const whole = lineByLine ? message : `${message}; what follows was not read`
    this.problems.reject(code, whole, this.placeOf(position), this.sample(position))
    if (!lineByLine) return this.finish()
    reader.position = this.stepStart
    this.popAll(0)
    this.skippingLine = true
  }

  /** Another part begins here. */
  private stopEarly(): void {
    this.stoppedEarly = true
    this.finish()
  }

  private finish(): void {
    this.finished = true
    this.popAll(0)
  }

  private tell(leaf: JsonShape, code: string, message: string): void {
    const place = this.placeOf(this.leafStart)
    if (leaf.record === true) this.problems.reject(code, message, place, this.sample(this.leafStart))
    else this.problems.notice('unreadable_part', `${message} (${code})`, place)
  }

  private skipLeaf(told: boolean): void {
    this.reader.position = this.leafStart
    this.skipper.begin()
    this.told = told
    const parent = this.frames.at(-1)
    if (parent === undefined) this.values++
    else parent.fresh = false
  }

  private skipOn(): void {
    const { reader } = this
    const result = this.skipper.run(reader)
    if (result === 'done') {
      this.told = false
      return
    }
    this.stepStart = reader.position
    if (result === 'line') {
      if (!this.told)
        this.problems.reject(
          'malformed_json',
          'not valid JSON: the line ends too early',
          this.placeOf(reader.position),
          null,
        )
      this.told = false
      this.popAll(0)
      return
    }
    if (!reader.final) throw WINDOW_END
    const message = this.told ? 'what follows a broken record could not be read' : 'the file ends before it is complete'
    this.problems.notice(this.told ? 'rest_unreadable' : 'truncated', message, this.placeOfEnd)
    this.finish()
  }

  private skipLine(): void {
    const { reader } = this
    const newline = reader.bytes.subarray(0, reader.end).indexOf(NEWLINE, reader.position)
    if (newline >= 0) {
      reader.position = newline
      this.skippingLine = false
      return
    }
    reader.position = reader.end
    this.stepStart = reader.position
    if (!reader.final) throw WINDOW_END
    this.finished = true
  }

  private pop(frame: Frame): void {
    this.popAll(this.frames.length - 1)
    if (this.frames.length === 0 && !frame.known && !frame.fresh) {
      this.problems.notice(
        'unknown_value',
        `${frame.shape.what} holds nothing that is known`,
        this.placeOf(this.stepStart),
      )
    }
  }

  private popAll(downTo: number): void {
    while (this.frames.length > downTo) this.frames.pop()?.shape.leave?.()
  }

  private placeOf(position: number): Place {
    return this.reader.lineByLine ? { line: this.line } : { offset: this.reader.base + position }
  }

  /** Of a file that is no JSON lines it says nothing, and to count its lines it would have to be read again. */
  private get placeOfEnd(): Place | null {
    return this.reader.lineByLine ? { line: this.line } : null
  }

  private sample(position: number): Uint8Array {
    return this.reader.bytes.subarray(position, Math.min(position + SAMPLE_BYTES, this.reader.end))
  }

  private newlineIn(start: number, end: number): boolean {
    return this.reader.bytes.subarray(start, end).includes(NEWLINE)
  }
}
