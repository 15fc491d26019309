import type { Field } from '../../../preload/contract/traceql/ast'
import { isIntrinsic, typeOf, type FieldType } from './fields'

/** How a field can be compared, by what is written or, where patterns are, by what is meant. */
export const OPERATORS = {
  '=': 'is',
  '!=': 'is not',
  contains: 'contains',
  begins: 'begins with',
  '=~': 'matches the pattern',
  '!~': 'does not match the pattern',
  '>=': 'at least',
  '<=': 'at most',
  '>': 'more than',
  '<': 'less than',
  exists: 'exists',
  missing: 'is missing',
} as const
export type Operator = keyof typeof OPERATORS

const TEXTS: readonly Operator[] = ['=', '!=', 'contains', 'begins', '=~', '!~', 'exists', 'missing']
const NUMBERS: readonly Operator[] = ['>=', '<=', '>', '<', '=', '!=', 'exists', 'missing']
const WORDS: readonly Operator[] = ['=', '!=']
const OF_TYPE: Readonly<Record<FieldType, readonly Operator[]>> = {
  attribute: [...TEXTS.slice(0, -2), '>=', '<=', '>', '<', 'exists', 'missing'],
  string: TEXTS,
  strings: TEXTS.slice(0, -2),
  integer: NUMBERS,
  duration: NUMBERS,
  status: WORDS,
  spanKind: WORDS,
  parent: ['missing', 'exists'],
}

/** The operators that a field knows, the most usual one first. */
export function operatorsOf(field: Field): readonly Operator[] {
  return isIntrinsic(field, 'trace:id') ? ['begins', '=', '!=', '=~', '!~'] : OF_TYPE[typeOf(field)]
}

export function needsValue(operator: Operator): boolean {
  return operator !== 'exists' && operator !== 'missing'
}
