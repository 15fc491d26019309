import { INTRINSICS } from './ast'
import type { Binary, FieldExpression, IntrinsicType, Literal } from './ast'
import { checkPattern } from './checkPattern'
import { isOfOtherRows } from './isOfOtherRows'
import type { QueryProblem } from './QueryProblem'

/** Integers, floats and durations are all numbers. Attributes are unknown, and so is what has a problem already. */
export type ValueType = 'unknown' | 'string' | 'number' | 'boolean' | 'status' | 'spanKind' | 'nil' | 'parent'

export const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  unknown: 'an attribute',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  status: 'a status',
  spanKind: 'a kind',
  nil: 'nil',
  parent: 'a parent',
}

const INTRINSIC_TYPES: Readonly<Record<IntrinsicType, ValueType>> = {
  string: 'string',
  strings: 'string',
  integer: 'number',
  duration: 'number',
  status: 'status',
  spanKind: 'spanKind',
  parent: 'parent',
}

const LITERAL_TYPES: Readonly<Record<Exclude<Literal['kind'], 'array'>, ValueType>> = {
  integer: 'number',
  float: 'number',
  duration: 'number',
  string: 'string',
  boolean: 'boolean',
  nil: 'nil',
  status: 'status',
  spanKind: 'spanKind',
}

/** Why `isOfOtherRows` stands here in vain. */
export const OTHER_ROWS = 'values of events, links and the parent can only be compared with a literal'

/** The type of an expression; what is wrong in it is put to the problems. */
export function checkFieldExpression(expression: FieldExpression, problems: QueryProblem[]): ValueType {
  switch (expression.kind) {
    case 'attribute':
      return 'unknown'
    case 'intrinsic':
      return INTRINSIC_TYPES[INTRINSICS[expression.name]]
    case 'array':
      problems.push(problem(expression, 'an array can only stand to the right of =, !=, =~ and !~'))
      return 'unknown'
    case 'unary': {
      const type = expression.operator === '!' ? 'boolean' : 'number'
      checkOperand(expression.operand, type, expression.operator, problems)
      return type
    }
    case 'binary':
      return checkBinary(expression, problems)
    default:
      return LITERAL_TYPES[expression.kind]
  }
}

function checkBinary(expression: Binary, problems: QueryProblem[]): ValueType {
  const { operator, left, right } = expression
  switch (operator) {
    case '&&':
    case '||':
      checkOperand(left, 'boolean', operator, problems)
      checkOperand(right, 'boolean', operator, problems)
      return 'boolean'
    case '=~':
    case '!~':
      checkMatch(expression, problems)
      return 'boolean'
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      checkComparison(expression, problems)
      return 'boolean'
    default:
      checkOperand(left, 'number', operator, problems)
      checkOperand(right, 'number', operator, problems)
      return 'number'
  }
}

function checkOperand(
  operand: FieldExpression,
  type: 'boolean' | 'number',
  operator: string,
  problems: QueryProblem[],
): void {
  const found = checkFieldExpression(operand, problems)
  if (type === 'number' && isOfOtherRows(operand)) {
    problems.push(problem(operand, OTHER_ROWS))
    return
  }
  if (found === type || found === 'unknown') return
  const needed = type === 'boolean' ? 'a condition, true or false' : 'a number'
  problems.push(problem(operand, `${operator} needs ${needed}, and this is ${TYPE_NAMES[found]}`))
}

function checkMatch({ operator, left, right }: Binary, problems: QueryProblem[]): void {
  const found = checkFieldExpression(left, problems)
  if (found !== 'string' && found !== 'unknown') {
    problems.push(problem(left, `${operator} needs a string, and this is ${TYPE_NAMES[found]}`))
  }
  for (const pattern of right.kind === 'array' ? right.values : [right]) {
    const message =
      pattern.kind === 'string' ? checkPattern(pattern.value) : `to the right of ${operator} stands a pattern in quotes`
    if (message !== null) problems.push(problem(pattern, message))
  }
}

function checkComparison(expression: Binary, problems: QueryProblem[]): void {
  const { operator, left, right } = expression
  const equality = operator === '=' || operator === '!='
  const sides = [left, right]
  const other = sides.find(isOfOtherRows)
  if (other && !sides.some(isLiteral)) {
    problems.push(problem(other, OTHER_ROWS))
    return
  }
  const leftType = checkFieldExpression(left, problems)
  const rightType = typeOfRight(right, equality, problems)
  const types = [leftType, rightType]
  if (types.includes('parent') && !(equality && types.includes('nil'))) {
    problems.push(problem(expression, 'parent can only be compared with nil: parent = nil, parent != nil'))
    return
  }
  const unordered = types.find((type) => ['boolean', 'status', 'spanKind', 'nil'].includes(type))
  if (!equality && unordered !== undefined) {
    problems.push(problem(expression, `${operator} needs numbers or strings; ${TYPE_NAMES[unordered]} has no order`))
    return
  }
  if (leftType === rightType || types.includes('unknown') || types.includes('nil')) return
  const said = `${TYPE_NAMES[leftType]} on the left, ${TYPE_NAMES[rightType]} on the right`
  problems.push(problem(expression, `these can never match: ${said}`))
}

function typeOfRight(right: FieldExpression, equality: boolean, problems: QueryProblem[]): ValueType {
  const [first] = equality && right.kind === 'array' ? right.values : []
  return first ? LITERAL_TYPES[first.kind] : checkFieldExpression(right, problems)
}

function isLiteral({ kind }: FieldExpression): boolean {
  return !['attribute', 'intrinsic', 'binary', 'unary'].includes(kind)
}

function problem({ from, to }: FieldExpression, message: string): QueryProblem {
  return { from, to, message }
}
