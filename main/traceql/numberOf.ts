import type { FieldExpression, NumberLiteral } from '../../preload/contract/traceql/ast'
import { sql, type Statement } from '../archive/sql'
import { type Operand, operandOf } from './Operand'
import type { SpanScope } from './SpanScope'

const ARITHMETIC: readonly string[] = ['+', '-', '*', '/', '%', '^']

/** Whether an expression is a number because of its operator. */
export function isReckoned(expression: FieldExpression): boolean {
  return (expression.kind === 'binary' || expression.kind === 'unary') && ARITHMETIC.includes(expression.operator)
}

/** A number of nanoseconds or any other, or NULL. `checkQuery` admits no values of other rows here. */
export function numberOf(expression: FieldExpression, scope: SpanScope): Statement {
  switch (expression.kind) {
    case 'integer':
    case 'float':
    case 'duration':
      return numberLiteral(expression)
    case 'unary':
      return expression.operator === '-' ? sql`(-(${numberOf(expression.operand, scope)})::DOUBLE)` : NO_NUMBER
    case 'binary': {
      const left = sql`(${numberOf(expression.left, scope)})::DOUBLE`
      const right = sql`(${numberOf(expression.right, scope)})::DOUBLE`
      return arithmetic(expression.operator, left, right)
    }
    case 'attribute':
    case 'intrinsic':
      return numberOfOperand(operandOf(expression, scope))
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
      return finite(sql`${left} ** ${right}`)
    default:
      return NO_NUMBER
  }
}

function finite(value: Statement): Statement {
  return sql`list_filter([${value}], lambda x: isfinite(x))[1]`
}

function numberOfOperand(operand: Operand): Statement {
  if (operand.kind === 'plain' && operand.family === 'number') return operand.value
  if (operand.kind !== 'attribute') return NO_NUMBER
  // A cast is tried first: it tells most other values apart, and is cheaper than to look up the type.
  return sql`CASE WHEN TRY_CAST(${operand.value} AS DOUBLE) IS NOT NULL AND ${operand.type} IN ('i', 'd')
    THEN TRY_CAST(${operand.value} AS DOUBLE) END`
}

export function numberLiteral(literal: NumberLiteral): Statement {
  // node-api takes a whole number for an integer, and throws where it is beyond one.
  if (literal.kind === 'float')
    return sql`${Number.isInteger(literal.value) ? String(literal.value) : literal.value}::DOUBLE`
  return sql`${literal.kind === 'integer' ? literal.value : BigInt(literal.nanoseconds)}::BIGINT`
}
