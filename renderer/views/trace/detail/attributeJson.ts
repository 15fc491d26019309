import type { Attribute } from '../../../../preload/contract/trace'

/**
 * An attribute as a JSON object of its key and its typed value. Numbers, arrays and maps stay as they are written, so
 * that no digit is lost; text that does not fit its type stays text.
 */
export function attributeJson({ key, value, type }: Attribute): string {
  return `{${JSON.stringify(key)}: ${isWritten(value, type) ? value : type === 'n' ? 'null' : JSON.stringify(value)}}`
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
