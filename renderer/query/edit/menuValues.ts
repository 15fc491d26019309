import type { IntrinsicName, Place } from '../../../preload/contract/traceql/ast'
import { durationText } from './durationText'
import { comparisonOf, type Comparison } from './comparisonOf'
import type { Condition, Conjunct, Filter, QueryParts } from './QueryParts'
import { serviceOf } from './serviceCondition'

/** A condition that a menu stands for. */
export interface MenuCondition {
  /** What the menu shows. */
  value: string
  condition: Condition
  filter: Filter
  /** Where the value is written; null where the whole condition says it. */
  place: Place | null
}

/** What the menus above the chips stand for; null where the query says nothing of it. */
export interface MenuValues {
  service: MenuCondition | null
  operation: MenuCondition | null
  /** Least and greatest duration of the whole trace. */
  shortest: MenuCondition | null
  longest: MenuCondition | null
  /** A span of the trace has failed, whichever. */
  errors: MenuCondition | null
  /** The filter of the span which service and operation are of; null where there is none that they could join. */
  span: Filter | null
}

/** What a condition of the query `text` says to a menu; null for nothing. */
type Meaning = (condition: Condition, text: string) => string | null

/**
 * Reads the menus back from a query, however its conditions are spelled. Service and operation are of one span, so they
 * are read from one filter: the first with a service, else with an operation. “Errors only” is of the whole trace, so it
 * is read from a filter that asks for nothing else of its span; a failed span of a service is another question.
 * Durations of traces mean the same in any filter.
 */
export function menuValues(parts: QueryParts): MenuValues {
  const failed = parts.stages.length > 0 ? [] : parts.conjuncts.filter(isOfFailure)
  const filters = parts.conjuncts.flatMap(({ filter }) => filter ?? [])
  const ofSpan = parts.conjuncts.flatMap((conjunct) => (failed.includes(conjunct) ? [] : (conjunct.filter ?? [])))
  const find = (among: Filter[], meaning: Meaning) => findCondition(among, meaning, parts.text)
  const service = find(ofSpan, serviceOf)
  const operation = find(service ? [service.filter] : ofSpan, operationOf)
  return {
    service,
    operation,
    shortest: find(filters, boundOf('>', '>=')),
    longest: find(filters, boundOf('<', '<=')),
    errors: find(
      failed.flatMap(({ filter }) => filter ?? []),
      failureOf,
    ),
    span: (service ?? operation)?.filter ?? ofSpan[0] ?? null,
  }
}

function findCondition(filters: readonly Filter[], meaning: Meaning, text: string): MenuCondition | null {
  for (const filter of filters) {
    for (const condition of filter.conditions) {
      const value = meaning(condition, text)
      if (value !== null) return { value, condition, filter, place: comparisonOf(condition.expression)?.value ?? null }
    }
  }
  return null
}

/** Whether a filter asks that a span failed, beside what it asks of the trace. */
function isOfFailure({ filter }: Conjunct): boolean {
  const conditions = filter?.conditions ?? []
  const failures = conditions.filter((condition) => failureOf(condition) !== null)
  return failures.length > 0 && conditions.every((condition) => failures.includes(condition) || isOfTrace(condition))
}

function isOfTrace({ expression }: Condition): boolean {
  const field = comparisonOf(expression)?.field
  return field?.kind === 'intrinsic' && field.name.startsWith('trace:')
}

export function operationOf({ expression }: Condition): string | null {
  const comparison = comparisonOf(expression)
  return comparison && isEqual(comparison, 'span:name') && comparison.value.kind === 'string'
    ? comparison.value.value
    : null
}

function failureOf({ expression }: Condition): string | null {
  const comparison = comparisonOf(expression)
  if (!comparison || !isEqual(comparison, 'span:status')) return null
  return comparison.value.kind === 'status' && comparison.value.value === 'error' ? 'error' : null
}

function isEqual({ field, operator }: Comparison, name: IntrinsicName): boolean {
  return field.kind === 'intrinsic' && field.name === name && operator === '='
}

/** A bound of the trace's duration, as it is written where it has a unit. */
function boundOf(...operators: Comparison['operator'][]): Meaning {
  return ({ expression }, text) => {
    const comparison = comparisonOf(expression)
    if (!comparison || !operators.includes(comparison.operator)) return null
    const { field, value } = comparison
    if (field.kind !== 'intrinsic' || field.name !== 'trace:duration') return null
    return value.kind === 'duration' ? text.slice(value.from, value.to) : durationText(value)
  }
}
