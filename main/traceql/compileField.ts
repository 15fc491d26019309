import { Failed } from '../../preload/contract/failure'
import type { FieldExpression } from '../../preload/contract/traceql/ast'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { sql, type Statement } from '../archive/sql'
import { groupValue } from './groupValue'
import { SpanScope } from './SpanScope'
import type { SpanTables } from './SpanTables'

const BEFORE = '{ } | by('

/**
 * Compiles a field as TraceQL writes it to a statement that gives `span_row` and the field's value, as `groupValue` has
 * it. Fails with `query_wrong`.
 */
export function compileField(field: string, tables: SpanTables): Statement {
  const scope = new SpanScope(tables)
  const value = groupValue(groupExpression(field), scope)
  return sql`SELECT s.span_row, ${value} FROM ${tables.spans} s ${scope.joins}`
}

/** A field by which spans can be grouped, as TraceQL writes it. Fails with `query_wrong`. */
export function groupExpression(field: string): FieldExpression {
  const { query, problems } = parseTraceQL(`${BEFORE}${field})`)
  const by = query?.stages[1]
  const expression = by?.kind === 'by' && query?.stages.length === 2 ? by.expressions[0] : undefined
  if (by?.kind !== 'by' || by.expressions.length !== 1 || expression === undefined) {
    const [first] = problems
    const from = Math.max(0, (first?.from ?? BEFORE.length) - BEFORE.length)
    const to = Math.min(field.length, Math.max(from, (first?.to ?? Infinity) - BEFORE.length))
    throw new Failed({ code: 'query_wrong', message: first?.message ?? 'this is not one field', from, to })
  }
  return expression
}
