import type { Deferred } from '../columns/Deferred'
import type { Resource, Scope } from '../columns/Resource'
import type { DecodeProblems } from '../DecodeProblems'
import { RecordFault } from '../json/JsonFault'
import { type JsonReader, OPEN_BRACE } from '../json/JsonReader'
import type { JsonShape } from '../json/JsonShape'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import { RecordNotices } from './otlp/RecordNotices'

/** What a console exporter printed: a span of which the rest is read, another signal, or null for anything else. */
export type ConsoleRecord = { resource: Deferred<Resource>; scope: Deferred<Scope> | null } | 'metrics' | 'logs' | null

/** Reads an object into the span in row `row`. */
export type ReadConsoleRecord = (reader: JsonReader, row: number, notices: RecordNotices) => ConsoleRecord

/** The shape of what a console exporter prints: records, or lists of them. Of log records and metrics is told that they are left out. */
export function consoleRecord(builder: SpanBatchBuilder, problems: DecodeProblems, read: ReadConsoleRecord): JsonShape {
  const notices = new RecordNotices(problems)
  const record: JsonShape = {
    what: 'a span',
    record: true,
    read: (reader) => {
      if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
      notices.begin()
      const found = read(reader, builder.beginSpan(), notices)
      if (found === null) throw new RecordFault('not_a_span', 'an object is not a span')
      if (typeof found === 'string') {
        builder.rollBack()
        problems.notice(`${found}_left_out`, `${found} are left out`, null)
        return
      }
      notices.end()
      builder.endSpan(found.resource, found.scope)
    },
  }
  return { ...record, elements: record }
}
