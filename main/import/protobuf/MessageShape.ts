import type { ProtobufReader } from './ProtobufReader'

/**
 * What a format expects at one place of its messages. A walker goes through the outer messages piece by piece,
 * however large they are, and gives the inner ones to `read`, each whole.
 */
export interface MessageShape {
  /** What is here, for messages to people: `a span`. */
  what: string
  /** Walks into the message: the shapes of its fields by their numbers. Other fields are skipped. */
  fields?: ReadonlyMap<number, MessageShape>
  /**
   * Reads one whole message, from the reader's position up to `end`. May throw `RecordFault`: the message is then a
   * rejected record if `record` is set, else a notice.
   */
  read?: (reader: ProtobufReader, end: number) => void
  record?: boolean
  /** Looks at a message which is to be read whole but ends, at `end`, behind what there is, at `limit`. May throw as `read`. */
  look?: (reader: ProtobufReader, end: number, limit: number) => void
  /** Before the first and behind the last field of a message walked into. */
  enter?: () => void
  leave?: () => void
}
