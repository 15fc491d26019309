import type {
  GroupBy,
  Pipeline,
  SpansetCombination,
  SpansetExpression,
  SpansetFilter,
  SpansetRelation,
  Stage,
} from '../../preload/contract/traceql/ast'
import type { EvaluatedSpan, EvaluatedTrace } from './traceql/EvaluatedTrace'
import { evaluateField, isTrue } from './traceql/evaluateField'
import { groupText } from './traceql/FieldValue'
import { holdsScalarFilter } from './traceql/holdsScalarFilter'
import { isRelated } from './traceql/isRelated'

/** Spans of one trace, in its order, and the values of the groups made so far. */
export interface FoundSpanset {
  traceId: string
  groups: string[]
  spanIds: string[]
}

interface Spanset {
  groups: string[]
  spans: EvaluatedSpan[]
}

/** What a query finds, computed as plainly as can be: the reference for tests. Spans and traces keep their order. */
export function evaluateTraceQL(traces: EvaluatedTrace[], query: Pipeline): FoundSpanset[] {
  return traces.flatMap((trace) =>
    evaluateStage(query, [{ groups: [], spans: trace.spans }], trace).map(({ groups, spans }) => ({
      traceId: trace.traceId,
      groups,
      spanIds: spans.map(({ spanId }) => spanId),
    })),
  )
}

/** The spansets that a stage makes of those of one trace. None of them is empty. */
function evaluateStage(stage: Stage, input: Spanset[], trace: EvaluatedTrace): Spanset[] {
  return resultOf(stage, input, trace).filter(({ spans }) => spans.length > 0)
}

function resultOf(stage: Stage, input: Spanset[], trace: EvaluatedTrace): Spanset[] {
  switch (stage.kind) {
    case 'pipeline':
      return stage.stages.reduce((spansets, next) => evaluateStage(next, spansets, trace), input)
    case 'filter':
      return input.map((spanset) => filterSpans(stage, spanset, trace))
    case 'combination':
      return input.map((spanset) => combine(stage, spanset, trace))
    case 'relation':
      return input.map((spanset) => relate(stage, spanset, trace))
    case 'scalarFilter':
      return input.filter(({ spans }) => holdsScalarFilter(stage, spans, trace))
    case 'by':
      return input.flatMap((spanset) => group(stage, spanset, trace))
    case 'select':
      return input
    case 'coalesce': {
      const all = input.flatMap(({ spans }) => spans)
      return [{ groups: [], spans: trace.spans.filter((span) => all.includes(span)) }]
    }
  }
}

function filterSpans({ condition }: SpansetFilter, { groups, spans }: Spanset, trace: EvaluatedTrace): Spanset {
  if (condition === null) return { groups, spans }
  return { groups, spans: spans.filter((span) => isTrue(evaluateField(condition, span, trace))) }
}

function combine({ operator, left, right }: SpansetCombination, spanset: Spanset, trace: EvaluatedTrace): Spanset {
  const ofLeft = operandSpans(left, spanset, trace)
  const ofRight = operandSpans(right, spanset, trace)
  const { groups, spans } = spanset
  if (operator === '&&' && (ofLeft.length === 0 || ofRight.length === 0)) return { groups, spans: [] }
  return { groups, spans: spans.filter((span) => ofLeft.includes(span) || ofRight.includes(span)) }
}

function relate(stage: SpansetRelation, spanset: Spanset, trace: EvaluatedTrace): Spanset {
  const ofLeft = operandSpans(stage.left, spanset, trace)
  const ofRight = operandSpans(stage.right, spanset, trace)
  const holds = (left: EvaluatedSpan, right: EvaluatedSpan) => isRelated(stage.relation, left, right, trace)
  const isRelatedRight = (span: EvaluatedSpan) => ofRight.includes(span) && ofLeft.some((left) => holds(left, span))
  const isRelatedLeft = (span: EvaluatedSpan) => ofLeft.includes(span) && ofRight.some((right) => holds(span, right))
  const { groups, spans } = spanset
  switch (stage.form) {
    case 'plain':
      return { groups, spans: spans.filter(isRelatedRight) }
    case 'not':
      return { groups, spans: spans.filter((span) => ofRight.includes(span) && !isRelatedRight(span)) }
    case 'union':
      return { groups, spans: spans.filter((span) => isRelatedRight(span) || isRelatedLeft(span)) }
  }
}

/** The spans that an operand finds among those of a spanset, in however many spansets. */
function operandSpans(operand: SpansetExpression, spanset: Spanset, trace: EvaluatedTrace): EvaluatedSpan[] {
  return evaluateStage(operand, [spanset], trace).flatMap(({ spans }) => spans)
}

/** Splits a spanset by the values of all expressions, groups in the order of their first spans. */
function group({ expressions }: GroupBy, spanset: Spanset, trace: EvaluatedTrace): Spanset[] {
  const found = new Map<string, Spanset>()
  for (const span of spanset.spans) {
    const values = expressions.map((expression) => groupText(evaluateField(expression, span, trace)))
    const key = JSON.stringify(values)
    const into = found.get(key) ?? { groups: [...spanset.groups, ...values], spans: [] }
    into.spans.push(span)
    found.set(key, into)
  }
  return [...found.values()]
}
