import type { Attribute } from '../../../../preload/contract/trace'

/** An attribute as a JSON object of its key and its typed value. */
export function attributeJson(attribute: Attribute): string {
  return attributesJson([attribute])
}

/**
 * Attributes as a JSON object of their keys and typed values. Numbers, arrays and maps stay as they are written, so that
 * no digit is lost; text that does not fit its type stays text.
 */
export function attributesJson(attributes: readonly Attribute[]): string {
  const entries = attributes.map(
    ({ key, value, type }) =>
      `${JSON.stringify(key)}: ${isWritten(value, type) ? value : type === 'n' ? 'null' : JSON.stringify(value)}`,
  )
  return `{${entries.join(', ')}}`
}

function isWritten(value: string, type: Attribute['type']): boolean {
  if (type === 's' || type === 'x' || type === 'n') return false
  try {
    const isOfType = { i: 'number', d: 'number', b: 'boolean', a: 'object', m: 'object' }[type]
    return typeof JSON.parse(value) === isOfType
  } catch {
    return false
  }
}
