import type { MessageShape } from '../../protobuf/MessageShape'

type Read = NonNullable<MessageShape['read']>

type Surroundings = Required<Pick<MessageShape, 'enter' | 'leave'>>

/** What becomes of the parts of OTLP's messages. */
interface OtlpReaders {
  /** Around a `ResourceSpans`, `ResourceLogs` … */
  perResource?: Surroundings
  /** Around a `ScopeSpans`, `ScopeLogs` … */
  perScope?: Surroundings
  readResource: Read
  readScope: Read
  /** A `Span`, `LogRecord`, `Metric` or `Profile`. */
  readRecord: Read
  lookAtRecord?: NonNullable<MessageShape['look']>
}

/** In versions 0.15 to 0.19 the older `instrumentation_library_spans` had this number. Before, it was number 2, as now. */
const INSTRUMENTATION_LIBRARY = 1000

/**
 * The messages around OTLP's records: `TracesData`, `LogsData`, and the export requests of all signals, which have
 * the same fields.
 */
export function otlpShape(readers: OtlpReaders): MessageShape {
  const record: MessageShape = { what: 'a record', record: true, read: readers.readRecord }
  if (readers.lookAtRecord !== undefined) record.look = readers.lookAtRecord
  const scoped: MessageShape = {
    what: 'a scope and its records',
    ...readers.perScope,
    fields: new Map([
      [1, { what: 'an instrumentation scope', read: readers.readScope }],
      [2, record],
    ]),
  }
  const perResource: MessageShape = {
    what: 'a resource and its records',
    ...readers.perResource,
    fields: new Map<number, MessageShape>([
      [1, { what: 'a resource', read: readers.readResource }],
      [2, scoped],
      [INSTRUMENTATION_LIBRARY, scoped],
    ]),
  }
  return { what: 'a message', fields: new Map([[1, perResource]]) }
}
