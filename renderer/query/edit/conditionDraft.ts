import type { Field, FieldExpression } from '../../../preload/contract/traceql/ast'
import { parseTraceQL } from '../../../preload/contract/traceql/parseTraceQL'
import { comparisonOf } from './comparisonOf'
import { fieldOf, isIntrinsic, typeOf, wordsOf } from './fields'
import { operatorsOf, type Operator } from './operators'
import { escapePattern, unescapePattern } from './textPattern'
import { readValue, writeValue } from './values'

/** A condition in the making, as its fields show it. */
export interface ConditionDraft {
  /** In words, or as it is written in a query. */
  field: string
  operator: Operator
  value: string
}

export type WrittenCondition = { text: string; problem?: undefined } | { text?: undefined; problem: string }

/** The condition as it is written in a query, or what is missing or wrong, in words. */
export function writeCondition({ field: named, operator, value }: ConditionDraft): WrittenCondition {
  const found = fieldOf(named)
  if (!found) return { problem: 'Which field?' }
  const { field, written } = found
  if (!operatorsOf(field).includes(operator)) return { problem: 'Not with this field' }
  if (operator === 'exists') return { text: `${written} != nil` }
  if (operator === 'missing') return { text: `${written} = nil` }
  const comparison = compare(field, operator, value)
  if (comparison.problem !== undefined) return comparison
  const text = `${written} ${comparison.text}`
  const [problem] = parseTraceQL(`{ ${text} }`).problems
  return problem ? { problem: problem.message } : { text }
}

/** The fields of a condition, null where they cannot say it. `text` is the query that it is part of. */
export function readCondition(expression: FieldExpression | null, text: string): ConditionDraft | null {
  const comparison = comparisonOf(expression)
  if (!comparison) return null
  const { field, value } = comparison
  const draft = (operator: Operator, read: string | null) =>
    read !== null && operatorsOf(field).includes(operator) ? { field: wordsOf(field), operator, value: read } : null
  if (value.kind === 'nil') return draft(comparison.operator === '=' ? 'missing' : 'exists', '')
  if (comparison.operator !== '=~' && comparison.operator !== '!~') {
    return draft(comparison.operator, readValue(value, typeOf(field), text))
  }
  if (value.kind !== 'string') return null
  const { operator, part } = comparison.operator === '=~' ? meaningOf(value.value, field) : none(value.value, '!~')
  return draft(operator, part)
}

/** Operator and value. Ids are in the archive as 32 digits in lower case, whatever form they had in the file. */
function compare(field: Field, operator: Operator, value: string): WrittenCondition {
  const mayBeEmpty = typeOf(field) === 'string' && (operator === '=' || operator === '!=')
  if (value.trim() === '' && !mayBeEmpty) return { problem: 'Which value?' }
  const ofTrace = isIntrinsic(field, 'trace:id')
  const given = ofTrace ? value.trim() : value
  const digits = ofTrace && /^[0-9a-f]{1,32}$/i.test(given) ? given.toLowerCase() : null
  switch (operator) {
    case 'contains':
      return { text: `=~ ${JSON.stringify(`.*${escapePattern(given)}.*`)}` }
    case 'begins':
      if (digits?.length === 32) return { text: `= ${JSON.stringify(digits)}` }
      return { text: `=~ ${JSON.stringify(digits ? `0*${digits}.*` : `${escapePattern(given)}.*`)}` }
    case '=~':
    case '!~':
      return { text: `${operator} ${JSON.stringify(given)}` }
    default: {
      const written = writeValue(digits ? digits.padStart(32, '0') : given, typeOf(field))
      return written.problem === undefined ? { text: `${operator} ${written.text}` } : written
    }
  }
}

function meaningOf(pattern: string, field: Field): { operator: Operator; part: string } {
  const within = /^\.\*(.+)\.\*$/su.exec(pattern)?.[1]
  const contained = within === undefined ? null : unescapePattern(within)
  if (contained !== null && !isIntrinsic(field, 'trace:id')) return { operator: 'contains', part: contained }
  const start = /^(.+)\.\*$/su.exec(pattern)?.[1]
  const prefix = start === undefined ? null : unescapePattern(isIntrinsic(field, 'trace:id') ? unpadded(start) : start)
  return prefix === null ? none(pattern, '=~') : { operator: 'begins', part: prefix }
}

function unpadded(pattern: string): string {
  return pattern.replace(/^0\*(?=[0-9a-f]+$)/, '')
}

function none(pattern: string, operator: Operator): { operator: Operator; part: string } {
  return { operator, part: pattern }
}
