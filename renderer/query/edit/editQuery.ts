import type { Place } from '../../../preload/contract/traceql/ast'
import type { Conjunct, Filter, QueryPart, QueryParts } from './QueryParts'
import { readQueryParts } from './readQueryParts'

/** The query without one of its parts. What remains stays as it is written; a query for all traces becomes empty. */
export function removePart(parts: QueryParts, part: QueryPart): string {
  const rest = withoutPart(parts, part)
  return asksNothing(rest) ? '' : rest
}

/** The query with another text in one place. */
export function replacePlace(text: string, { from, to }: Place, by: string): string {
  return text.slice(0, from) + by + text.slice(to)
}

/** The query with one more condition, which holds no `||` outside parentheses, in the braces of a filter of it. */
export function addToFilter(text: string, { braces, conditions, mixed }: Filter, condition: string): string {
  const [first, last] = [conditions[0], conditions.at(-1)]
  if (!first || !last) return replacePlace(text, braces, `{ ${condition} }`)
  const place = { from: first.from, to: last.to }
  return replacePlace(text, place, `${inParentheses(text.slice(first.from, last.to), mixed)} && ${condition}`)
}

/**
 * The query with one more filter: a trace must also have a span that meets this condition. It counts no spans for the
 * stages of the query, which go into parentheses.
 */
export function addFilter(parts: QueryParts, condition: string, at: 'first' | 'last' = 'last'): string {
  return addSpanset(parts, `{ ${condition} }`, at)
}

/** Likewise with any spanset, which stands in parentheses if it must. */
export function addSpanset(
  { text, conjuncts, mixed, stages }: QueryParts,
  spanset: string,
  at: 'first' | 'last' = 'last',
): string {
  if (asksNothing(text)) return spanset
  const before = inParentheses(text.trim(), mixed || stages.length > 0 || conjuncts.length === 0)
  return at === 'first' ? `${spanset} && ${before}` : `${before} && ${spanset}`
}

function withoutPart(parts: QueryParts, part: QueryPart): string {
  const { text, conjuncts, stages } = parts
  const home = conjuncts.find(({ filter }) => filter?.conditions.some((condition) => condition === part))
  if (home?.filter && home.filter.conditions.length > 1) return without(text, home.filter.conditions, part)
  const conjunct = home ?? conjuncts.find((each) => each === part)
  if (!conjunct) return conjuncts.length === 0 && stages.length === 1 ? '' : withoutStage(parts, part)
  return conjuncts.length > 1 ? without(text, conjuncts, conjunct) : replacePlace(text, conjunct, '{ }')
}

function inParentheses(text: string, needed: boolean): string {
  return needed ? `(${text})` : text
}

/** Without one of several operands of `&&`, and without the operator beside it. */
function without(text: string, operands: readonly (QueryPart | Conjunct)[], gone: QueryPart): string {
  const index = operands.findIndex((operand) => operand === gone)
  const [operand, before, after] = [operands[index], operands[index - 1], operands[index + 1]]
  const other = before ?? after
  const [first, last] = [operands[0], operands.at(-1)]
  if (!operand || !other || !first || !last) return text
  if (operands.length === 2) {
    return replacePlace(text, { from: first.from, to: last.to }, text.slice(other.alone.from, other.alone.to))
  }
  const cut = before ? { from: before.to, to: operand.to } : { from: operand.from, to: other.from }
  return replacePlace(text, cut, '')
}

/** A stage goes with the `|` before it, the first one with that behind it. */
function withoutStage({ text, conjuncts, stages }: QueryParts, part: QueryPart): string {
  const index = stages.findIndex((stage) => stage === part)
  const [stage, before, after] = [stages[index], stages[index - 1] ?? conjuncts.at(-1), stages[index + 1]]
  if (!stage) return text
  if (before) return replacePlace(text, { from: before.to, to: stage.to }, '')
  return after ? replacePlace(text, { from: stage.from, to: after.from }, '') : text
}

/** Whether a query lets every trace through because it says nothing. */
function asksNothing(text: string): boolean {
  const parts = readQueryParts(text)
  if (parts === null || parts.stages.length > 0) return false
  const [only, ...more] = parts.conjuncts
  return more.length === 0 && (only === undefined || only.filter?.conditions.length === 0)
}
