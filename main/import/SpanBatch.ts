/**
 * What a decode worker hands to the writer: a few thousand decoded records as columns. All text lies
 * in one arena of UTF-8 bytes; a cell is a place in it. Every buffer can be transferred between threads.
 */
export interface SpanBatch {
  count: number
  /** The arena which all text cells point into, and `TEXT_PADDING` bytes of zeros behind it. */
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
  /** 1 for what may be one of several parts of its span, as Zipkin's reports may. */
  partial: Uint8Array
  /** A reference which this or a later batch settles in `resources`. */
  resource: Uint32Array
  /** A reference which this or a later batch settles in `scopes`; `NO_SCOPE` for none. */
  scope: Uint32Array
  attributes: AttributeCells
  /** The ids as numbers; see `IdKeys`. */
  keys: IdKeys
  /** The other side of a call, as the span names it or as its attributes tell; see `findPeers`. */
  peer: TextCells
  /** 1 where the span itself names it. */
  peerIsNamed: Uint8Array

  resources: Contents & { serviceName: TextCells }
  scopes: Contents & { name: TextCells; version: TextCells }
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
    /** As that of a span. */
    resource: Uint32Array
  }
}

/** Contents of references: those of this batch, and of earlier ones where they became known only now. */
export interface Contents {
  /** References, and for each the number of its content. */
  reference: Uint32Array
  contentOf: Uint32Array
  /** The numbers of the contents that are told here for the first time, which are the rows of the other columns. */
  number: Uint32Array
  attributes: AttributeCells
}

/**
 * Ids as numbers: for each row four words of the trace's, two of the span's and two of its parent's.
 * Hexadecimal ids of full length are their own numbers, others are hashed.
 */
export interface IdKeys {
  trace: Uint32Array
  span: Uint32Array
  parent: Uint32Array
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
  /** Number of the key of each entry: a row of `keys`. */
  key: Uint32Array
  keys: TextCells
  value: TextCells
  /** For each row one letter of `ATTRIBUTE_TYPES` per entry. */
  types: TextCells
}

export const NO_TIME = -0x8000000000000000n
/** So many bytes behind a cell can always be read. */
export const TEXT_PADDING = 16
export const NO_FLAGS = -1
/** A reference which has this bit is the key itself of something that is in the archive already. */
export const IS_KEY = 0x80000000
/** The reference to no scope, whose key is 0. */
export const NO_SCOPE = 0x80000000

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
  /** Its byte offset in the unwrapped file, where its line is not known. */
  offset?: number
  /** It is said of the file as a whole, however often its parts say it. */
  perFile?: boolean
}
