import type { AttributeField, FieldExpression, IntrinsicField } from '../../preload/contract/traceql/ast'
import { sql, type Statement } from '../archive/sql'
import { type Operand, operandOf } from './Operand'
import { QueryUnsupported } from './QueryUnsupported'
import type { SpanScope } from './SpanScope'

/** A number of nanoseconds or any other, or NULL. Throws where it is one for each row of another table. */
export function numberOf(expression: FieldExpression, scope: SpanScope): Statement {
  switch (expression.kind) {
    case 'integer':
      return sql`${expression.value}::BIGINT`
    case 'float':
      return sql`${expression.value}::DOUBLE`
    case 'duration':
      return sql`${BigInt(Math.round(expression.nanoseconds))}::BIGINT`
    case 'unary':
      return expression.operator === '-' ? sql`(-(${numberOf(expression.operand, scope)})::DOUBLE)` : NO_NUMBER
    case 'binary': {
      const left = sql`(${numberOf(expression.left, scope)})::DOUBLE`
      const right = sql`(${numberOf(expression.right, scope)})::DOUBLE`
      return arithmetic(expression.operator, left, right)
    }
    case 'attribute':
    case 'intrinsic':
      return numberOfOperand(operandOf(expression, scope), expression)
    default:
      return NO_NUMBER
  }
}

const NO_NUMBER = sql`NULL::DOUBLE`

/** Of numbers as DOUBLE; NULL where it is not finite. */
export function arithmetic(operator: string, left: Statement, right: Statement): Statement {
  switch (operator) {
    case '+':
      return finite(sql`${left} + ${right}`)
    case '-':
      return finite(sql`${left} - ${right}`)
    case '*':
      return finite(sql`${left} * ${right}`)
    case '/':
      return finite(sql`${left} / nullif(${right}, 0)`)
    case '%':
      return finite(sql`${left} % nullif(${right}, 0)`)
    case '^':
      return finite(sql`TRY(${left} ** ${right})`)
    default:
      return NO_NUMBER
  }
}

function finite(value: Statement): Statement {
  return sql`list_filter([${value}], lambda x: isfinite(x))[1]`
}

function numberOfOperand(operand: Operand, at: AttributeField | IntrinsicField): Statement {
  if (operand.kind === 'plain') return operand.family === 'number' ? operand.value : NO_NUMBER
  if (operand.kind === 'attribute') {
    // A cast is tried first: it tells most other values apart, and is cheaper than to look up the type.
    return sql`CASE WHEN TRY_CAST(${operand.value} AS DOUBLE) IS NOT NULL AND ${operand.type} IN ('i', 'd')
      THEN TRY_CAST(${operand.value} AS DOUBLE) END`
  }
  if (operand.kind === 'texts') return NO_NUMBER
  const what = at.kind === 'attribute' && at.ofParent ? 'the parent' : 'events and links'
  throw new QueryUnsupported(at, `values of ${what} can be compared with a literal, but not be reckoned with`)
}
