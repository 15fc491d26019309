import type { Vector } from '@duckdb/node-bindings'
import type { DuckDBType } from '@duckdb/node-api'
import type { SpanBatch } from '../SpanBatch'
import type { BatchKeys } from './BatchKeys'

/** A table of the staging database and how its columns are filled from batches. */
export interface StageTable {
  name: string
  columns: StageColumn[]
  count(batch: SpanBatch, keys: BatchKeys): number
}

export interface StageColumn {
  name: string
  type: DuckDBType
  /** Writes `count` rows, from row `from` of the batch's table on, to the front of `vector`. */
  fill(vector: Vector, batch: SpanBatch, keys: BatchKeys, from: number, count: number): void
}
