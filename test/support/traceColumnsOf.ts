import { spanIdsOf } from './spanIdsOf'
import {
  PROBLEMS,
  SPAN_KINDS,
  STATUSES,
  type Problem,
  type SpanKind,
  type Status,
  type TraceColumns,
} from '../../preload/contract/trace'

/** One line of a drawing: indentation, service, name, `from..to`, marks. */
const LINE = /^(?<indent> *)(?<service>\S+) (?<name>\S+) +(?<from>[\d?]+)\.\.(?<to>[\d?]+)(?<marks>.*)$/

/**
 * The columns of a drawn trace: two spaces of indentation for each level, times in nanoseconds from the
 * trace's start (`?` for none), then any of the kinds, statuses and problems, and `critical=n`, `events=n`; roots that
 * follow each other may name the same `missing=` parent.
 *
 *     shop checkout  0..100  server critical=40
 *       bank charge  20..80  client error critical=60
 */
export function traceColumnsOf(drawing: string): TraceColumns {
  const lines = drawing.split('\n').filter((line) => line.trim() !== '')
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length))
  const spans = lines.map((line) => spanOf(line.slice(margin)))
  const count = spans.length
  const parent = new Int32Array(count).fill(-1)
  const childCount = new Int32Array(count)
  const descendantCount = new Int32Array(count)
  const rowAtDepth: number[] = []
  spans.forEach(({ depth }, row) => {
    rowAtDepth[depth] = row
    if (depth === 0) return
    const above = rowAtDepth[depth - 1] ?? -1
    parent[row] = above
    childCount[above] = (childCount[above] ?? 0) + 1
    for (let up = above; up >= 0; up = parent[up] ?? -1) descendantCount[up] = (descendantCount[up] ?? 0) + 1
  })
  const services = [...new Set(spans.map(({ service }) => service))]
  const names = [...new Set(spans.map(({ name }) => name))]
  const ends = spans.map(({ from, to }) => (Number.isNaN(to) ? from : to)).filter((end) => !Number.isNaN(end))
  const missing = spans.flatMap(({ missing }, row) =>
    missing === '' ? [] : [{ id: missing, row, next: row + (descendantCount[row] ?? 0) + 1 }],
  )
  const firsts = missing.filter(({ id }, place) => missing[place - 1]?.id !== id)
  return {
    traceId: 'drawn',
    startTime: 1_700_000_000_000_000_000n,
    durationNs: Math.max(0, ...ends),
    spanCount: count,
    services,
    names,
    service: Int32Array.from(spans, ({ service }) => services.indexOf(service)),
    name: Int32Array.from(spans, ({ name }) => names.indexOf(name)),
    start: Float64Array.from(spans, ({ from }) => from),
    duration: Float64Array.from(spans, ({ from, to }) => to - from),
    selfTime: new Float64Array(count),
    criticalPath: Float64Array.from(spans, ({ critical }) => critical),
    parent,
    depth: Int32Array.from(spans, ({ depth }) => depth),
    childCount,
    descendantCount,
    kind: Uint8Array.from(spans, ({ kind }) => SPAN_KINDS.indexOf(kind)),
    status: Uint8Array.from(spans, ({ status }) => STATUSES.indexOf(status)),
    problems: Uint8Array.from(spans, ({ problems }) =>
      problems.reduce((bits, problem) => bits | (1 << PROBLEMS.indexOf(problem)), 0),
    ),
    eventCount: Int32Array.from(spans, ({ events }) => events),
    linkCount: new Int32Array(count),
    spanIds: spanIdsOf(spans.map((_, row) => `span-${row}`)),
    missingParentIds: firsts.map(({ id }) => id),
    missingParentFirst: Int32Array.from(firsts, ({ row }) => row),
    missingParentNext: Int32Array.from(firsts, ({ id }) => missing.findLast((one) => one.id === id)?.next ?? 0),
  }
}

function spanOf(line: string) {
  const { indent = '', service = '', name = '', from = '', to = '', marks = '' } = LINE.exec(line)?.groups ?? {}
  if (service === '') throw new Error(`not a span: ${line}`)
  const words = marks.split(' ').filter(Boolean)
  const valueOf = (key: string) => words.find((word) => word.startsWith(`${key}=`))?.split('=')[1]
  const number = (key: string) => Number(valueOf(key) ?? 0)
  const kind: SpanKind = SPAN_KINDS.find((one) => words.includes(one)) ?? 'unspecified'
  const status: Status = STATUSES.find((one) => words.includes(one)) ?? 'unset'
  const problems: Problem[] = PROBLEMS.filter((one) => words.includes(one))
  return {
    depth: indent.length / 2,
    service,
    name,
    from: from === '?' ? NaN : Number(from),
    to: to === '?' ? NaN : Number(to),
    kind,
    status,
    problems,
    critical: number('critical'),
    events: number('events'),
    missing: valueOf('missing') ?? '',
  }
}
