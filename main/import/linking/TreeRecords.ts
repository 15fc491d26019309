import { PartitionedRecords } from './PartitionedRecords'

/** Rows of one partition, which are neighbours in the archive. */
const RANGE_BITS = 17
export const RANGE_ROWS = 1 << RANGE_BITS

/** Words of a record: what linking found out about a span. 64-bit numbers lie with their less significant word first. */
export const TreeWord = {
  row: 0,
  trace: 1,
  parentRow: 2,
  depth: 3,
  childCount: 4,
  selfTime: 5,
  criticalPath: 7,
  problems: 9,
  resource: 10,
  scope: 11,
  place: 12,
  descendants: 13,
} as const
export const TREE_WORDS = 14

/** What linking found out, written by trace and read by row. */
export class TreeRecords {
  private readonly records: PartitionedRecords

  /** Rows are below `rowCount`. */
  constructor(path: string, rowCount: number) {
    this.records = new PartitionedRecords(path, Math.max(1, Math.ceil(rowCount / RANGE_ROWS)), TREE_WORDS)
  }

  get words(): Uint32Array {
    return this.records.words
  }

  place(row: number): number {
    return this.records.place(rangeOf(row))
  }

  /** The records of the rows of a range, in any order. */
  read(range: number): Uint32Array {
    return range < this.records.partitions ? this.records.read(range) : new Uint32Array(0)
  }

  close(): void {
    this.records.close()
  }
}

/** The range that a row lies in. */
export function rangeOf(row: number): number {
  return row >>> RANGE_BITS
}

/** The place of a row within its range. */
export function rowWithin(row: number): number {
  return row & (RANGE_ROWS - 1)
}
