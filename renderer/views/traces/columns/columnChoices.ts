import { INTRINSICS } from '../../../../preload/contract/traceql/ast'
import { formatField } from '../../../../preload/contract/traceql/formatField'
import { formatCount } from '../../../../preload/contract/formatCount'
import type { Session } from '../../../state/session.svelte'
import type { ComboboxOption } from '../../../ui/Combobox.svelte'

const OWN: ComboboxOption[] = Object.entries(INTRINSICS).flatMap(([value, type]) =>
  type === 'parent' ? [] : [{ value, detail: type }],
)
const RESOURCE: ComboboxOption[] = ['service.name', 'service.version', 'host.name', 'deployment.environment'].map(
  (key) => ({ value: `resource.${key}`, detail: 'resource' }),
)

/** Fields that may be columns: the commonest attributes of the archive's spans first. */
export async function columnChoices(session: Session): Promise<ComboboxOption[]> {
  const archive = session.archive?.path
  if (archive === undefined) return [...RESOURCE, ...OWN]
  const { value } = await session.explorer.shell.ask('sql.vocabulary', { archive })
  const attributes = (value?.attributeKeys ?? []).map(({ key, spanCount }) => ({
    value: formatField({ kind: 'attribute', scope: 'span', ofParent: false, key, from: 0, to: 0 }),
    detail: `${formatCount(spanCount)} spans`,
  }))
  return [...attributes, ...RESOURCE, ...OWN]
}
