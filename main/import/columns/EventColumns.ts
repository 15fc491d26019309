import { NO_TIME, type SpanBatch } from '../SpanBatch'
import { AttributeColumns } from './AttributeColumns'
import type { ColumnCopies } from './ColumnCopies'
import { growArray } from './growArray'
import type { TextArena } from './TextArena'
import { TextColumn } from './TextColumn'

/** The columns of span events while a batch is filled. */
export class EventColumns {
  count = 0
  readonly name = new TextColumn()
  readonly attributes: AttributeColumns
  time = new BigInt64Array(0)
  private span = new Uint32Array(0)

  constructor(text: TextArena) {
    this.attributes = new AttributeColumns(text)
  }

  /** Begins an event of the span in row `span`, without name and time. Returns its row. */
  begin(span: number): number {
    const row = this.count++
    if (row >= this.span.length) {
      const capacity = Math.max(64, row * 2)
      this.span = growArray(this.span, capacity)
      this.time = growArray(this.time, capacity)
      this.name.grow(capacity)
    }
    this.span[row] = span
    this.time[row] = NO_TIME
    this.name.setEmpty(row)
    this.attributes.beginRow(row)
    return row
  }

  take(arena: TextArena, copies: ColumnCopies): SpanBatch['events'] {
    const { count } = this
    return {
      count,
      span: copies.unsigned(this.span, count),
      time: copies.times(this.time, count),
      name: this.name.take(count, copies),
      attributes: this.attributes.take(count, arena, copies),
    }
  }

  clear(): void {
    this.count = 0
    this.attributes.clear()
  }
}
