import type { AttributeColumns } from '../../columns/AttributeColumns'
import { BytePattern } from '../../json/BytePattern'

/**
 * How an attribute was written before, byte for byte around its value: `{"key":"http.route","value":{"stringValue":` and
 * `}}`, with the white space of its writer.
 */
export class KnownAttribute {
  readonly before = new BytePattern()
  readonly behind = new BytePattern()
  /** Of its value: a number of `AnyValueField`. */
  readonly field: number
  /** What came behind it the last time, and before that. */
  next: KnownAttribute | null = null
  nextButOne: KnownAttribute | null = null
  private readonly name: Uint8Array
  private key = -1
  private generation = -1

  constructor(name: Uint8Array, field: number) {
    this.name = name
    this.field = field
  }

  /** The number of its key among those of `columns`, which are always the same ones. */
  keyIn({ keys }: AttributeColumns): number {
    if (this.generation !== keys.generation) {
      this.key = keys.intern(this.name, 0, this.name.length)
      this.generation = keys.generation
    }
    return this.key
  }
}
