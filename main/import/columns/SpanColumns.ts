import { NO_FLAGS, NO_SCOPE, NO_TIME } from '../SpanBatch'
import { AttributeColumns } from './AttributeColumns'
import { growArray } from './growArray'
import type { TextArena } from './TextArena'
import { TextColumn } from './TextColumn'

/** The columns of spans while a batch is filled; see `SpanBatch`. */
export class SpanColumns {
  readonly traceId = new TextColumn()
  readonly spanId = new TextColumn()
  readonly parentSpanId = new TextColumn()
  readonly name = new TextColumn()
  readonly statusMessage = new TextColumn()
  readonly traceState = new TextColumn()
  readonly attributes: AttributeColumns
  file = new Uint32Array(0)
  kind = new Uint8Array(0)
  status = new Uint8Array(0)
  start = new BigInt64Array(0)
  end = new BigInt64Array(0)
  flags = new Float64Array(0)
  droppedAttributes = new Uint32Array(0)
  droppedEvents = new Uint32Array(0)
  droppedLinks = new Uint32Array(0)
  shared = new Uint8Array(0)
  partial = new Uint8Array(0)
  resource = new Uint32Array(0)
  scope = new Uint32Array(0)

  constructor(text: TextArena) {
    this.attributes = new AttributeColumns(text)
  }

  /** Begins row `row`: no ids, no times, nothing known. */
  begin(row: number): void {
    if (row >= this.kind.length) this.grow(Math.max(256, row * 2))
    this.traceId.setEmpty(row)
    this.spanId.setEmpty(row)
    this.parentSpanId.setNull(row)
    this.name.setEmpty(row)
    this.statusMessage.setNull(row)
    this.traceState.setNull(row)
    this.attributes.beginRow(row)
    this.kind[row] = 0
    this.status[row] = 0
    this.start[row] = NO_TIME
    this.end[row] = NO_TIME
    this.flags[row] = NO_FLAGS
    this.droppedAttributes[row] = 0
    this.droppedEvents[row] = 0
    this.droppedLinks[row] = 0
    this.shared[row] = 0
    this.scope[row] = NO_SCOPE
  }

  private grow(capacity: number): void {
    for (const column of [
      this.traceId,
      this.spanId,
      this.parentSpanId,
      this.name,
      this.statusMessage,
      this.traceState,
    ]) {
      column.grow(capacity)
    }
    this.file = growArray(this.file, capacity)
    this.kind = growArray(this.kind, capacity)
    this.status = growArray(this.status, capacity)
    this.start = growArray(this.start, capacity)
    this.end = growArray(this.end, capacity)
    this.flags = growArray(this.flags, capacity)
    this.droppedAttributes = growArray(this.droppedAttributes, capacity)
    this.droppedEvents = growArray(this.droppedEvents, capacity)
    this.droppedLinks = growArray(this.droppedLinks, capacity)
    this.shared = growArray(this.shared, capacity)
    this.partial = growArray(this.partial, capacity)
    this.resource = growArray(this.resource, capacity)
    this.scope = growArray(this.scope, capacity)
  }
}
