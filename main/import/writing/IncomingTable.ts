import type { Vector } from '@duckdb/node-bindings'
import type { DuckDBType } from '@duckdb/node-api'
import type { SpanBatch } from '../SpanBatch'
import type { ChunkText } from './ChunkText'
import type { NewContents } from './SharedContents'

/** A batch with the numbers that its rows get in the archive. */
export interface NumberedBatch {
  batch: SpanBatch
  /** `span_row` of the first span. */
  firstRow: number
  /** `file_id` by what the batch calls its files. */
  fileIds: readonly number[]
  newResources: NewContents
  newScopes: NewContents
  /** `resource_key` of each log record. */
  logResources: Int32Array
  /** To be called when all tables have taken their rows. */
  release: () => void
}

/** A table of the archive and how its columns are filled from batches. */
export interface IncomingTable {
  name: string
  columns: IncomingColumn[]
  count(from: NumberedBatch): number
}

export interface IncomingColumn {
  name: string
  type: DuckDBType
  /** Writes `count` rows, from row `first` of the batch's table on, to the front of `vector`. */
  fill(vector: Vector, from: NumberedBatch, first: number, count: number, text: ChunkText): void
}
