import {
  INTRINSICS,
  type FieldExpression,
  type Pipeline,
  type Place,
  type SpansetFilter,
  type Stage,
} from '../../../preload/contract/traceql/ast'
import { groupsOf } from '../../../preload/contract/traceql/groupsOf'
import { parseTraceQL } from '../../../preload/contract/traceql/parseTraceQL'

export interface DrillDown {
  query: string
  /** False where TraceQL cannot say the value, such as a whole array: the query then finds further spans. */
  exact: boolean
}

/**
 * The query for the spans of one group: that of the groups with conditions for the group's values in the place of
 * `by()`, so that what follows it sees the same spans. Null for what makes no groups.
 */
export function drillDown(text: string, values: readonly string[]): DrillDown | null {
  const { query } = parseTraceQL(text)
  const groups = query === null ? [] : groupsOf(query)
  if (query === null || groups.length === 0) return null
  const conditions = new Map(
    groups.map((expression, index) => [
      expression,
      groupCondition(textOf(text, expression), expression, values[index] ?? 'nil'),
    ]),
  )
  const exact = [...conditions.values()].every((condition) => condition.exact)
  return { query: narrowed(text, query, conditions), exact }
}

type Conditions = ReadonlyMap<FieldExpression, Condition>

function narrowed(text: string, { stages }: Pipeline, conditions: Conditions): string {
  const parts: string[] = []
  for (const [index, stage] of stages.entries()) {
    const said = stage.kind === 'by' ? stage.expressions.flatMap((each) => conditions.get(each) ?? []) : []
    if (said.length === 0) parts.push(unchanged(text, stage, conditions))
    else {
      const condition = said.flatMap((each) => each.condition ?? []).join(' && ')
      const before = stages[index - 1]
      // Conditions join those of the filter before, as a person would write them.
      if (before?.kind === 'filter') parts.pop()
      const own = before?.kind === 'filter' ? writtenCondition(text, before) : ''
      const all = [own, condition].filter((each) => each !== '').join(' && ')
      if (all !== '' || parts.length === 0) parts.push(all === '' ? '{ }' : `{ ${all} }`)
    }
  }
  return parts.join(' | ')
}

function unchanged(text: string, stage: Stage, conditions: Conditions): string {
  if (stage.kind !== 'pipeline' || !groupsOf(stage).some((each) => conditions.has(each))) return textOf(text, stage)
  return `(${narrowed(text, stage, conditions)})`
}

function writtenCondition(text: string, { condition }: SpansetFilter): string {
  if (condition === null) return ''
  const isChoice = condition.kind === 'binary' && condition.operator === '||'
  return isChoice ? `(${textOf(text, condition)})` : textOf(text, condition)
}

function textOf(text: string, { from, to }: Place): string {
  return text.slice(from, to)
}

interface Condition {
  /** Null for none. */
  condition: string | null
  exact: boolean
}

/** The condition that an expression, which stands as `text` in the query, has the value of a group. */
export function groupCondition(text: string, expression: FieldExpression, value: string): Condition {
  const isField = expression.kind === 'attribute' || expression.kind === 'intrinsic'
  const written = isField ? text : `(${text})`
  const type = expression.kind === 'intrinsic' ? INTRINSICS[expression.name] : null
  const is = (literal: string): Condition => ({ condition: `${written} = ${literal}`, exact: true })
  if (value === 'nil') return isField ? is('nil') : { condition: null, exact: false }
  const content = value.slice(2)
  switch (value.slice(0, 2)) {
    case 's:':
      return is(type === 'status' || type === 'spanKind' ? content : JSON.stringify(content))
    case 'n:':
      if (!/^-?[\d.]+(e[+-]?\d+)?$/.test(content)) return { condition: null, exact: false }
      return is(type === 'duration' ? `${content}ns` : content)
    case 'b:':
      if (isField) return is(content)
      return { condition: content === 'true' ? written : `!${written}`, exact: true }
    default:
      return {
        condition:
          elementsOf(content)
            .map((element) => `${written} = ${element}`)
            .join(' && ') || null,
        exact: false,
      }
  }
}

/** The elements of an array in JSON as literals; of a map none. */
function elementsOf(json: string): string[] {
  try {
    const parsed: unknown = JSON.parse(json)
    if (!Array.isArray(parsed)) return []
    return parsed.flatMap((element: unknown) =>
      ['string', 'number', 'boolean'].includes(typeof element) ? [JSON.stringify(element)] : [],
    )
  } catch {
    return []
  }
}
