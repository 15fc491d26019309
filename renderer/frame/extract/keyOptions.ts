import type { AttributeKey } from '../../../preload/contract/attributes'
import { formatCount } from '../../../preload/contract/formatCount'
import type { ComboboxOption } from '../../ui/Combobox.svelte'

/** Each key once, wherever it stands, with how often it is where it is most often. */
export function keyOptions(keys: readonly AttributeKey[]): ComboboxOption[] {
  const counts = new Map<string, number>()
  for (const { key, occurrences } of keys) counts.set(key, Math.max(occurrences, counts.get(key) ?? 0))
  return [...counts].map(([value, count]) => ({ value, detail: formatCount(count) }))
}
