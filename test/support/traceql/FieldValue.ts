import type { ArrayLiteral, Literal } from '../../../preload/contract/traceql/ast'
import type { SpanValue } from './EvaluatedTrace'

/** What a field expression can yield. Where it has no value, that is null and not one of these. */
export type FieldValue = SpanValue | { type: 'status' | 'spanKind'; value: string } | { type: 'parent' }

/** The value of a literal; null for `nil`. */
export function literalValue(literal: Literal): FieldValue | null {
  switch (literal.kind) {
    case 'nil':
      return null
    case 'status':
    case 'spanKind':
      return { type: literal.kind, value: literal.value }
    case 'array':
      return { type: 'array', elements: literal.values.map(plainLiteral) }
    default:
      return plainLiteral(literal)
  }
}

function plainLiteral(literal: ArrayLiteral['values'][number]): SpanValue {
  switch (literal.kind) {
    case 'string':
      return { type: 'string', value: literal.value }
    case 'integer':
      return { type: 'integer', value: literal.value }
    case 'float':
      return { type: 'double', value: literal.value }
    case 'duration':
      return { type: 'double', value: literal.nanoseconds }
    case 'boolean':
      return { type: 'boolean', value: literal.value }
  }
}

/** The number that a value is in arithmetic and aggregates; null for what is none. */
export function numberOf(value: FieldValue | null): number | null {
  return value?.type === 'integer' || value?.type === 'double' ? Number(value.value) : null
}

/** How a value appears among the groups of a spanset; values of one group have the same text. */
export function groupText(value: FieldValue | null): string {
  switch (value?.type) {
    case undefined:
      return 'nil'
    case 'string':
    case 'status':
    case 'spanKind':
      return `s:${value.value}`
    case 'integer':
    case 'double':
      return `n:${Number(value.value)}`
    case 'boolean':
      return `b:${value.value}`
    case 'array':
      return `a:${JSON.stringify(value.elements.map(plainValue))}`
    case 'parent':
      throw new Error('`parent` can only be compared with nil')
  }
}

type Plain = string | number | boolean | Plain[]

function plainValue(value: SpanValue): Plain {
  if (value.type === 'array') return value.elements.map(plainValue)
  return value.type === 'integer' ? Number(value.value) : value.value
}
