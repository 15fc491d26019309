/** What files report of spans, as columns. The rows of a trace are neighbours, in the order of the files. */
export interface SpanReports {
  /** A number per trace, ascending. */
  trace: Int32Array
  id: BigUint64Array
  parentId: BigUint64Array
  /** 1 where the span names a parent. */
  hasParent: Uint8Array
  /** Index into `SPAN_KINDS`. */
  kind: Uint8Array
  /** 1 for what says that it shares its id with the client's span (Zipkin, B3). */
  shared: Uint8Array
  /** A number per service; −1 where the report does not name one. */
  service: Int32Array
  /** 1 for a report that may be one of several parts of its span, as Zipkin's may. */
  partial: Uint8Array
}

/** What is only looked up for reports whose ids repeat. */
export interface RepeatDetails {
  /** The first row whose report is the same in every respect; the row itself where it is the first. */
  sameAs: Int32Array
  /** A number per address of the reporting host, 0 where unknown. */
  host: BigUint64Array
}
