/**
 * The spans of a trace that `isRelative` of a span, each with how far it is. Nothing is walked: of each span the tree
 * knows its place in pre-order and how many spans are below it, so that a chain of 100,000 spans takes one scan of the
 * trace, and cycles, which the import has cut, are no danger. The ids are named before anything else is: `trace_id` as
 * an argument would otherwise be that of the rows it is compared with.
 */
export function relativesOf(traceId: string, spanId: string, isRelative: string): string {
  return `SELECT abs(spans.depth - one.depth) AS distance, spans.* EXCLUDE (trace_key, span_row, parent_row)
    FROM (SELECT ${traceId} AS given_trace, ${spanId} AS given_span) AS given
      JOIN (
        SELECT trace_id, span_id, tree.depth AS depth, tree.place AS place, tree.place + tree.descendants AS last_place
        FROM store.span_rows
      ) AS one ON one.trace_id = given_trace AND one.span_id = given_span
      JOIN (
        SELECT trace_id, span_row, tree.place AS place, tree.place + tree.descendants AS last_place
        FROM store.span_rows
      ) AS other ON other.trace_id = given_trace AND ${isRelative}
      JOIN store.spans AS spans ON spans.trace_id = given_trace AND spans.span_row = other.span_row`
}
