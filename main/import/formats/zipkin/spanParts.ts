import { TYPE_CODES } from '../../columns/AttributeColumns'
import { isNoId } from '../../json/readId'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'

/** The first letter of `true`. */
export const LETTER_T = 0x74

const DEBUG = new TextEncoder().encode('zipkin.debug')

/** Marks the span begun last as one that was asked for: `debug` in both versions. */
export function setDebug({ spans: { attributes } }: SpanBatchBuilder): void {
  attributes.setText(attributes.keyOf(DEBUG), 'true', TYPE_CODES.b)
}

/** Takes back a parent that is none: the span itself, or no id at all. */
export function finishParent({ spans, text }: SpanBatchBuilder, row: number): void {
  const { parentSpanId, spanId } = spans
  const isOwn = text.equals(
    parentSpanId.offset[row] ?? 0,
    parentSpanId.length[row] ?? -1,
    text.bytes,
    spanId.offset[row] ?? 0,
    spanId.length[row] ?? 0,
  )
  if (isOwn || isNoId(text, parentSpanId, row)) parentSpanId.setNull(row)
}
