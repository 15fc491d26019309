import type { FieldExpression } from './ast'

/** Whether a field has a value for each event or link of a span, or that of its parent, rather than one of its own. */
export function isOfOtherRows(expression: FieldExpression): boolean {
  if (expression.kind === 'attribute')
    return expression.ofParent || expression.scope === 'event' || expression.scope === 'link'
  return expression.kind === 'intrinsic' && /^(event|link):/.test(expression.name)
}
