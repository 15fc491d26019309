import { groupsOf } from '../../../../preload/contract/traceql/groupsOf'
import { parseTraceQL } from '../../../../preload/contract/traceql/parseTraceQL'
import { drillDown } from '../../../query/answer/drillDown'

/**
 * A query for those of its spans whose field has a value, given as `groupsOf` has it. Null where it cannot say so, such
 * as a query of words or one that makes groups itself.
 */
export function queryOfValue(query: string, field: string, value: string): string | null {
  const grouped = `${query.trim() === '' ? '{ }' : query.trim()} | by(${field})`
  const parsed = parseTraceQL(grouped).query
  if (parsed === null || groupsOf(parsed).length !== 1) return null
  const found = drillDown(grouped, [value])
  return found?.exact ? found.query : null
}
