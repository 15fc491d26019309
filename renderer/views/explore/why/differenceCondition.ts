import type { DifferingKey, DifferingValue } from '../../../../preload/contract/explore/difference'
import type { Field } from '../../../../preload/contract/traceql/ast'
import { formatField } from '../../../../preload/contract/traceql/formatField'
import { parseTraceQL } from '../../../../preload/contract/traceql/parseTraceQL'
import { groupCondition } from '../../../query/answer/drillDown'
import { parseField } from '../../../query/edit/fields'

/** The field of a key; null where TraceQL has no way to write it. */
export function fieldOfKey({ scope, key }: Pick<DifferingKey, 'scope' | 'key'>): Field | null {
  if (scope === 'intrinsic') return parseField(key)
  return parseField(formatField({ kind: 'attribute', scope, ofParent: false, key, from: 0, to: 0 }))
}

/** The condition in TraceQL that a span has the value, or a number of the range; null where the language has none. */
export function differenceCondition(key: DifferingKey, { value, least, most }: DifferingValue): string | null {
  const field = fieldOfKey(key)
  if (field === null) return null
  const written = formatField(field)
  const condition =
    value === 'any'
      ? `${written} != nil`
      : value === ''
        ? [
            ...(least === null ? [] : [`${written} >= ${least}`]),
            ...(most === null ? [] : [`${written} <= ${most}`]),
          ].join(' && ')
        : groupCondition(written, field, value).condition
  return condition === null || parseTraceQL(`{ ${condition} }`).query === null ? null : condition
}
