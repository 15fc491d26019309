import type { TextCells } from '../SpanBatch'
import { growArray } from '../columns/growArray'
import { keyAt, nameKeys } from './nameKeys'

const NONE = -1
/** What a resource without `service.name` is called. */
const UNKNOWN_SERVICE = 'unknown_service'
const decoder = new TextDecoder()

/** Numbers the services by name, and tells the service of each resource. */
export class ServiceNumbers {
  /** By number: the key of the service's name; see `nameKeys`. */
  readonly keys: number[] = []
  readonly names: string[] = []
  /** The number of the service that nobody named, −1 if there is none. */
  unknown = NONE
  private readonly numberOf = new Map<number, number>()
  private ofResource = new Int32Array(1 << 10).fill(NONE)

  /** Takes in resources by their keys. */
  add(text: Uint8Array, resourceKeys: Int32Array, names: TextCells): void {
    const nameWords = nameKeys(text, names)
    for (const [row, resource] of resourceKeys.entries()) {
      const key = keyAt(nameWords, row * 2)
      let number = this.numberOf.get(key)
      if (number === undefined) {
        number = this.keys.push(key) - 1
        this.numberOf.set(key, number)
        const start = names.offset[row] ?? 0
        const name = decoder.decode(text.subarray(start, start + (names.length[row] ?? 0)))
        this.names.push(name)
        if (name === UNKNOWN_SERVICE) this.unknown = number
      }
      if (resource >= this.ofResource.length) {
        const before = this.ofResource.length
        this.ofResource = growArray(this.ofResource, (resource + 1) * 2).fill(NONE, before)
      }
      this.ofResource[resource] = number
    }
  }

  serviceOf(resourceKey: number): number {
    return this.ofResource[resourceKey] ?? NONE
  }

  /** The service with this key of its name, −1 for none. */
  find(key: number): number {
    return this.numberOf.get(key) ?? NONE
  }
}
