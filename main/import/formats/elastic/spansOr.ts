import type { DecodeProblems } from '../../DecodeProblems'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE } from '../../json/JsonReader'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import type { Documents } from './elasticShape'

/** Documents beside the spans which are known, by the fields that they have, and left out with a notice. */
export interface OtherDocument {
  names: FieldNames
  /** How many names there are: all must be in the document. */
  count: number
  code: string
  message: string
}

export function otherDocument(fields: string[], code: string, message: string): OtherDocument {
  return { names: new FieldNames(fields), count: fields.length, code, message }
}

/** Reads documents as spans; one that is `not_a_span` may be one of `others`, which is no fault. */
export function spansOr(
  spans: { read: (reader: JsonReader) => void; end: () => void },
  others: readonly OtherDocument[],
  builder: SpanBatchBuilder,
  problems: DecodeProblems,
): Documents {
  const read = (reader: JsonReader): boolean => {
    const start = (reader.peek(), reader.position)
    try {
      spans.read(reader)
      return true
    } catch (fault) {
      if (!(fault instanceof RecordFault) || fault.code !== 'not_a_span') throw fault
      builder.rollBack()
      const found = others.find((other) => {
        reader.position = start
        return hasAll(reader, other)
      })
      if (found === undefined) throw fault
      problems.noticeInRecord(found.code, found.message, { offset: reader.base + start })
      return false
    }
  }
  return { read, end: () => spans.end() }
}

/** Whether the object that follows has all of the names. Leaves the reader behind it. */
function hasAll(reader: JsonReader, { names, count }: OtherDocument): boolean {
  if (reader.peek() !== OPEN_BRACE) return false
  const found = new Set<number>()
  for (let field = reader.firstField(names); field !== NO_MORE_FIELDS; field = reader.nextField(names)) {
    if (field >= 0) found.add(field)
    reader.skipValue()
  }
  return found.size === count
}
