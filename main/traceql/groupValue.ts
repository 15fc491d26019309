import type { FieldExpression } from '../../preload/contract/traceql/ast'
import { sql, type Statement } from '../archive/sql'
import { conditionOf } from './conditionOf'
import { isReckoned, numberOf } from './numberOf'
import { type Operand, operandOf } from './Operand'
import type { SpanScope } from './SpanScope'

const NO_GROUP = sql`'nil'`

/**
 * The value by which a span is grouped as a text: `s:`, `n:`, `b:` or `a:` for a text, a number, a boolean, an array
 * or map, then the value as the archive has it, or `nil`. `checkQuery` admits nothing else. `type` is that of all values
 * of an attribute, where that is known: looking it up for each takes as long as the value itself.
 */
export function groupValue(expression: FieldExpression, scope: SpanScope, type?: string): Statement {
  switch (expression.kind) {
    case 'attribute':
    case 'intrinsic': {
      const operand = operandOf(expression, scope)
      switch (operand.kind) {
        case 'attribute':
          if (type !== undefined) return groupOf({ ...operand, type: sql`${type}` })
          return isOfResource(expression) ? scope.ofResource(groupOf(operand)) : groupOf(operand)
        case 'plain':
          return sql`coalesce(${operand.family === 'number' ? 'n:' : 's:'} || ${operand.value}, 'nil')`
        case 'texts':
          return sql`'a:' || to_json(${operand.value})`
        case 'many':
          return NO_GROUP
      }
      break
    }
    case 'binary':
    case 'unary':
      return isReckoned(expression)
        ? sql`coalesce('n:' || ${numberOf(expression, scope)}, 'nil')`
        : sql`'b:' || coalesce(${conditionOf(expression, scope)}, false)`
    default:
      return NO_GROUP
  }
}

function groupOf({ value, type }: Extract<Operand, { kind: 'attribute' }>): Statement {
  return sql`coalesce(CASE ${type} WHEN 'i' THEN 'n:' WHEN 'd' THEN 'n:' WHEN 'b' THEN 'b:' WHEN 'a' THEN 'a:'
    WHEN 'm' THEN 'a:' ELSE 's:' END || ${value}, 'nil')`
}

function isOfResource(expression: FieldExpression): boolean {
  return expression.kind === 'attribute' && expression.scope === 'resource'
}
