import { NO_TIME, type SpanBatch } from '../SpanBatch'
import { AttributeColumns } from './AttributeColumns'
import type { ColumnCopies } from './ColumnCopies'
import { growArray } from './growArray'
import type { TextArena } from './TextArena'
import { TextColumn } from './TextColumn'

/** The columns of log records while a batch is filled. */
export class LogColumns {
  count = 0
  readonly traceId = new TextColumn()
  readonly spanId = new TextColumn()
  readonly severityText = new TextColumn()
  readonly body = new TextColumn()
  readonly attributes: AttributeColumns
  time = new BigInt64Array(0)
  severityNumber = new Uint8Array(0)
  resource = new Uint32Array(0)

  constructor(text: TextArena) {
    this.attributes = new AttributeColumns(text)
  }

  /** Begins row `row`: outside any trace, without time and text. */
  begin(row: number): void {
    if (row >= this.time.length) {
      const capacity = Math.max(64, row * 2)
      for (const column of [this.traceId, this.spanId, this.severityText, this.body]) column.grow(capacity)
      this.time = growArray(this.time, capacity)
      this.severityNumber = growArray(this.severityNumber, capacity)
      this.resource = growArray(this.resource, capacity)
    }
    for (const column of [this.traceId, this.spanId, this.severityText, this.body]) column.setNull(row)
    this.time[row] = NO_TIME
    this.severityNumber[row] = 0
    this.attributes.beginRow(row)
  }

  take(arena: TextArena, copies: ColumnCopies): SpanBatch['logs'] {
    const { count } = this
    return {
      count,
      time: copies.times(this.time, count),
      traceId: this.traceId.take(count, copies),
      spanId: this.spanId.take(count, copies),
      severityNumber: copies.bytes(this.severityNumber, count),
      severityText: this.severityText.take(count, copies),
      body: this.body.take(count, copies),
      attributes: this.attributes.take(count, arena, copies),
      resource: copies.unsigned(this.resource, count),
    }
  }

  clear(): void {
    this.count = 0
    this.attributes.clear()
  }
}
