import type { FieldNames } from './FieldNames'
import type { JsonReader } from './JsonReader'

/**
 * What a format expects at one place of its documents. A walker goes through the outer structure piece by
 * piece, however large it is, and gives the leaves to `read`, each whole.
 */
export interface JsonShape {
  /** What is here, for messages: `a span`. */
  what: string
  /** Walks into an object: field n of `names` has the shape `values[n]`. Other fields are skipped. */
  fields?: { names: FieldNames; values: readonly JsonShape[] }
  /** Walks into an array. */
  elements?: JsonShape
  /** Elements of this array are many and need nothing of one another: large files may be read in parts from element to element. */
  splits?: true
  /**
   * Reads one whole value, which is none of those walked into. May throw `JsonFault` or `RecordFault`:
   * the value is then skipped, and it is a rejected record if `record` is set, else a notice.
   */
  read?: (reader: JsonReader) => void
  record?: boolean
  /** The value is left out on purpose. Called once for each. */
  skipped?: () => void
  /** Before the first and behind the last field of an object walked into. */
  enter?: () => void
  leave?: () => void
}
