import type { RepeatDetails, SpanReports } from '../../analysis/SpanReports'

/** The columns of a block and how wide they are, in the order in which they are queried. */
const COLUMNS = {
  trace: Int32Array,
  /** Number of the span in the archive. */
  row: Int32Array,
  id: BigUint64Array,
  parentId: BigUint64Array,
  hasParent: Uint8Array,
  /** Nanoseconds since the epoch, or `NO_TIME`. */
  start: BigInt64Array,
  end: BigInt64Array,
  kind: Uint8Array,
  status: Uint8Array,
  shared: Uint8Array,
  partial: Uint8Array,
  /** Names of services are numbers, −1 for none; `serviceName` is never none. */
  service: Int32Array,
  serviceName: Int32Array,
  remote: Int32Array,
  inferred: Int32Array,
  /** A row of the archive here, unlike in `RepeatDetails`; −1 where it was not looked up. */
  sameAs: Int32Array,
  host: BigUint64Array,
} as const

type ColumnName = keyof typeof COLUMNS
type ArrayOf<Constructor> = Constructor extends Int32ArrayConstructor
  ? Int32Array
  : Constructor extends Uint8ArrayConstructor
    ? Uint8Array
    : Constructor extends BigInt64ArrayConstructor
      ? BigInt64Array
      : BigUint64Array
type Columns = { [Name in ColumnName]: ArrayOf<(typeof COLUMNS)[Name]> }
const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[]

/**
 * The columns from which spans are linked: whole traces, one after another, rows in the order of the files.
 */
export interface SpanBlock extends Columns, SpanReports, RepeatDetails {
  count: number
}

/** An empty block with room for `capacity` rows. */
export function createBlock(capacity: number): SpanBlock {
  return blockOf(0, (name) => new COLUMNS[name](capacity))
}

/** The given rows alone, in the given order. */
export function gatherBlock(block: SpanBlock, rows: Int32Array): SpanBlock {
  return blockOf(rows.length, (name) => {
    const column = block[name]
    const gathered = new COLUMNS[name](rows.length)
    for (let index = 0; index < rows.length; index++) {
      // Of the same kind as `gathered`, which the compiler cannot see.
      gathered[index] = column[rows[index] ?? 0] as never
    }
    return gathered
  })
}

function blockOf(count: number, make: (name: ColumnName) => Columns[ColumnName]): SpanBlock {
  // `make` answers the kind of column that `COLUMNS` says.
  return { count, ...(Object.fromEntries(COLUMN_NAMES.map((name) => [name, make(name)])) as unknown as Columns) }
}
