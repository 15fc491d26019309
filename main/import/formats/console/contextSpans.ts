import { isObject, type Sketch, type SketchObject } from '../../sketchJson'

/** The spans among the first values of a file whose ids lie in a `context`, as Python's are. */
export function contextSpans(values: Sketch[]): SketchObject[] {
  return values.flatMap((value) => (Array.isArray(value) ? value : [value])).filter(isContextSpan)
}

/** Phoenix's spans have a kind of their own, and in a table dotted names. */
export function isPhoenixSpan(span: SketchObject): boolean {
  return span.has('span_kind') || span.has('context.trace_id')
}

function isContextSpan(value: Sketch): value is SketchObject {
  if (!isObject(value)) return false
  const context = value.get('context')
  const named = (isObject(context) && context.has('trace_id')) || value.has('context.trace_id')
  return named && (value.has('parent_id') || value.has('start_time'))
}
