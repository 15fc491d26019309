import type { Relation } from '../../../preload/contract/traceql/ast'
import { type EvaluatedSpan, type EvaluatedTrace, parentOf } from './EvaluatedTrace'

/** Whether `right` is to `left` what the relation says: with `>`, whether it is its child. */
export function isRelated(
  relation: Relation,
  left: EvaluatedSpan,
  right: EvaluatedSpan,
  trace: EvaluatedTrace,
): boolean {
  switch (relation) {
    case '>':
      return parentOf(right, trace) === left
    case '>>':
      return ancestorsOf(right, trace).includes(left)
    case '<':
      return parentOf(left, trace) === right
    case '<<':
      return ancestorsOf(left, trace).includes(right)
    case '~': {
      const parent = parentOf(right, trace)
      return left !== right && parent !== null && parent === parentOf(left, trace)
    }
  }
}

function ancestorsOf(span: EvaluatedSpan, trace: EvaluatedTrace): EvaluatedSpan[] {
  const parent = parentOf(span, trace)
  return parent === null ? [] : [parent, ...ancestorsOf(parent, trace)]
}
