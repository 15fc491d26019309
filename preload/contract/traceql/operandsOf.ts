import type { SyntaxNode } from '@lezer/common'

/** The parts of a syntax node in order, without its operator. */
export function operandsOf(node: SyntaxNode): SyntaxNode[] {
  const operands: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Operator') operands.push(child)
  }
  return operands
}

/** The part of a node that the grammar gives one. */
export function onlyOperandOf(node: SyntaxNode): SyntaxNode {
  const [operand] = operandsOf(node)
  if (!operand) throw new Error(`${node.name} without an operand`)
  return operand
}

/** The parts of a node that the grammar gives two. */
export function bothOperandsOf(node: SyntaxNode): [SyntaxNode, SyntaxNode] {
  const [left, right] = operandsOf(node)
  if (!left || !right) throw new Error(`${node.name} without two operands`)
  return [left, right]
}
