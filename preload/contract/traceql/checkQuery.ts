import type { Aggregate, FieldExpression, Pipeline, ScalarExpression, SpansetExpression, Stage } from './ast'
import { checkFieldExpression, OTHER_ROWS, TYPE_NAMES } from './checkFieldExpression'
import type { ValueType } from './checkFieldExpression'
import { isOfOtherRows } from './isOfOtherRows'
import type { QueryProblem } from './QueryProblem'

/** What can be said against a query without any data: comparisons that can never hold, patterns that are none. */
export function checkQuery(query: Pipeline): QueryProblem[] {
  return query.stages.flatMap(checkStage)
}

function checkStage(stage: Stage): QueryProblem[] {
  switch (stage.kind) {
    case 'by':
      return stage.expressions.flatMap(checkGroup)
    case 'select':
      return stage.fields.flatMap(checkValue)
    case 'coalesce':
      return []
    case 'scalarFilter': {
      const { from, to } = stage
      const aggregates = [...aggregatesOf(stage.left), ...aggregatesOf(stage.right)]
      if (aggregates.length > 0) return aggregates.flatMap(checkAggregate)
      return [{ from, to, message: 'this compares numbers only; one side needs an aggregate such as count()' }]
    }
    default:
      return checkSpanset(stage)
  }
}

function checkSpanset(spanset: SpansetExpression): QueryProblem[] {
  switch (spanset.kind) {
    case 'pipeline':
      return checkQuery(spanset)
    case 'filter':
      return spanset.condition ? checkType(spanset.condition, ['boolean'], 'a condition must be true or false') : []
    case 'combination':
      return [...checkSpanset(spanset.left), ...checkSpanset(spanset.right)]
    case 'relation': {
      const grouped = [spanset.left, spanset.right].filter(leavesGroups)
      const message = 'groups of by() have no place among parents and children; use coalesce() after it'
      return [
        ...grouped.map(({ from, to }) => ({ from, to, message })),
        ...checkSpanset(spanset.left),
        ...checkSpanset(spanset.right),
      ]
    }
  }
}

function leavesGroups(spanset: SpansetExpression): boolean {
  switch (spanset.kind) {
    case 'filter':
    case 'relation':
      return false
    case 'combination':
      return leavesGroups(spanset.left) || leavesGroups(spanset.right)
    case 'pipeline':
      return spanset.stages.reduce(leavesGroupsAfter, false)
  }
}

function leavesGroupsAfter(grouped: boolean, stage: Stage): boolean {
  switch (stage.kind) {
    case 'by':
      return true
    case 'coalesce':
      return false
    case 'select':
    case 'scalarFilter':
      return grouped
    default:
      return grouped || leavesGroups(stage)
  }
}

function aggregatesOf(scalar: ScalarExpression): Aggregate[] {
  switch (scalar.kind) {
    case 'aggregate':
      return [scalar]
    case 'scalarArithmetic':
      return [...aggregatesOf(scalar.left), ...aggregatesOf(scalar.right)]
    case 'scalarNegation':
      return aggregatesOf(scalar.operand)
    default:
      return []
  }
}

function checkAggregate({ name, argument, from, to }: Aggregate): QueryProblem[] {
  if ((argument === null) !== (name === 'count')) {
    return [{ from, to, message: name === 'count' ? 'count() takes nothing' : `${name}() needs a field` }]
  }
  if (argument === null) return []
  return isOfOtherRows(argument) ? [otherRows(argument)] : checkType(argument, ['number'], `${name}() needs a number`)
}

function checkGroup(expression: FieldExpression): QueryProblem[] {
  if (isOfOtherRows(expression)) return [otherRows(expression)]
  const { kind, from, to } = expression
  if (['attribute', 'intrinsic', 'binary', 'unary'].includes(kind)) return checkValue(expression)
  return [{ from, to, message: 'a value that is the same for all spans makes no groups' }]
}

function otherRows({ from, to }: FieldExpression): QueryProblem {
  return { from, to, message: OTHER_ROWS }
}

function checkValue(expression: FieldExpression): QueryProblem[] {
  const message = 'only fields and what is calculated from them have values'
  return checkType(expression, ['string', 'number', 'boolean', 'status', 'spanKind'], message)
}

function checkType(expression: FieldExpression, types: ValueType[], message: string): QueryProblem[] {
  const problems: QueryProblem[] = []
  const type = checkFieldExpression(expression, problems)
  const { from, to } = expression
  if (type === 'unknown' || types.includes(type)) return problems
  return [...problems, { from, to, message: `${message}, and this is ${TYPE_NAMES[type]}` }]
}
