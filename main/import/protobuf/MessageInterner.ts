import { KeyTable } from '../columns/KeyTable'
import type { ProtobufReader } from './ProtobufReader'

const MOST_BYTES = 32 << 20

/** Values made from messages, made once for the same bytes: resources, which thousands of messages repeat. */
export class MessageInterner<Value> {
  private readonly messages = new KeyTable()
  private values: Value[] = []

  /** What `make` reads of the message up to `end`. */
  read(reader: ProtobufReader, end: number, make: (reader: ProtobufReader, end: number) => Value): Value {
    const { messages } = this
    const { bytes, view, position } = reader
    if (messages.text.length > MOST_BYTES) {
      messages.clear()
      this.values = []
    }
    const expected = messages.expectedText(bytes, view, position, end)
    const message = expected >= 0 ? expected : messages.intern(bytes, position, end)
    return (this.values[message] ??= make(reader, end))
  }
}
