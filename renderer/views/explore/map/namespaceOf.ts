/** What a service belongs to: the namespace that it says, or its name up to the last `.`, `/` or `-`; empty for none. */
export function namespaceOf({ name, namespace }: { name: string; namespace: string }): string {
  if (namespace !== '') return namespace
  const end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'), name.lastIndexOf('-'))
  return end > 0 ? name.slice(0, end) : ''
}
