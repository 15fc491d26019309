import { RANGE_ROWS, rangeOf, rowWithin, TREE_WORDS, type TreeRecords, TreeWord } from '../linking/TreeRecords'

/** Ranges that are kept while they are read: DuckDB's threads are never further apart. */
const KEPT_RANGES = 4

/** The fields of `tree` of `store.span_rows`. */
function makeColumns(rows: number) {
  const integers = () => new Int32Array(rows)
  return {
    traceKey: integers(),
    parentRow: integers(),
    depth: integers(),
    childCount: integers(),
    /** In words, the less significant first. */
    selfTime: new Uint32Array(rows * 2),
    criticalPath: new Uint32Array(rows * 2),
    problems: new Uint8Array(rows),
    resourceKey: integers(),
    scopeKey: integers(),
    place: integers(),
    descendants: integers(),
  }
}
type TreeFields = ReturnType<typeof makeColumns>

/** In the order of the column. */
export const TREE_FIELDS = [
  'traceKey',
  'parentRow',
  'depth',
  'childCount',
  'selfTime',
  'criticalPath',
  'problems',
  'resourceKey',
  'scopeKey',
  'place',
  'descendants',
] as const satisfies (keyof TreeFields)[]

export interface TreeColumnsOptions {
  trees: TreeRecords
  /** By the number of a trace in `trees`: its `trace_key`. */
  traceKeys: Int32Array
  /** Other resources than those in `trees`, by span_row. */
  resourceOf: Map<number, number>
}

/** What linking found out, as columns of a range of rows each. */
export class TreeColumns {
  private readonly options: TreeColumnsOptions
  private readonly ranges = new Map<number, TreeFields>()

  constructor(options: TreeColumnsOptions) {
    this.options = options
  }

  /** The columns of the range that holds `row`, which is at `rowWithin(row)`; zeros for rows without a record. */
  of(row: number): TreeFields {
    const range = rangeOf(row)
    const kept = this.ranges.get(range)
    if (kept !== undefined) return kept
    const [oldest] = this.ranges.keys()
    if (this.ranges.size >= KEPT_RANGES && oldest !== undefined) this.ranges.delete(oldest)
    const columns = this.read(range)
    this.ranges.set(range, columns)
    return columns
  }

  /** The columns of any rows. */
  gather(rows: Int32Array): TreeFields {
    const gathered = makeColumns(rows.length)
    for (const field of TREE_FIELDS) {
      const column = gathered[field]
      const words = column.length / rows.length
      for (let index = 0; index < rows.length; index++) {
        const row = rows[index] ?? 0
        const from = this.of(row)[field]
        for (let word = 0; word < words; word++) {
          column[index * words + word] = from[rowWithin(row) * words + word] ?? 0
        }
      }
    }
    return gathered
  }

  private read(range: number): TreeFields {
    const { trees, traceKeys, resourceOf } = this.options
    const columns = makeColumns(RANGE_ROWS)
    const { selfTime, criticalPath } = columns
    const records = trees.read(range)
    for (let place = 0; place < records.length; place += TREE_WORDS) {
      const at = rowWithin(records[place + TreeWord.row] ?? 0)
      columns.traceKey[at] = traceKeys[records[place + TreeWord.trace] ?? 0] ?? 0
      columns.parentRow[at] = records[place + TreeWord.parentRow] ?? 0
      columns.depth[at] = records[place + TreeWord.depth] ?? 0
      columns.childCount[at] = records[place + TreeWord.childCount] ?? 0
      selfTime[at * 2] = records[place + TreeWord.selfTime] ?? 0
      selfTime[at * 2 + 1] = records[place + TreeWord.selfTime + 1] ?? 0
      criticalPath[at * 2] = records[place + TreeWord.criticalPath] ?? 0
      criticalPath[at * 2 + 1] = records[place + TreeWord.criticalPath + 1] ?? 0
      columns.problems[at] = records[place + TreeWord.problems] ?? 0
      columns.resourceKey[at] = records[place + TreeWord.resource] ?? 0
      columns.scopeKey[at] = records[place + TreeWord.scope] ?? 0
      columns.place[at] = records[place + TreeWord.place] ?? 0
      columns.descendants[at] = records[place + TreeWord.descendants] ?? 0
    }
    for (const [row, resource] of resourceOf) {
      if (rangeOf(row) === range) columns.resourceKey[rowWithin(row)] = resource
    }
    return columns
  }
}
