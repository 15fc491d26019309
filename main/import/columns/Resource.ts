import { AttributeColumns } from './AttributeColumns'
import { type AttributeSet, detachAttributes } from './AttributeSet'
import { TextArena } from './TextArena'

/** Who sent a span. `serviceName` is never empty. */
export interface Resource {
  serviceName: Uint8Array
  attributes: AttributeSet
}

/** An instrumentation scope; null where it is not told. */
export interface Scope {
  name: Uint8Array | null
  version: Uint8Array | null
  attributes: AttributeSet
}

const SERVICE_NAME = new TextEncoder().encode('service.name')
const UNKNOWN_SERVICE = new TextEncoder().encode('unknown_service')

/** Reads one row of attributes into columns of their own. */
export function collectAttributes(read: (columns: AttributeColumns) => void): AttributeSet {
  const columns = new AttributeColumns(new TextArena())
  columns.beginRow(0)
  read(columns)
  return detachAttributes(columns)
}

/** The resource with these attributes; its service is their `service.name`. */
export function resourceOf(attributes: AttributeSet): Resource {
  const { key, keys, value } = attributes.cells
  for (const [entry, number] of key.entries()) {
    const keyStart = keys.offset[number] ?? 0
    const name = attributes.text.subarray(keyStart, keyStart + (keys.length[number] ?? 0))
    const start = value.offset[entry] ?? 0
    const length = value.length[entry] ?? -1
    if (length > 0 && sameBytes(name, SERVICE_NAME)) {
      return { serviceName: attributes.text.slice(start, start + length), attributes }
    }
  }
  return { serviceName: UNKNOWN_SERVICE, attributes }
}

export const NO_ATTRIBUTES: AttributeSet = collectAttributes(() => {})
export const UNKNOWN_RESOURCE: Resource = resourceOf(NO_ATTRIBUTES)
export const UNKNOWN_SCOPE: Scope = { name: null, version: null, attributes: NO_ATTRIBUTES }

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
