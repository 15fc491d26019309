import { SPAN_KINDS, STATUSES } from '../../../preload/contract/trace'
import type { Literal } from '../../../preload/contract/traceql/ast'
import { durationLiteral, durationText } from './durationText'
import type { FieldType } from './fields'

type WrittenValue = { text: string; problem?: undefined } | { text?: undefined; problem: string }

const INTEGER = /^-?\d+$/
const NUMBER = /^-?\d+(?:\.\d+)?$/
const LARGEST = 2n ** 63n - 1n

/** What somebody writes into a field for a value, as a literal. An attribute takes a number for one; `"500"` is a text. */
export function writeValue(value: string, type: FieldType): WrittenValue {
  const given = value.trim()
  switch (type) {
    case 'duration': {
      const literal = durationLiteral(given)
      return literal === null ? { problem: 'A number and its unit: 150ms, 1.5s, 200us, 2m' } : { text: literal }
    }
    case 'integer':
      return INTEGER.test(given) ? { text: given } : { problem: 'A whole number' }
    case 'status':
      return STATUSES.some((status) => status === given)
        ? { text: given }
        : { problem: `One of ${STATUSES.join(', ')}` }
    case 'spanKind':
      return SPAN_KINDS.some((kind) => kind === given)
        ? { text: given }
        : { problem: `One of ${SPAN_KINDS.join(', ')}` }
    case 'attribute':
      return { text: isNumber(given) || isBoolean(given) || quoted(given) !== null ? given : JSON.stringify(value) }
    default:
      return { text: JSON.stringify(value) }
  }
}

/** What the field for a value shows of a literal; null where it cannot say it. `text` is the query with the literal. */
export function readValue(literal: Literal, type: FieldType, text: string): string | null {
  if (type === 'duration') return durationText(literal)
  switch (literal.kind) {
    case 'string':
      return type === 'attribute' ? textOf(literal.value) : literal.value
    case 'boolean':
      return String(literal.value)
    case 'status':
    case 'spanKind':
      return type === 'attribute' ? null : literal.value
    case 'integer':
    case 'float': {
      const written = text.slice(literal.from, literal.to)
      return isNumber(written) ? written : null
    }
    default:
      return null
  }
}

/** A text that would be taken for something else without quotes stands in them. */
function textOf(value: string): string {
  const plain = value.trim() === value && value !== '' && writeValue(value, 'attribute').text === JSON.stringify(value)
  return plain ? value : JSON.stringify(value)
}

function isNumber(text: string): boolean {
  if (!INTEGER.test(text)) return NUMBER.test(text)
  const number = BigInt(text)
  return number <= LARGEST && number >= -LARGEST
}

function isBoolean(text: string): boolean {
  return text === 'true' || text === 'false'
}

function quoted(text: string): string | null {
  if (!/^"(?:[^"\\\n]|\\["\\bfnrt]|\\u[0-9a-fA-F]{4})*"$/.test(text)) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}
