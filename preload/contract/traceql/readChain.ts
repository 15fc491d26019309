import type { SyntaxNode } from '@lezer/common'
import type { LogicalOperator, Place } from './ast'

/** `a && b || c` as (a && b) || c: neither binds tighter. */
export function readChain<Operand>(
  node: SyntaxNode,
  text: string,
  read: (operand: SyntaxNode) => Operand,
  combine: (operator: LogicalOperator, left: Operand, right: Operand, place: Place) => Operand,
): Operand {
  const [first, ...rest] = chainOf(node)
  if (!first) throw new Error(`${node.name} without an operand`)
  return rest.reduce((left, { operand, operator }) => {
    const isOr = operator !== null && text.slice(operator.from, operator.to) === '||'
    return combine(isOr ? '||' : '&&', left, read(operand), { from: node.from, to: operand.to })
  }, read(first.operand))
}

/** The operands, each with the operator before it. */
function chainOf(node: SyntaxNode): { operand: SyntaxNode; operator: SyntaxNode | null }[] {
  const chain = []
  let operator: SyntaxNode | null = null
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'Operator') operator = child
    else chain.push({ operand: child, operator })
  }
  return chain
}
