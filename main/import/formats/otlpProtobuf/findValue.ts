import { numbersOf, type ProtobufReader } from '../../protobuf/ProtobufReader'
import { AnyValueTag } from './messageTags'

const KNOWN = numbersOf(AnyValueTag)

/**
 * Finds what the `AnyValue` up to `end` holds: returns its tag, with the reader where its content begins; 0, with the
 * reader at the end, if it holds nothing. Of several values the last counts, as protobuf has it.
 */
export function findValue(reader: ProtobufReader, end: number): number {
  let found = 0
  let contentAt = reader.position
  while (reader.position < end) {
    const tag = reader.tag(end)
    const at = reader.position
    switch (tag) {
      case AnyValueTag.text:
      case AnyValueTag.array:
      case AnyValueTag.list:
      case AnyValueTag.bytes:
        reader.position = reader.open(end)
        break
      case AnyValueTag.boolean:
      case AnyValueTag.integer:
        reader.varint(end)
        break
      case AnyValueTag.double:
        reader.pass(8, end)
        break
      default:
        reader.skipUnknown(tag, end, KNOWN)
        continue
    }
    found = tag
    contentAt = at
  }
  if (found !== 0) reader.position = contentAt
  return found
}
