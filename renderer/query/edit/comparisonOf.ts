import type {
  Binary,
  ComparisonOperator,
  Field,
  FieldExpression,
  Literal,
  MatchOperator,
} from '../../../preload/contract/traceql/ast'

export interface Comparison {
  field: Field
  operator: ComparisonOperator | MatchOperator
  value: Literal
}

const TURNED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

/** A condition that compares a field with a value, the field first whichever side it is written on; null for others. */
export function comparisonOf(expression: FieldExpression | null): Comparison | null {
  if (expression?.kind !== 'binary') return null
  const { operator, left, right } = expression
  if (isField(left) && isValue(right) && isComparing(operator)) return { field: left, operator, value: right }
  if (isField(right) && isValue(left) && isOrdering(operator))
    return { field: right, operator: TURNED[operator], value: left }
  return null
}

function isField(expression: FieldExpression): expression is Field {
  return expression.kind === 'attribute' || expression.kind === 'intrinsic'
}

function isValue(expression: FieldExpression): expression is Literal {
  return expression.kind !== 'binary' && expression.kind !== 'unary' && !isField(expression)
}

function isComparing(operator: Binary['operator']): operator is Comparison['operator'] {
  return isOrdering(operator) || operator === '=~' || operator === '!~'
}

function isOrdering(operator: Binary['operator']): operator is ComparisonOperator {
  return operator in TURNED
}
