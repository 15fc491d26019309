import { BackwardMessage } from '../bench/inputs/BackwardMessage'

/**
 * The protobuf of a TracesData with one span, one of whose attributes is an array in an array in an array: an
 * AnyValue `levels` deep.
 */
export function nestedAnyValue(levels: number): Buffer {
  const message = new BackwardMessage(levels * 10 + 300)
  const end = message.start
  for (let level = 0; level < levels; level++) {
    // ArrayValue.values in AnyValue.array_value
    message.wrap(1, end)
    message.wrap(5, end)
  }
  message.wrap(2, end)
  message.text(1, 'deep')
  message.wrap(9, end)
  message.text(5, 'nested')
  message.hexBytes(2, '07'.repeat(8))
  message.hexBytes(1, '07'.repeat(16))
  // ScopeSpans.spans, ResourceSpans.scope_spans, TracesData.resource_spans
  message.wrap(2, end)
  message.wrap(2, end)
  message.wrap(1, end)
  return message.written
}
