import type { ErrorCauses } from '../../../preload/contract/explore/errors'
import { sql, type Statement } from '../../archive/sql'

/** Which rows of a table of `ErrorSpans` are asked about. */
export function isWanted(causes: ErrorCauses): Statement {
  return causes === 'root' ? sql`is_selected AND is_root` : sql`is_selected`
}
