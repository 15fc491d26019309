import type { DecodeProblems, Place } from '../../DecodeProblems'
import { FieldNames } from '../../json/FieldNames'
import type { JsonReader } from '../../json/JsonReader'
import type { JsonShape } from '../../json/JsonShape'
import { QUOTE } from '../../json/JsonReader'
import { readEnum } from '../../json/readEnum'
import { TextArena } from '../../columns/TextArena'

const STATUS = new FieldNames(['COMPLETE', 'PARTIAL'])
const PARTIAL = 1

/**
 * What the answer of Tempo's second API says about itself beside the trace: whether that is all of it.
 * https://grafana.com/docs/tempo/latest/api_docs/#query-v2
 */
export class TempoAnswer {
  readonly status: JsonShape = { what: 'the status of the answer', read: (reader) => this.readStatus(reader) }
  readonly message: JsonShape = { what: 'the message of the answer', read: (reader) => this.readMessage(reader) }
  private readonly problems: DecodeProblems
  /** Documents which the walker is in. */
  private depth = 0
  private partial: { depth: number; place: Place } | null = null
  private text = ''

  constructor(problems: DecodeProblems) {
    this.problems = problems
  }

  enter(): void {
    this.depth++
  }

  leave(): void {
    this.depth--
    if (this.partial === null || this.depth >= this.partial.depth) return
    const said = this.text === '' ? '' : `: ${this.text}`
    this.problems.notice('partial_trace', `Tempo says that it did not find the whole trace${said}`, this.partial.place)
    this.partial = null
    this.text = ''
  }

  private readStatus(reader: JsonReader): void {
    const start = reader.offset
    const first = reader.peek()
    if (first !== QUOTE && (first < 0x30 || first > 0x39)) reader.skipValue()
    else if (readEnum(reader, STATUS, 2, 'status') === PARTIAL)
      this.partial = { depth: this.depth, place: { offset: start } }
  }

  private readMessage(reader: JsonReader): void {
    if (reader.peek() !== QUOTE) return reader.skipValue()
    const text = new TextArena(64)
    reader.readString(text)
    this.text = text.read(0, Math.min(text.length, 300))
  }
}
