import { listValue } from '@duckdb/node-api'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import { cell, orNull, readRows } from '../queries/readRows'
import type { ExportedSpan } from './ExportedSpan'

/** Gives the spans of a trace the parents which were reported, where the archive had to tell repeated ids apart. */
export class ReportedIds {
  private readonly reader: ArchiveReader
  private readonly traceKey: number
  /** Whether any id of the trace differs from the reported one. */
  private readonly hasRenamed: boolean

  private constructor(reader: ArchiveReader, traceKey: number, hasRenamed: boolean) {
    this.reader = reader
    this.traceKey = traceKey
    this.hasRenamed = hasRenamed
  }

  static async of(reader: ArchiveReader, traceKey: number, signal: AbortSignal): Promise<ReportedIds> {
    const statement = sql`
      SELECT span_id FROM store.spans WHERE trace_key = ${traceKey} AND reported_span_id IS NOT NULL LIMIT 1`
    const renamed = await readRows(reader.chunks(statement, signal), { spanId: cell.text })
    return new ReportedIds(reader, traceKey, renamed.length > 0)
  }

  /** In place. A server which shares its client's id was reported with the client's parent. */
  async restore(spans: readonly ExportedSpan[], signal: AbortSignal): Promise<void> {
    if (!this.hasRenamed) return
    const shared = spans.filter(({ isShared }) => isShared)
    const parents = await this.read(sql`parent_span_id`, shared, signal)
    for (const span of shared) span.parentSpanId = parents.get(span.parentSpanId ?? '') ?? null
    const reported = await this.read(sql`reported_span_id`, spans, signal)
    for (const span of spans) span.parentSpanId = reported.get(span.parentSpanId ?? '') ?? span.parentSpanId
  }

  /** A column of the parents of `spans`, by their ids. */
  private async read(
    column: Statement,
    spans: readonly ExportedSpan[],
    signal: AbortSignal,
  ): Promise<Map<string, string | null>> {
    const ids = new Set(spans.flatMap(({ parentSpanId }) => parentSpanId ?? []))
    if (ids.size === 0) return new Map()
    const statement = sql`
      SELECT span_id, ${column} FROM store.spans
      WHERE trace_key = ${this.traceKey} AND span_id IN (SELECT unnest(${listValue([...ids])}::VARCHAR[]))`
    const rows = await readRows(this.reader.chunks(statement, signal), { id: cell.text, value: orNull(cell.text) })
    return new Map(rows.map(({ id, value }) => [id, value]))
  }
}
