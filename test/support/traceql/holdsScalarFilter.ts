import type { Aggregate, ScalarExpression, ScalarFilter } from '../../../preload/contract/traceql/ast'
import { calculate } from './calculate'
import { evaluateField } from './evaluateField'
import type { EvaluatedSpan, EvaluatedTrace } from './EvaluatedTrace'
import { numberOf } from './FieldValue'

/** Whether a spanset of these spans passes the filter. It does not where a side has no value. */
export function holdsScalarFilter(filter: ScalarFilter, spans: EvaluatedSpan[], trace: EvaluatedTrace): boolean {
  const left = evaluateScalar(filter.left, spans, trace)
  const right = evaluateScalar(filter.right, spans, trace)
  if (left === null || right === null) return false
  switch (filter.operator) {
    case '=':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}

function evaluateScalar(expression: ScalarExpression, spans: EvaluatedSpan[], trace: EvaluatedTrace): number | null {
  switch (expression.kind) {
    case 'integer':
    case 'float':
      return Number(expression.value)
    case 'duration':
      return expression.nanoseconds
    case 'scalarNegation':
      return calculate('-', 0, evaluateScalar(expression.operand, spans, trace))
    case 'scalarArithmetic':
      return calculate(
        expression.operator,
        evaluateScalar(expression.left, spans, trace),
        evaluateScalar(expression.right, spans, trace),
      )
    case 'aggregate':
      return evaluateAggregate(expression, spans, trace)
  }
}

function evaluateAggregate(
  { name, argument }: Aggregate,
  spans: EvaluatedSpan[],
  trace: EvaluatedTrace,
): number | null {
  if (name === 'count') return spans.length
  if (argument === null) throw new Error(`${name}() needs an argument`)
  const numbers = spans
    .map((span) => numberOf(evaluateField(argument, span, trace)))
    .filter((number) => number !== null)
  if (numbers.length === 0) return null
  const result = resultOf(name, numbers)
  return Number.isFinite(result) ? result : null
}

function resultOf(name: 'avg' | 'min' | 'max' | 'sum', numbers: number[]): number {
  const sum = numbers.reduce((a, b) => a + b, 0)
  switch (name) {
    case 'sum':
      return sum
    case 'avg':
      return sum / numbers.length
    case 'min':
      return Math.min(...numbers)
    case 'max':
      return Math.max(...numbers)
  }
}
