import type { ColumnValue } from '../../preload/contract/matches'
import { joinSql, sql, type Statement } from '../archive/sql'
import { SpanScope } from '../traceql/SpanScope'
import type { ArchiveReader } from './ArchiveReader'
import { columnValues, lookedUp, lookUps } from './columnValues'
import type { MatchedSpans } from './Matches'
import { cell, readRows } from './readRows'

/**
 * Fields of traces by their key: each of the first span in tree order that matches and has it. Without a query that is
 * the root, unless it lacks the field.
 */
export async function traceColumnValues(
  reader: ArchiveReader,
  matched: MatchedSpans,
  { columns, keys }: { columns: string[]; keys: Statement },
  signal: AbortSignal,
): Promise<Map<number, (ColumnValue | null)[]>> {
  if (columns.length === 0) return new Map()
  const scope = new SpanScope()
  const looks = lookUps(columns, scope)
  const selected = [sql`s.tree.trace_key AS trace_key`, sql`s.tree.place AS place`, ...looks.map(({ first }) => first)]
  const firsts = columns.map((_, index) => {
    const value = sql`field_values[${index + 1}]`
    return sql`arg_min(${value}, place) FILTER (${value} IS NOT NULL)`
  })
  const statement = sql`
    WITH spans AS MATERIALIZED (
      SELECT ${joinSql(selected, ', ')} FROM ${matched.from(scope, sql`trace_key IN ${keys}`)}),
    looked_up AS (SELECT b.trace_key, b.place, ${lookedUp(looks)} AS field_values FROM spans b)
    SELECT trace_key, [${joinSql(firsts, ', ')}] FROM looked_up GROUP BY trace_key`
  const rows = await readRows(reader.chunks(statement, signal), { traceKey: cell.number, values: columnValues })
  return new Map(rows.map(({ traceKey, values }) => [traceKey, values]))
}
