import { DuckDBListValue, DuckDBStructValue, type DuckDBValue } from '@duckdb/node-api'
import type { ColumnValue } from '../../preload/contract/matches'
import { ATTRIBUTE_TYPES, type AttributeType } from '../../preload/contract/trace'
import { joinSql, sql, type Statement } from '../archive/sql'
import { shownField, type LookUp } from '../traceql/lookUp'
import type { SpanScope } from '../traceql/SpanScope'
import { fieldOf } from './fieldOf'
import { cell } from './readRows'

/** Columns that show fields, given as texts: how each is looked up. Fails with `query_wrong`. */
export function lookUps(columns: readonly string[], scope: SpanScope): LookUp[] {
  return columns.map((column, index) => shownField(fieldOf(column), scope, index))
}

/** The second step of look-ups, as one list. */
export function lookedUp(looks: readonly LookUp[]): Statement {
  return sql`[${joinSql(
    looks.map(({ then }) => then),
    ', ',
  )}]`
}

/** Reads what `lookedUp` made. */
export function columnValues(value: DuckDBValue): (ColumnValue | null)[] {
  if (!(value instanceof DuckDBListValue)) throw new TypeError('the archive answered no list of fields')
  return value.items.map((item) => {
    if (item === null) return null
    if (!(item instanceof DuckDBStructValue)) throw new TypeError('the archive answered no field')
    const { texts = null, count = null, type = null } = item.entries
    return { texts: cell.texts(texts), count: cell.number(count), type: typeOf(cell.text(type)) }
  })
}

function typeOf(letter: string): AttributeType {
  return letters.find((known) => known === letter) ?? 's'
}

const letters = Object.keys(ATTRIBUTE_TYPES).filter((letter): letter is AttributeType => letter in ATTRIBUTE_TYPES)
