import duckdb from '@duckdb/node-bindings'
import { DuckDBDataChunk, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api'
import { ChunkText } from './ChunkText'
import { fillChunk, holderOf } from './fillChunk'
import type { IncomingTable, NumberedBatch } from './IncomingTable'

const CHUNK_ROWS = duckdb.vector_size()
/** What the appender holds before it writes, besides a limit of its own on rows. */
const MOST_HELD_BYTES = 32 << 20

/**
 * A table that gets its rows beside the spans, at once, on this thread: a statement of its own would wait for the thread
 * while that waits for the next batch.
 */
export class SideTable {
  private readonly table: IncomingTable
  private readonly appender: DuckDBAppender
  private readonly text: ChunkText
  private readonly holder: number
  private heldBytes = 0

  private constructor(table: IncomingTable, appender: DuckDBAppender, pointing: boolean) {
    this.table = table
    this.appender = appender
    this.text = new ChunkText(pointing)
    this.holder = holderOf(table)
  }

  static async open(connection: DuckDBConnection, table: IncomingTable, pointing: boolean): Promise<SideTable> {
    return new SideTable(table, await connection.createAppender(table.name, 'store', 'archive'), pointing)
  }

  add(from: NumberedBatch): void {
    const { table } = this
    const rows = table.count(from)
    if (rows === 0) return
    const types = table.columns.map(({ type }) => type)
    for (let first = 0; first < rows; first += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, rows - first)
      const chunk = DuckDBDataChunk.create(types, count)
      fillChunk(chunk.chunk, table, from, { first, count, text: this.text, holder: this.holder })
      this.appender.appendDataChunk(chunk)
    }
    this.heldBytes += from.batch.text.length
    if (this.heldBytes < MOST_HELD_BYTES) return
    this.appender.flushSync()
    this.heldBytes = 0
  }

  close(): void {
    this.appender.closeSync()
  }
}
