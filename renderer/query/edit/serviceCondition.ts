import { comparisonOf, type Comparison } from './comparisonOf'
import type { Condition } from './QueryParts'
import { shapeOf } from './shapeOf'

/** What spans without a service are listed under. Their resource has no such name, or an empty one, or this one itself. */
const UNKNOWN = 'unknown_service'
const IS_UNKNOWN = `(resource.service.name = nil || resource.service.name = ["", "${UNKNOWN}"])`
const UNKNOWN_SHAPE = shapeOf(IS_UNKNOWN)

/** The condition that a span is of this service, as the list of services names it. */
export function serviceCondition(service: string): string {
  return service === UNKNOWN ? IS_UNKNOWN : `resource.service.name = ${JSON.stringify(service)}`
}

/** The service that a condition asks for, in any spelling; null for any other condition. */
export function serviceOf({ expression, text }: Condition): string | null {
  const comparison = comparisonOf(expression)
  if (comparison) return nameOf(comparison)
  return expression !== null && shapeOf(text) === UNKNOWN_SHAPE ? UNKNOWN : null
}

function nameOf({ field, operator, value }: Comparison): string | null {
  if (field.kind !== 'attribute' || field.key !== 'service.name' || field.ofParent) return null
  if (field.scope !== null && field.scope !== 'resource') return null
  return operator === '=' && value.kind === 'string' ? value.value : null
}
