import type { ComparisonOperator, MatchOperator } from '../../../preload/contract/traceql/ast'
import type { FieldValue } from './FieldValue'

type Operator = ComparisonOperator | MatchOperator

/**
 * Compares each element of the left side with each of the right one; a value that is no array is its own only element.
 * Pairs of which one cannot be compared with the other do not count. `!=` and `!~` hold if the opposite holds for none
 * of the others, and there is one at all; every other operator holds if it does for any.
 */
export function compareValues(operator: Operator, left: FieldValue, right: FieldValue): boolean {
  const pairs = elementsOf(left)
    .flatMap((a) => elementsOf(right).map((b) => ({ a, b })))
    .filter(({ a, b }) => areComparable(operator, a, b))
  if (operator === '!=') return pairs.length > 0 && !pairs.some(({ a, b }) => holds('=', a, b))
  if (operator === '!~') return pairs.length > 0 && !pairs.some(({ a, b }) => holds('=~', a, b))
  return pairs.some(({ a, b }) => holds(operator, a, b))
}

function elementsOf(value: FieldValue): FieldValue[] {
  return value.type === 'array' ? value.elements : [value]
}

function areComparable(operator: Operator, a: FieldValue, b: FieldValue): boolean {
  const family = familyOf(a)
  return family !== null && family === familyOf(b) && operatorsOf(family).includes(operator)
}

type Family = 'string' | 'number' | 'boolean' | 'status' | 'spanKind'

function familyOf(value: FieldValue): Family | null {
  switch (value.type) {
    case 'integer':
    case 'double':
      return 'number'
    case 'array':
    case 'parent':
      return null
    default:
      return value.type
  }
}

function operatorsOf(family: Family): readonly Operator[] {
  switch (family) {
    case 'string':
      return ['=', '!=', '<', '<=', '>', '>=', '=~', '!~']
    case 'number':
      return ['=', '!=', '<', '<=', '>', '>=']
    default:
      return ['=', '!=']
  }
}

/** Of two comparable values that are no arrays. */
function holds(operator: '=' | '<' | '<=' | '>' | '>=' | '=~', a: FieldValue, b: FieldValue): boolean {
  switch (operator) {
    case '=':
      return isEqual(a, b)
    case '<':
      return isBelow(a, b)
    case '<=':
      return isBelow(a, b) || isEqual(a, b)
    case '>':
      return isBelow(b, a)
    case '>=':
      return isBelow(b, a) || isEqual(a, b)
    case '=~':
      return matches(a, b)
  }
}

function isEqual(a: FieldValue, b: FieldValue): boolean {
  if (a.type === 'array' || b.type === 'array' || a.type === 'parent' || b.type === 'parent') return false
  if (a.type === 'integer' && b.type === 'integer') return a.value === b.value
  if (familyOf(a) === 'number') return Number(a.value) === Number(b.value)
  return a.value === b.value
}

function isBelow(a: FieldValue, b: FieldValue): boolean {
  if (a.type === 'string' && b.type === 'string') return Buffer.compare(Buffer.from(a.value), Buffer.from(b.value)) < 0
  if (a.type === 'integer' && b.type === 'integer') return a.value < b.value
  if ((a.type === 'integer' || a.type === 'double') && (b.type === 'integer' || b.type === 'double')) {
    return Number(a.value) < Number(b.value)
  }
  return false
}

function matches(text: FieldValue, pattern: FieldValue): boolean {
  if (text.type !== 'string' || pattern.type !== 'string') return false
  return new RegExp(`^(?:${pattern.value})$`, 'su').test(text.value)
}
