import type { FieldExpression, Place } from '../../../preload/contract/traceql/ast'

/** A piece of a query that can be shown, and taken out. */
interface Piece extends Place {
  text: string
  /** What is left of it where everything beside it is gone: without the parentheses that it then needs no more. */
  alone: Place
}

/** One of the conditions of a filter that must all hold. */
export interface Condition extends Piece {
  kind: 'condition'
  /** Null for `a || b` without parentheses before an `&&`. */
  expression: FieldExpression | null
}

/** `{ condition && condition }`. */
export interface Filter {
  /** The place of its braces. */
  braces: Place
  conditions: Condition[]
  /** Whether its conditions are joined by `||` somewhere, so that something more needs parentheses around them. */
  mixed: boolean
}

/** One of the spansets, joined by `&&`, that a trace must all have. */
export interface Conjunct extends Piece {
  kind: 'conjunct'
  /** Null for anything that is no filter: `||`, relations, pipelines in parentheses. */
  filter: Filter | null
}

/** What follows the spansets: `by(…)`, `count() > 3`. */
export interface Stage extends Piece {
  kind: 'stage'
}

export type QueryPart = Condition | Conjunct | Stage

/** A query as far as menus and chips edit it. */
export interface QueryParts {
  text: string
  /** Empty where the query begins with another stage than spansets, or is empty. */
  conjuncts: Conjunct[]
  /** Whether `||` joins the first of them. */
  mixed: boolean
  stages: Stage[]
}

/** What is shown of a query, in its order. A filter without conditions says nothing where it stands alone. */
export function partsOf({ conjuncts, stages }: QueryParts): QueryPart[] {
  const spansets = conjuncts.flatMap((conjunct): QueryPart[] => {
    if (conjunct.filter === null) return [conjunct]
    if (conjunct.filter.conditions.length > 0) return conjunct.filter.conditions
    return conjuncts.length > 1 ? [conjunct] : []
  })
  return [...spansets, ...stages]
}
