import type { ProtobufReader } from '../../protobuf/ProtobufReader'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import type { RecordNotices } from '../otlp/RecordNotices'
import { readId, TRACE_ID_BYTES } from './readId'
import type { RowMemory } from './RowMemory'

/** Values of a byte. */
const SLOTS = 256
/** What is known of an id: the stamp, where its bytes lie, where its text lies. */
const CELLS = 3

/** Reads the trace ids of spans: one that was read lately becomes a second cell for the same text. */
export class RepeatedTraceIds {
  private readonly builder: SpanBatchBuilder
  private readonly memory: RowMemory
  /** By the last byte of the id. */
  private readonly known = new Int32Array(SLOTS * CELLS)

  constructor(builder: SpanBatchBuilder, memory: RowMemory) {
    this.builder = builder
    this.memory = memory
  }

  /** Reads the id up to `end` into the row begun last. */
  read(reader: ProtobufReader, end: number, row: number, notices: RecordNotices): void {
    const { spans, text } = this.builder
    const { position } = reader
    if (end - position !== TRACE_ID_BYTES) {
      readId(reader, end, text, spans.traceId, row, TRACE_ID_BYTES, notices)
      return
    }
    const { known } = this
    const { stamp } = this.memory
    // It is random in all ids; the first ones may be a time.
    const at = (reader.bytes[end - 1] ?? 0) * CELLS
    if (known[at] !== stamp || !reader.repeats(known[at + 1] ?? 0, end)) {
      known[at] = stamp
      known[at + 1] = position
      known[at + 2] = text.length
      reader.hex(end, text)
    }
    reader.position = end
    spans.traceId.set(row, known[at + 2] ?? 0, 2 * TRACE_ID_BYTES)
  }
}
