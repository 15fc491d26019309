import type { FieldExpression } from '../../preload/contract/traceql/ast'
import { sql, type Statement } from '../archive/sql'
import { conditionOf } from './conditionOf'
import { numberOf } from './numberOf'
import { operandOf } from './Operand'
import { QueryUnsupported } from './QueryUnsupported'
import type { SpanScope } from './SpanScope'

/**
 * The value by which a span is grouped as a text: `s:`, `n:`, `b:` or `a:` for a text, a number, a boolean, an array
 * or map, then the value as the archive has it, or `nil`.
 */
export function groupValue(expression: FieldExpression, scope: SpanScope): Statement {
  switch (expression.kind) {
    case 'attribute':
    case 'intrinsic': {
      const operand = operandOf(expression, scope)
      switch (operand.kind) {
        case 'attribute':
          return sql`CASE WHEN ${operand.value} IS NULL THEN 'nil' ELSE
            CASE ${operand.type} WHEN 'i' THEN 'n:' WHEN 'd' THEN 'n:' WHEN 'b' THEN 'b:' WHEN 'a' THEN 'a:'
              WHEN 'm' THEN 'a:' ELSE 's:' END || ${operand.value} END`
        case 'plain':
          return sql`coalesce(${operand.family === 'number' ? 'n:' : 's:'} || ${operand.value}, 'nil')`
        case 'texts':
          return sql`'a:' || to_json(${operand.value})`
        case 'many':
          throw new QueryUnsupported(expression, 'spans cannot be grouped by values of events, links or the parent')
      }
      break
    }
    case 'binary':
    case 'unary':
      return isReckoned(expression.operator)
        ? sql`coalesce('n:' || ${numberOf(expression, scope)}, 'nil')`
        : sql`'b:' || coalesce(${conditionOf(expression, scope)}, false)`
    default:
      throw new QueryUnsupported(expression, 'a value that is the same for all spans makes no groups')
  }
}

function isReckoned(operator: string): boolean {
  return ['+', '-', '*', '/', '%', '^'].includes(operator)
}
