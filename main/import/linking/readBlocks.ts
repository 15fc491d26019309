import duckdb from '@duckdb/node-bindings'
import type { DuckDBConnection } from '@duckdb/node-api'
import { appendRows, createBlock, sliceBlock, type SpanBlock } from './SpanBlock'

/** Rows at which a block is complete, as soon as its last trace is. */
const BLOCK_ROWS = 65_536

/**
 * Reads the result of `query`, which has the columns of `SpanBlock` in their order, without NULLs and
 * ordered by trace, as blocks of whole traces.
 */
export async function* readBlocks(connection: DuckDBConnection, query: string): AsyncGenerator<SpanBlock> {
  const result = await connection.stream(query)
  let block = createBlock(BLOCK_ROWS * 2)
  /** The row at which the last trace of the block starts. */
  let boundary = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const before = block.count
    if (before + chunk.rowCount > block.row.length) block = sliceBlock(block, 0, before, block.row.length * 2)
    appendRows(block, chunk.rowCount, (column, byteCount) =>
      duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, column), byteCount),
    )
    for (let row = Math.max(before, 1); row < block.count; row++) {
      if (block.trace[row] !== block.trace[row - 1]) boundary = row
    }
    if (block.count < BLOCK_ROWS || boundary === 0) continue
    yield sliceBlock(block, 0, boundary)
    block = sliceBlock(block, boundary, block.count, BLOCK_ROWS * 2)
    boundary = 0
  }
  if (block.count > 0) yield sliceBlock(block, 0, block.count)
}
