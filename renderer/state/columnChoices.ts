import { formatCount } from '../../preload/contract/formatCount'
import { ATTRIBUTE_SCOPES, INTRINSICS } from '../../preload/contract/traceql/ast'
import { formatField } from '../../preload/contract/traceql/formatField'
import type { Session } from './session.svelte'
import type { ComboboxOption } from '../ui/Combobox.svelte'

const OWN: ComboboxOption[] = Object.entries(INTRINSICS).flatMap(([value, type]) =>
  type === 'parent' ? [] : [{ value, detail: type }],
)
/** So many attributes are offered; others can be written. */
const COUNT = 1_000

/** Fields that may be columns: the commonest attributes of the archive first. */
export async function columnChoices(session: Session): Promise<ComboboxOption[]> {
  const { value = [] } = await session.ask('attributes.keys', { scopes: [...ATTRIBUTE_SCOPES], text: '', count: COUNT })
  const attributes = value.flatMap(({ scope, key, occurrences }): ComboboxOption[] => {
    if (scope === 'intrinsic') return []
    const field = formatField({ kind: 'attribute', scope, ofParent: false, key, from: 0, to: 0 })
    return [{ value: field, detail: formatCount(occurrences) }]
  })
  return [...attributes, ...OWN]
}
