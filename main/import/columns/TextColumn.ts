import type { TextCells } from '../SpanBatch'
import type { ColumnCopies } from './ColumnCopies'
import { growArray } from './growArray'

/** Text cells of one column while a batch is filled; see `TextCells`. */
export class TextColumn {
  offset = new Uint32Array(0)
  length = new Int32Array(0)

  grow(capacity: number): void {
    this.offset = growArray(this.offset, capacity)
    this.length = growArray(this.length, capacity)
  }

  set(row: number, offset: number, length: number): void {
    this.offset[row] = offset
    this.length[row] = length
  }

  setEmpty(row: number): void {
    this.offset[row] = 0
    this.length[row] = 0
  }

  setNull(row: number): void {
    this.offset[row] = 0
    this.length[row] = -1
  }

  /** A copy of the first `count` cells. */
  take(count: number, copies: ColumnCopies): TextCells {
    return { offset: copies.unsigned(this.offset, count), length: copies.signed(this.length, count) }
  }
}
