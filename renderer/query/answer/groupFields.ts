import { INTRINSICS, type FieldExpression, type IntrinsicType } from '../../../preload/contract/traceql/ast'

/** One of the values that tell groups apart. */
export interface GroupField {
  /** As the query has it. */
  label: string
  /** Of an intrinsic field, else null. */
  type: IntrinsicType | null
}

export function groupFields(query: string, expressions: readonly FieldExpression[]): GroupField[] {
  return expressions.map((expression) => ({
    label: query.slice(expression.from, expression.to),
    type: expression.kind === 'intrinsic' ? INTRINSICS[expression.name] : null,
  }))
}
