import type { Field } from './ast'

/** A field as it is written: intrinsics with their scope, keys in quotes where they must be. */
export function formatField(field: Field): string {
  if (field.kind === 'intrinsic') return field.name
  const scope = field.scope ?? ''
  const prefix = field.ofParent ? `parent.${scope && `${scope}.`}` : `${scope}.`
  return prefix + (needsQuotes(prefix, field.key) ? quote(field.key) : field.key)
}

function needsQuotes(prefix: string, key: string): boolean {
  if (key === '' || /[\s\u0085{}()=~!<>&|^,"]/.test(key)) return true
  return prefix === 'parent.' ? /^(span|resource)\./.test(key) : prefix === '.' && /^\d/.test(key)
}

function quote(key: string): string {
  return `"${key.replaceAll(/["\\]/g, '\\$&')}"`
}
