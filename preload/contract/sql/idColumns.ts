import type { SqlColumn } from './sql'

export interface IdColumns {
  /** The places of `trace_id` and `span_id` among the columns; without `span_id` the rows are about whole traces. */
  traceId: number
  spanId: number | null
}

/** Where a result has the ids of spans or traces; null where it has none. */
export function idColumnsOf(columns: readonly Pick<SqlColumn, 'name'>[]): IdColumns | null {
  const placeOf = (wanted: string) => columns.findIndex(({ name }) => name.toLowerCase() === wanted)
  const [traceId, spanId] = [placeOf('trace_id'), placeOf('span_id')]
  return traceId < 0 ? null : { traceId, spanId: spanId < 0 ? null : spanId }
}
