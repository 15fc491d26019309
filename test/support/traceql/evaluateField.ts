import type { Binary, ComparisonOperator, FieldExpression, MatchOperator } from '../../../preload/contract/traceql/ast'
import { calculate } from './calculate'
import { compareValues } from './compareValues'
import type { EvaluatedSpan, EvaluatedTrace } from './EvaluatedTrace'
import { type FieldValue, literalValue, numberOf } from './FieldValue'
import { readField } from './readField'

/** The value of an expression for a span; null where it has none. */
export function evaluateField(
  expression: FieldExpression,
  span: EvaluatedSpan,
  trace: EvaluatedTrace,
): FieldValue | null {
  switch (expression.kind) {
    case 'attribute':
    case 'intrinsic':
      return readField(expression, span, trace)
    case 'binary':
      return evaluateBinary(expression, span, trace)
    case 'unary': {
      const operand = evaluateField(expression.operand, span, trace)
      if (expression.operator === '!') return boolean(operand?.type === 'boolean' && !operand.value)
      return double(calculate('-', 0, numberOf(operand)))
    }
    default:
      return literalValue(expression)
  }
}

/** Whether the value is the boolean true. */
export function isTrue(value: FieldValue | null): boolean {
  return value?.type === 'boolean' && value.value
}

function evaluateBinary(expression: Binary, span: EvaluatedSpan, trace: EvaluatedTrace): FieldValue | null {
  const { operator } = expression
  const left = evaluateField(expression.left, span, trace)
  const right = evaluateField(expression.right, span, trace)
  switch (operator) {
    case '&&':
      return boolean(isTrue(left) && isTrue(right))
    case '||':
      return boolean(isTrue(left) || isTrue(right))
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '^':
      return double(calculate(operator, numberOf(left), numberOf(right)))
    default:
      if (expression.right.kind === 'nil') return boolean(compareWithNil(operator, left))
      if (expression.left.kind === 'nil') return boolean(compareWithNil(operator, right))
      return boolean(left !== null && right !== null && compareValues(operator, left, right))
  }
}

function compareWithNil(operator: ComparisonOperator | MatchOperator, value: FieldValue | null): boolean {
  if (operator === '=') return value === null
  return operator === '!=' && value !== null
}

function boolean(value: boolean): FieldValue {
  return { type: 'boolean', value }
}

function double(value: number | null): FieldValue | null {
  return value === null ? null : { type: 'double', value }
}
