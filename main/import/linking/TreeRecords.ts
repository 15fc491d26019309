import { PartitionedRecords } from './PartitionedRecords'

/** Rows of one partition, which are neighbours in the archive. */
const RANGE_BITS = 17
const RANGE_ROWS = 1 << RANGE_BITS
/** Partitions that are kept in memory while they are read. */
const KEPT_RANGES = 6

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
} as const
export const TREE_WORDS = 12

/** What linking found out, written by trace and read by row. */
export class TreeRecords {
  private readonly records: PartitionedRecords
  private readonly ranges = new Map<number, Uint32Array>()

  /** Rows are below `rowCount`. */
  constructor(path: string, rowCount: number) {
    this.records = new PartitionedRecords(path, Math.max(1, Math.ceil(rowCount / RANGE_ROWS)), TREE_WORDS)
  }

  get words(): Uint32Array {
    return this.records.words
  }

  place(row: number): number {
    return this.records.place(row >>> RANGE_BITS)
  }

  /** The records of the range that holds `row`, at `rowWithin(row) * TREE_WORDS` each; zeros for rows without one. */
  rangeOf(row: number): Uint32Array {
    const range = row >>> RANGE_BITS
    const kept = this.ranges.get(range)
    if (kept !== undefined) return kept
    const byRow = new Uint32Array(RANGE_ROWS * TREE_WORDS)
    if (range < this.records.partitions) {
      const records = this.records.read(range)
      for (let place = 0; place < records.length; place += TREE_WORDS) {
        const target = rowWithin(records[place] ?? 0) * TREE_WORDS
        for (let word = 0; word < TREE_WORDS; word++) byRow[target + word] = records[place + word] ?? 0
      }
    }
    const [oldest] = this.ranges.keys()
    if (this.ranges.size >= KEPT_RANGES && oldest !== undefined) this.ranges.delete(oldest)
    this.ranges.set(range, byRow)
    return byRow
  }

  close(): void {
    this.ranges.clear()
    this.records.close()
  }
}

/** The place of a row within its range. */
export function rowWithin(row: number): number {
  return row & (RANGE_ROWS - 1)
}
