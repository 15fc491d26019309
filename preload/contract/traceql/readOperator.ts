import type { SyntaxNode } from '@lezer/common'

/** The operator of a node, which the grammar has made one of these. */
export function readOperator<Operator extends string>(
  node: SyntaxNode,
  text: string,
  operators: readonly Operator[],
): Operator {
  const place = node.getChild('Operator')
  const source = place ? text.slice(place.from, place.to) : ''
  const operator = operators.find((each) => each === source)
  if (operator === undefined) throw new Error(`${node.name} with the operator ${source}`)
  return operator
}
