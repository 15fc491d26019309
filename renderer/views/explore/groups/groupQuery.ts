import { INTRINSICS } from '../../../../preload/contract/traceql/ast'
import { groupCondition } from '../../../query/answer/drillDown'
import type { GroupField } from '../../../query/answer/groupFields'
import { parseField } from '../../../query/edit/fields'
import { narrowQuery } from '../narrowQuery'

/** Where spans are grouped by nothing else. */
const DEFAULT_FIELD = 'resource.service.name'

/** The fields that an address groups by. What is no field counts for nothing. */
export function fieldsOf(parameters: URLSearchParams): string[] {
  const [first, second] = ['by', 'then'].map((name) => parameters.get(name) ?? '')
  const known = [first ?? '', second ?? ''].filter((field) => field !== '' && parseField(field) !== null)
  return known.length === 0 ? [DEFAULT_FIELD] : [...new Set(known)]
}

/** How values of fields are shown. */
export function groupFieldsOf(fields: readonly string[]): GroupField[] {
  return fields.map((label) => {
    const field = parseField(label)
    return { label, type: field?.kind === 'intrinsic' ? INTRINSICS[field.name] : null }
  })
}

/** The query for the spans of one group; not `exact` where TraceQL cannot say all of its values. */
export function queryOfGroup(
  query: string,
  fields: readonly string[],
  values: readonly string[],
): { query: string; exact: boolean } {
  let narrowed = query
  let isExact = true
  for (const [index, text] of fields.entries()) {
    const field = parseField(text)
    if (field === null) continue
    const { condition, exact } = groupCondition(text, field, values[index] ?? 'nil')
    if (condition !== null) narrowed = narrowQuery(narrowed, condition)
    isExact &&= exact
  }
  return { query: narrowed, exact: isExact }
}
