import type { SqlParameter } from '../../../../preload/contract/sql/parameters'
import type { SqlValue } from '../../../../preload/contract/sql/sql'
import type { ParameterType } from './Question'

/** The value of a parameter from the one cell that the statement of its default answers; null where it answers no row. */
export function parameterOf(type: ParameterType, cell: SqlValue | undefined): SqlParameter {
  return cell === null || cell === undefined || typeof cell === 'object'
    ? { type: 'null' }
    : { type, value: String(cell) }
}
