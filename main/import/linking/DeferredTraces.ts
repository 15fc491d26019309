import { type DuckDBConnection, INTEGER } from '@duckdb/node-api'
import { groupReports } from '../../analysis/uniteReports'
import { FIND_REPEATS } from './findRepeats'
import type { NumberedBlock } from './readBlock'
import type { SpanBlock } from './SpanBlock'
import { TableAppender } from './TableAppender'

/** Traces in which ids repeat so that their reports must be compared; what is compared lies in the archive. */
export class DeferredTraces {
  readonly partitions: { partition: number; firstTrace: number }[] = []
  private readonly writer: DuckDBConnection
  private rows: TableAppender | null = null

  constructor(writer: DuckDBConnection) {
    this.writer = writer
  }

  /** Notes the reports of the traces that the rows `ambiguous` of a partition belong to, whose ids repeat. */
  async add(partition: number, firstTrace: number, numbered: NumberedBlock, ambiguous: Int32Array): Promise<void> {
    const { block, resource, scope } = numbered
    this.rows ??= await TableAppender.create(this.writer, 'stage', 'repeated_rows', {
      partition: INTEGER,
      span_row: INTEGER,
      resource_key: INTEGER,
      scope_key: INTEGER,
    })
    this.partitions.push({ partition, firstTrace })
    const traces = new Set(ambiguous.map((row) => block.trace[row] ?? 0))
    const groups = groupReports(block)
    const repeated: number[] = []
    for (const head of groups.repeated) {
      if (!traces.has(block.trace[head] ?? 0)) continue
      for (let row = head; row >= 0; row = groups.next[row] ?? -1) repeated.push(row)
    }
    this.rows.append(repeated.length, [
      new Int32Array(repeated.length).fill(partition),
      Int32Array.from(repeated, (row) => block.row[row] ?? 0),
      Int32Array.from(repeated, (row) => resource[row] ?? 0),
      Int32Array.from(repeated, (row) => scope[row] ?? 0),
    ])
  }

  /** Compares the reports. */
  async prepare(run: (statement: string) => Promise<void>): Promise<void> {
    if (this.rows === null) return
    this.rows.close()
    for (const statement of FIND_REPEATS) await run(statement)
  }

  /** Fills in `sameAs` and `host` of a block of these traces. */
  async describe(partition: number, block: SpanBlock, reader: DuckDBConnection): Promise<void> {
    const placeOf = new Map<number, number>()
    for (let row = 0; row < block.count; row++) placeOf.set(block.row[row] ?? 0, row)
    const found = await reader.run(`SELECT span_row, same_as, host FROM stage.repeats WHERE partition = ${partition}`)
    for (let chunk = await found.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await found.fetchChunk()) {
      for (const [spanRow, sameAs, host] of chunk.getRows()) {
        const row = placeOf.get(Number(spanRow))
        if (row === undefined) continue
        block.sameAs[row] = Number(sameAs)
        block.host[row] = typeof host === 'bigint' ? host : 0n
      }
    }
  }
}
