/**
 * What a decode worker hands to the writer: a few thousand decoded records as columns. All text lies
 * in one arena of UTF-8 bytes; a cell is a place in it. Every buffer can be transferred between threads.
 */
export interface SpanBatch {
  count: number
  /** The arena which all text cells point into. */
  text: Uint8Array
  /** `files.file_id` of each row. */
  file: Uint32Array
  /** Ids as the archive shows them: see `schema.md`, hexadecimal ones lower case and padded. `''` for none. */
  traceId: TextCells
  spanId: TextCells
  /** NULL for a root. */
  parentSpanId: TextCells
  name: TextCells
  statusMessage: TextCells
  traceState: TextCells
  /** Index into `SPAN_KINDS` and into `STATUSES`. */
  kind: Uint8Array
  status: Uint8Array
  /** Nanoseconds since the epoch, or `NO_TIME`. */
  start: BigInt64Array
  end: BigInt64Array
  /** W3C flags; `NO_FLAGS` where the record has none. */
  flags: Float64Array
  droppedAttributes: Uint32Array
  droppedEvents: Uint32Array
  droppedLinks: Uint32Array
  /** 1 for a Zipkin span with `shared: true`: it reports the server side of its client's id. */
  shared: Uint8Array
  /** Row of `resources`. */
  resource: Uint32Array
  /** Row of `scopes`, −1 for none. */
  scope: Int32Array
  attributes: AttributeCells

  resources: { count: number; serviceName: TextCells; attributes: AttributeCells }
  scopes: { count: number; name: TextCells; version: TextCells; attributes: AttributeCells }
  /** `span` is the row of this batch that the event or link belongs to; ascending. */
  events: { count: number; span: Uint32Array; time: BigInt64Array; name: TextCells; attributes: AttributeCells }
  links: {
    count: number
    span: Uint32Array
    traceId: TextCells
    spanId: TextCells
    traceState: TextCells
    attributes: AttributeCells
  }
  logs: {
    count: number
    time: BigInt64Array
    /** Ids, NULL for a log outside any trace. */
    traceId: TextCells
    spanId: TextCells
    severityNumber: Uint8Array
    severityText: TextCells
    body: TextCells
    attributes: AttributeCells
    resource: Uint32Array
  }
}

/** Text cells of one column: `length` is −1 for NULL. */
export interface TextCells {
  offset: Uint32Array
  length: Int32Array
}

/**
 * A map per row: the entries of row r are those from `first[r]` up to `first[r + 1]`.
 * Keys of one row are distinct (of a repeated key the last value counts).
 */
export interface AttributeCells {
  first: Uint32Array
  key: TextCells
  value: TextCells
  /** Character code of one letter of `ATTRIBUTE_TYPES` per entry. */
  type: Uint8Array
}

export const NO_TIME = -0x8000000000000000n
export const NO_FLAGS = -1

/** Records that could not be taken, or something else the user must know of, grouped by cause within one file. */
export interface DecodeProblem {
  file: number
  code: string
  message: string
  occurrences: number
  /** Line (from 1) for text, byte offset for binary; null where there is no place. */
  firstPosition: number | null
  /** The offending text, at most 200 characters. */
  sample: string | null
}
