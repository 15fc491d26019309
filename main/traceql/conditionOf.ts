import type {
  Binary,
  ComparisonOperator,
  FieldExpression,
  Literal,
  MatchOperator,
} from '../../preload/contract/traceql/ast'
import type { Statement } from '../archive/sql'
import { joinSql, sql } from '../archive/sql'
import { COMPARISONS } from './comparisons'
import { anyElement, type Family, familyOf, knownFamily, type Operand, operandOf } from './Operand'
import { isReckoned, numberLiteral, numberOf } from './numberOf'
import type { SpanScope } from './SpanScope'

type Comparison = ComparisonOperator | MatchOperator

const TRUE = sql`true`
const FALSE = sql`false`
/** What `a < b` is as `b ? a`. */
const TURNED: Record<ComparisonOperator, ComparisonOperator> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}
/** Whether an expression is true for the span `s`: SQL that is true, false or NULL, which counts as false. */
export function conditionOf(expression: FieldExpression, scope: SpanScope): Statement {
  switch (expression.kind) {
    case 'boolean':
      return expression.value ? TRUE : FALSE
    case 'unary':
      return expression.operator === '!' ? negated(expression.operand, scope) : FALSE
    case 'binary':
      return binary(expression, scope)
    case 'attribute':
    case 'intrinsic':
      return compared('=', operandOf(expression, scope), { kind: 'boolean', value: true, from: 0, to: 0 })
    default:
      return FALSE
  }
}

/** A missing value is neither true nor false; a comparison is always one of them. */
function negated(operand: FieldExpression, scope: SpanScope): Statement {
  if (operand.kind === 'attribute' || operand.kind === 'intrinsic')
    return compared('=', operandOf(operand, scope), { kind: 'boolean', value: false, from: 0, to: 0 })
  return sql`NOT coalesce(${conditionOf(operand, scope)}, false)`
}

function binary(expression: Binary, scope: SpanScope): Statement {
  const { operator, left, right } = expression
  if (operator === '&&' || operator === '||') {
    const conditions = operandsOf(expression, operator).map((operand) => conditionOf(operand, scope))
    return sql`(${joinSql(conditions, operator === '&&' ? ' AND ' : ' OR ')})`
  }
  if (!isComparison(operator)) return FALSE
  const [field, literal, turned] = isField(left) ? [left, right, operator] : [right, left, turn(operator)]
  if (isField(field) && isLiteral(literal)) return compared(turned, operandOf(field, scope), literal)
  if (isLiteral(left) && isLiteral(right)) return comparedLiterals(operator, left, right)
  if (operator === '=~' || operator === '!~') return FALSE
  return comparedFields(operator, left, right, scope)
}

/** Of a chain of one operator, which DuckDB would refuse nested a thousand deep. */
function operandsOf(expression: Binary, operator: '&&' | '||'): FieldExpression[] {
  const operands: FieldExpression[] = []
  let first: FieldExpression = expression
  while (first.kind === 'binary' && first.operator === operator) {
    operands.push(first.right)
    first = first.left
  }
  return [first, ...operands.reverse()]
}

function isComparison(operator: string): operator is Comparison {
  return operator in COMPARISONS || operator === '=~' || operator === '!~'
}

function isField(
  expression: FieldExpression,
): expression is Extract<FieldExpression, { kind: 'attribute' | 'intrinsic' }> {
  return expression.kind === 'attribute' || expression.kind === 'intrinsic'
}

function isLiteral(expression: FieldExpression): expression is Literal {
  return expression.kind !== 'binary' && expression.kind !== 'unary' && !isField(expression)
}

function turn(operator: Comparison): Comparison {
  return operator === '=~' || operator === '!~' ? operator : TURNED[operator]
}

/** A field against a literal. Of several values any is enough; with `!=` and `!~` none may be equal or match. */
function compared(operator: Comparison, operand: Operand, literal: Literal): Statement {
  if (literal.kind === 'nil') {
    if (operator === '=') return sql`NOT ${exists(operand)}`
    return operator === '!=' ? exists(operand) : FALSE
  }
  if (operator === '!=' || operator === '!~') {
    const positive = operator === '!=' ? '=' : '=~'
    const families = literal.kind === 'array' ? literal.values.map(familyOf) : [familyOf(literal)]
    const comparable = any([...new Set(families)].map((family) => (family === null ? FALSE : isOf(operand, family))))
    return sql`(${comparable} AND NOT coalesce(${compared(positive, operand, literal)}, false))`
  }
  if (literal.kind === 'array') return any(literal.values.map((value) => compared(operator, operand, value)))
  const family = familyOf(literal)
  const known = knownFamily(operand)
  if (family === null || (known !== null && known !== family)) return FALSE
  switch (operand.kind) {
    case 'plain':
      return plain(operator, operand.value, literal)
    case 'texts':
      return sql`len(list_filter(${operand.value}, lambda x: ${plain(operator, sql`x`, literal)})) > 0`
    case 'many':
      return isAmong(operand, compared(operator, operand.each, literal))
    case 'attribute': {
      const element = sql`(${elementIsOf(sql`x`, family)} AND ${plain(operator, elementAs(sql`x`, family), literal)})`
      return sql`(${scalar(operator, operand, literal, family)} OR ${anyElement(operand, element)})`
    }
  }
}

/** An attribute that is no array: its text is compared first, which few rows pass as a rule. */
function scalar(
  operator: ComparisonOperator | '=~',
  { value, type }: Extract<Operand, { kind: 'attribute' }>,
  literal: Literal,
  family: Family,
): Statement {
  switch (family) {
    case 'string':
      return sql`(${plain(operator, value, literal)} AND ${type} = 's')`
    case 'boolean':
      return sql`(${plain(operator, sql`(${value} = 'true')`, literal)} AND ${type} = 'b')`
    case 'number': {
      // Numbers are written in one form only.
      if (operator === '=') return sql`(${value} = ${textOf(literal)} AND ${type} IN ('i', 'd'))`
      const number = sql`TRY_CAST(${value} AS DOUBLE)`
      // An integer beyond what a double holds is compared exactly with integers.
      const exact =
        literal.kind === 'integer' && !Number.isSafeInteger(Number(literal.value))
          ? sql`CASE WHEN ${type} = 'i' THEN ${plain(operator, sql`TRY_CAST(${value} AS HUGEINT)`, literal)}
              ELSE ${plain(operator, number, literal)} END`
          : plain(operator, number, literal)
      return sql`(${exact} AND ${value} <> 'NaN' AND ${type} IN ('i', 'd'))`
    }
    default:
      return FALSE
  }
}

/** A value of the literal's own family against it. */
function plain(operator: ComparisonOperator | '=~', value: Statement, literal: Literal): Statement {
  if (operator === '=~') {
    return literal.kind === 'string' ? sql`regexp_full_match(${value}, ${literal.value}, 's')` : FALSE
  }
  return sql`${value} ${COMPARISONS[operator]} ${parameterOf(literal)}`
}

function parameterOf(literal: Literal): Statement {
  switch (literal.kind) {
    case 'integer':
    case 'float':
    case 'duration':
      return numberLiteral(literal)
    case 'boolean':
      return literal.value ? TRUE : FALSE
    case 'string':
    case 'status':
    case 'spanKind':
      return sql`${literal.value}`
    default:
      return sql`NULL`
  }
}

/** A number as attributes have it. */
function textOf(literal: Literal): string {
  if (literal.kind === 'integer') return String(literal.value)
  return String(literal.kind === 'float' ? literal.value : literal.kind === 'duration' ? literal.nanoseconds : '')
}

/** Whether a field has a value. */
function exists(operand: Operand): Statement {
  switch (operand.kind) {
    case 'texts':
      return TRUE
    case 'many':
      return isAmong(operand, exists(operand.each))
    default:
      return sql`(${operand.value} IS NOT NULL)`
  }
}

/** Whether a field has a value of a family. */
function isOf(operand: Operand, family: Family): Statement {
  switch (operand.kind) {
    case 'plain':
      return operand.family === family ? sql`(${operand.value} IS NOT NULL)` : FALSE
    case 'texts':
      return family === 'string' ? sql`(len(${operand.value}) > 0)` : FALSE
    case 'many':
      return isAmong(operand, isOf(operand.each, family))
    case 'attribute': {
      const element = elementIsOf(sql`x`, family)
      const letters = { number: sql`('i', 'd')`, string: sql`('s')`, boolean: sql`('b')`, status: null, spanKind: null }
      const letter = letters[family]
      if (letter === null) return FALSE
      return sql`(${operand.value} IS NOT NULL AND (${operand.type} IN ${letter}
        OR ${anyElement(operand, element)}))`
    }
  }
}

/** Whether one of the rows that belong to the span fulfils a condition. */
function isAmong({ own, key, from }: Extract<Operand, { kind: 'many' }>, condition: Statement): Statement {
  return sql`(${own} IN (SELECT ${key} FROM ${from} WHERE ${condition}))`
}

/** Of an element of an array in JSON. */
function elementIsOf(element: Statement, family: Family): Statement {
  switch (family) {
    case 'string':
      return sql`json_type(${element}) = 'VARCHAR'`
    case 'number':
      return sql`json_type(${element}) IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE')`
    case 'boolean':
      return sql`json_type(${element}) = 'BOOLEAN'`
    default:
      return FALSE
  }
}

function elementAs(element: Statement, family: Family): Statement {
  const text = sql`json_extract_string(${element}, '$')`
  if (family === 'number') return sql`TRY_CAST(${text} AS DOUBLE)`
  return family === 'boolean' ? sql`(${text} = 'true')` : text
}

/** Two fields, or what is reckoned from them, neither of them an array. `checkQuery` admits no values of other rows. */
function comparedFields(
  operator: ComparisonOperator,
  left: FieldExpression,
  right: FieldExpression,
  scope: SpanScope,
): Statement {
  const sides = [left, right].map((side) => ({ side, operand: isField(side) ? operandOf(side, scope) : null }))
  const numbers = sql`${numberOf(left, scope)} ${COMPARISONS[operator]} ${numberOf(right, scope)}`
  if (isReckoned(left) || isReckoned(right)) return numbers
  const families: Family[] =
    operator === '=' || operator === '!=' ? ['string', 'boolean', 'status', 'spanKind'] : ['string']
  const others = families.map((family) => {
    const [one, other] = sides.map(({ side, operand }) => valueOf(side, operand, family))
    return one && other ? sql`${one} ${COMPARISONS[operator]} ${other}` : FALSE
  })
  return any([numbers, ...others])
}

/** The value of an expression if it is of this family, or NULL; null where it never is. */
function valueOf(side: FieldExpression, operand: Operand | null, family: Family): Statement | null {
  if (operand === null) return isLiteral(side) && familyOf(side) === family ? parameterOf(side) : null
  if (operand.kind === 'plain') return operand.family === family ? operand.value : null
  if (operand.kind !== 'attribute') return null
  const { value, type } = operand
  if (family === 'string') return sql`CASE WHEN ${type} = 's' THEN ${value} END`
  return family === 'boolean' ? sql`CASE WHEN ${type} = 'b' THEN ${value} = 'true' END` : null
}

function comparedLiterals(operator: Comparison, left: Literal, right: Literal): Statement {
  const family = familyOf(left)
  if (family === null || family !== familyOf(right)) return FALSE
  if (operator === '=~' || operator === '!~') {
    const matches = plain('=~', parameterOf(left), right)
    return operator === '=~' ? matches : sql`NOT ${matches}`
  }
  return sql`${parameterOf(left)} ${COMPARISONS[operator]} ${parameterOf(right)}`
}

function any(conditions: Statement[]): Statement {
  return conditions.length === 0 ? FALSE : sql`(${joinSql(conditions, ' OR ')})`
}
