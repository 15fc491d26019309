import { addFilter, addToFilter, removePart, replacePlace } from './editQuery'
import { type MenuCondition, menuValues } from './menuValues'
import { readQueryParts } from './readQueryParts'
import { serviceCondition } from './serviceCondition'

/**
 * What the menus write. Each takes a query that can be read and gives another; empty text or null takes the condition
 * away. The semantics are those of a list that is narrowed down: service and operation are of one span, and stand in the
 * braces of the first filter; the duration of a trace is the same for all its spans, and joins them there; “Errors only”
 * is about any span of the trace, and has braces of its own.
 */

/** The operation goes with the service that it was of. */
export function setService(text: string, service: string | null): string {
  const { operation } = read(text).values
  const named = operation && read(text).values.service ? removeMenu(text, 'operation') : text
  return setOfSpan(named, 'service', service)
}

export function setOperation(text: string, operation: string | null): string {
  return setOfSpan(text, 'operation', operation)
}

/** `duration` is a literal. */
export function setBound(text: string, bound: 'shortest' | 'longest', duration: string): string {
  const { parts, values } = read(text)
  if (duration === '') return removeMenu(text, bound)
  const place = values[bound]?.place
  if (place) return replacePlace(text, place, duration)
  const condition = `trace:duration ${bound === 'shortest' ? '>=' : '<='} ${duration}`
  const filter = values.span ?? values.errors?.filter
  return filter ? addToFilter(text, filter, condition) : addFilter(parts, condition)
}

export function setErrors(text: string, only: boolean): string {
  const { parts, values } = read(text)
  if (only) return values.errors ? text : addFilter(parts, 'status = error')
  return values.errors ? setErrors(removeMenu(text, 'errors'), false) : text
}

/** Puts a condition where service and operation stand, or would. */
export function addOfSpan(text: string, condition: string): string {
  const { parts, values } = read(text)
  return values.span ? addToFilter(text, values.span, condition) : addFilter(parts, condition, 'first')
}

type MenuName = 'service' | 'operation' | 'shortest' | 'longest' | 'errors'

function setOfSpan(text: string, menu: 'service' | 'operation', value: string | null): string {
  if (value === null) return removeMenu(text, menu)
  const present = read(text).values[menu]
  const literal = JSON.stringify(value)
  const condition = menu === 'service' ? serviceCondition(value) : `name = ${literal}`
  if (!present) return addOfSpan(text, condition)
  const place = condition.endsWith(literal) ? present.place : null
  return place ? replacePlace(text, place, literal) : replacePlace(text, present.condition, condition)
}

function removeMenu(text: string, menu: MenuName): string {
  const { parts, values } = read(text)
  const present: MenuCondition | null = values[menu]
  return present ? removePart(parts, present.condition) : text
}

function read(text: string) {
  const parts = readQueryParts(text)
  if (parts === null) throw new Error(`a menu cannot write into ${text}`)
  return { parts, values: menuValues(parts) }
}
