import { spanTree, type SpanTree } from '../../main/analysis/spanTree'

/** A trace as Jaeger's JSON has it, as far as the analysis looks at it. Times are microseconds. */
export interface JaegerTrace {
  traceID: string
  spans: {
    spanID: string
    operationName: string
    references?: { refType: string; spanID: string; traceID?: string }[]
    startTime: number
    duration: number
    processID: string
  }[]
  processes: Record<string, { serviceName: string }>
}

/** The tree and the times (microseconds after the trace's first start) of spans with distinct ids. */
export function jaegerSpans(trace: JaegerTrace): {
  ids: string[]
  tree: SpanTree
  start: Float64Array
  end: Float64Array
} {
  const ids = trace.spans.map((span) => span.spanID)
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  const origin = Math.min(...trace.spans.map((span) => span.startTime))
  const parent = Int32Array.from(trace.spans, ({ references = [] }) => {
    const reference = references.find(({ refType }) => refType === 'CHILD_OF') ?? references[0]
    return reference ? (rowOf.get(reference.spanID) ?? -1) : -1
  })
  return {
    ids,
    tree: spanTree(parent),
    start: Float64Array.from(trace.spans, (span) => span.startTime - origin),
    end: Float64Array.from(trace.spans, (span) => span.startTime + span.duration - origin),
  }
}
