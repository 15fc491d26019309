import { listValue } from '@duckdb/node-api'
import { sql } from '../archive/sql'
import type { ChosenTraces } from './ChosenTraces'
import type { ExportedSpan } from './ExportedSpan'
import { readSpanPieces } from './readSpanPieces'
import { readSpans, type ReadSpan } from './readSpans'
import type { SharedParts } from './SharedParts'
import type { OnSpans } from './spanRowPieces'

/**
 * The spans of many traces, trace after trace, each in the order of its records; some thousand at a time, so that memory
 * does not depend on how many there are. Fails with `cancelled`.
 */
export async function* readChosenPieces(
  parts: SharedParts,
  chosen: ChosenTraces,
  signal: AbortSignal,
  onSpans: OnSpans,
): AsyncGenerator<ExportedSpan[]> {
  for (const { traceKeys, spanCount, firstRow, lastRow } of chosen.batches()) {
    const [traceKey = -1] = traceKeys
    if (traceKeys.length === 1) {
      yield* readSpanPieces(parts, { traceKey, spanCount, firstRow, lastRow }, signal, onSpans)
      continue
    }
    // The bounds let DuckDB pass over what lies elsewhere.
    const condition = sql`trace_key BETWEEN ${traceKey} AND ${traceKeys.at(-1) ?? -1}
      AND span_row BETWEEN ${firstRow} AND ${lastRow}
      AND trace_key IN (SELECT unnest(${listValue([...traceKeys])}::INTEGER[]))`
    const read = await readSpans(parts, condition, signal)
    read.sort((a, b) => a.traceKey - b.traceKey || a.row - b.row)
    restoreParents(read)
    yield read.map(({ span }) => span)
    onSpans(read.length)
  }
}

/** Gives the spans of whole traces the parents which were reported: see `ReportedIds`. */
function restoreParents(read: readonly ReadSpan[]): void {
  const renamed = new Set(read.flatMap(({ traceKey, ownId, span }) => (span.spanId === ownId ? [] : [traceKey])))
  if (renamed.size === 0) return
  const known = new Map<string, { reportedId: string; parent: string | null }>()
  const placeOf = (traceKey: number, id: string | null) => `${traceKey} ${id ?? ''}`
  const inRenamed = read.filter(({ traceKey }) => renamed.has(traceKey))
  for (const { traceKey, ownId, span } of inRenamed) {
    known.set(placeOf(traceKey, ownId), { reportedId: span.spanId, parent: span.parentSpanId })
  }
  for (const { traceKey, span } of inRenamed) {
    if (span.isShared) span.parentSpanId = known.get(placeOf(traceKey, span.parentSpanId))?.parent ?? null
    span.parentSpanId = known.get(placeOf(traceKey, span.parentSpanId))?.reportedId ?? span.parentSpanId
  }
}
