import { elementsOf, isObject, type Sketch } from '../../sketchJson'
import {
  BATCHES,
  RESOURCE_LOGS,
  RESOURCE_METRICS,
  RESOURCE_PROFILES,
  RESOURCE_SPANS,
  SCOPE_LOGS,
  SCOPE_METRICS,
  SCOPE_SPANS,
  WRAPPERS,
} from './documentFields'

const SIGNALS = [...RESOURCE_SPANS, ...RESOURCE_LOGS, ...RESOURCE_METRICS, ...RESOURCE_PROFILES]
const INSIDE = [...SCOPE_SPANS, ...SCOPE_LOGS, ...SCOPE_METRICS]

/** Whether a value of a file is OTLP: an export request or its like, bare, in a list, or wrapped as APIs answer. */
export function isOtlp(first: Sketch): boolean {
  let value = Array.isArray(first) ? first[0] : first
  for (let depth = 0; depth < 3 && isObject(value); depth++) {
    const object = value
    if (SIGNALS.some((signal) => Array.isArray(object.get(signal))) || isResourceSpans(object)) return true
    if (elementsOf(object.get(BATCHES)).some(isResourceSpans)) return true
    value = WRAPPERS.map((wrapper) => object.get(wrapper))
      .map((wrapped) => (Array.isArray(wrapped) ? wrapped[0] : wrapped))
      .find(isObject)
  }
  return false
}

function isResourceSpans(value: Sketch): boolean {
  return isObject(value) && INSIDE.some((field) => Array.isArray(value.get(field)))
}
