import type { SpanBatch } from '../SpanBatch'
import { AttributeColumns } from './AttributeColumns'
import type { ColumnCopies } from './ColumnCopies'
import { growArray } from './growArray'
import type { TextArena } from './TextArena'
import { TextColumn } from './TextColumn'

/** The columns of span links while a batch is filled. */
export class LinkColumns {
  count = 0
  readonly traceId = new TextColumn()
  readonly spanId = new TextColumn()
  readonly traceState = new TextColumn()
  readonly attributes: AttributeColumns
  private span = new Uint32Array(0)

  constructor(text: TextArena) {
    this.attributes = new AttributeColumns(text)
  }

  /** Begins a link of the span in row `span`, without ids. Returns its row. */
  begin(span: number): number {
    const row = this.count++
    if (row >= this.span.length) {
      const capacity = Math.max(64, row * 2)
      this.span = growArray(this.span, capacity)
      for (const column of [this.traceId, this.spanId, this.traceState]) column.grow(capacity)
    }
    this.span[row] = span
    this.traceId.setEmpty(row)
    this.spanId.setEmpty(row)
    this.traceState.setNull(row)
    this.attributes.beginRow(row)
    return row
  }

  take(arena: TextArena, copies: ColumnCopies): SpanBatch['links'] {
    const { count } = this
    return {
      count,
      span: copies.unsigned(this.span, count),
      traceId: this.traceId.take(count, copies),
      spanId: this.spanId.take(count, copies),
      traceState: this.traceState.take(count, copies),
      attributes: this.attributes.take(count, arena, copies),
    }
  }

  clear(): void {
    this.count = 0
    this.attributes.clear()
  }
}
