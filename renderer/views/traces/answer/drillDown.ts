import { INTRINSICS, type FieldExpression, type Pipeline, type Stage } from '../../../../preload/contract/traceql/ast'
import { groupsOf } from '../../../../preload/contract/traceql/groupsOf'
import { parseTraceQL } from '../../../../preload/contract/traceql/parseTraceQL'

export interface DrillDown {
  query: string
  /** False where TraceQL cannot say the value, such as a whole array: the query then finds further spans. */
  exact: boolean
}

/**
 * The query for the spans of one group: that of the groups without `by()` and the scalar filters after it, with
 * conditions for the group's values. Null for what makes no groups.
 */
export function drillDown(text: string, values: readonly string[]): DrillDown | null {
  const { query } = parseTraceQL(text)
  const expressions = query === null ? [] : groupsOf(query)
  if (query === null || expressions.length === 0) return null
  const conditions = expressions.map((expression, index) => conditionOf(text, expression, values[index] ?? 'nil'))
  const said = conditions.flatMap(({ condition }) => (condition === null ? [] : [condition]))
  return {
    query: narrowed(text, stagesWithout(text, query), said.join(' && ')),
    exact: conditions.every(({ exact }) => exact),
  }
}

interface Part {
  text: string
  stage: Stage
}

/** The stages that select the spans which the groups divide. */
function stagesWithout(text: string, { stages }: Pipeline): Part[] {
  const united = stages.findLastIndex(({ kind }) => kind === 'coalesce') + 1
  return stages.flatMap((stage, index): Part[] => {
    const part = { text: text.slice(stage.from, stage.to), stage }
    if (index < united) return [part]
    if (stage.kind === 'pipeline' && groupsOf(stage).length > 0) {
      const inner = stagesWithout(text, stage).map((one) => one.text)
      return inner.length === 0 ? [] : [{ text: `(${inner.join(' | ')})`, stage }]
    }
    const grouped = stages.slice(united, index + 1).some(makesGroups)
    return stage.kind === 'by' || (stage.kind === 'scalarFilter' && grouped) ? [] : [part]
  })
}

function makesGroups(stage: Stage): boolean {
  return stage.kind === 'by' || (stage.kind === 'pipeline' && groupsOf(stage).length > 0)
}

/** Conditions join those of a filter that comes last, as a person would write it. */
function narrowed(text: string, parts: Part[], condition: string): string {
  const last = parts.at(-1)
  const before = parts.map((part) => part.text)
  if (condition === '') return before.length === 0 ? '{ }' : before.join(' | ')
  if (last?.stage.kind !== 'filter') return [...before, `{ ${condition} }`].join(' | ')
  const own = last.stage.condition
  const written = own === null ? [] : [isChoice(own) ? `(${textOf(text, own)})` : textOf(text, own)]
  return [...before.slice(0, -1), `{ ${[...written, condition].join(' && ')} }`].join(' | ')
}

function isChoice(expression: FieldExpression): boolean {
  return expression.kind === 'binary' && expression.operator === '||'
}

function textOf(text: string, { from, to }: { from: number; to: number }): string {
  return text.slice(from, to)
}

interface Condition {
  condition: string | null
  exact: boolean
}

function conditionOf(text: string, expression: FieldExpression, value: string): Condition {
  const isField = expression.kind === 'attribute' || expression.kind === 'intrinsic'
  const written = isField ? textOf(text, expression) : `(${textOf(text, expression)})`
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
