import type { ArithmeticOperator } from '../../../preload/contract/traceql/ast'

/** Arithmetic in doubles. Null where an operand is, and where there is no finite result, as of a division by zero. */
export function calculate(operator: ArithmeticOperator, left: number | null, right: number | null): number | null {
  if (left === null || right === null) return null
  const result = resultOf(operator, left, right)
  return Number.isFinite(result) ? result : null
}

function resultOf(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '^':
      return Math.pow(left, right)
  }
}
