import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { criticalPathTimes, walkCriticalPaths } from '../../main/analysis/criticalPath'
import { selfTimes } from '../../main/analysis/selfTimes'
import { jaegerSpans, type JaegerTrace } from './jaegerSpans'

/** References whose trace is not among the files, or repeats its ids. */
const WITHOUT_FILE = [
  'jaeger-ui/TracePage/TraceStatistics/tableValuesTestTrace/testTrace.json',
  'jaeger-ui/utils/fixtures/otlp2jaeger-out.json',
]

const traces = process.env['TRACELOUPE_TRACES'] ?? ''

interface Section {
  spanID: string
  sectionStart: number
  sectionEnd: number
}

describe.skipIf(!traces)('as Jaeger UI’s own cases', () => {
  const folder = join(traces, 'oracles/jaeger-ui-critical-path')
  test.each(traces ? readdirSync(folder) : [])('%s', (name) => {
    const { trace, criticalPathSections }: { trace: JaegerTrace; criticalPathSections: Section[] } = read(
      join(folder, name),
    )
    expect(sectionsOf(trace)).toEqual(criticalPathSections)
  })
})

describe.skipIf(!traces)('as Jaeger UI computes real traces', () => {
  interface Reference {
    file: string
    traceID: string
    /** Null where Jaeger UI's recursion does not end: spans that start at 0. */
    criticalPathSections: Section[] | null
    selfTimes: Record<string, number>
    depthMax: number
  }
  /** Folders of the files that a reference names without one. */
  const folders: Record<string, string> = {
    traceweaver_hotel_load50: 'traceweaver/hotel_load50',
    traceweaver_media_load25: 'traceweaver/media_load25',
    traceweaver_node_load100: 'traceweaver/node_load100',
  }
  test.each(['traceweaver_hotel_load50', 'traceweaver_media_load25', 'traceweaver_node_load100', 'jaeger-ui', 'crisp'])(
    '%s',
    (name) => {
      const lines = readFileSync(join(traces, 'oracles/jaeger-ui-ref', `${name}.jsonl`), 'utf8')
        .trim()
        .split('\n')
      expect(lines.length).toBeGreaterThan(5)
      for (const line of lines) {
        const reference: Reference = JSON.parse(line)
        const path = join(traces, folders[name] ?? '', reference.file)
        if (WITHOUT_FILE.includes(reference.file)) continue
        const trace = traceIn(read(path), reference.traceID)
        if (!trace) throw new Error(`${path} lacks ${reference.traceID}`)
        const { ids, tree, start, end } = jaegerSpans(trace)
        const self = selfTimes(tree, start, end)
        expect(Object.fromEntries(ids.map((id, row) => [id, self[row]])), reference.file).toEqual(reference.selfTimes)
        expect(Math.max(...tree.depth), reference.file).toBe(reference.depthMax)
        if (reference.criticalPathSections) {
          expect(sectionsOf(trace), reference.file).toEqual(reference.criticalPathSections)
        }
      }
    },
  )
})

describe.skipIf(!traces)('as CRISP’s own cases', () => {
  const folder = join(traces, 'crisp/test_cases')
  /** All that carry an answer. */
  const names = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${number}.json`)
  test.each(names)('%s', (name) => {
    const { data, testing }: { data: JaegerTrace[]; testing?: Record<string, number>[] } = read(join(folder, name))
    const trace = data[0]
    if (!trace || !testing) throw new Error(`${name} has no answer`)
    const { tree, start, end } = jaegerSpans(trace)
    const times = criticalPathTimes(tree, start, end)
    const found: Record<string, number> = {}
    trace.spans.forEach((span, row) => {
      const key = `[${trace.processes[span.processID]?.serviceName}] ${span.operationName}`
      if (times[row]) found[key] = (found[key] ?? 0) + (times[row] ?? 0)
    })
    expect(found).toEqual(Object.fromEntries(Object.entries(testing[0] ?? {}).filter(([, time]) => time > 0)))
  })
})

function sectionsOf(trace: JaegerTrace): Section[] {
  const { ids, tree, start, end } = jaegerSpans(trace)
  const origin = Math.min(...trace.spans.map((span) => span.startTime))
  const sections: Section[] = []
  walkCriticalPaths(tree, start, end, (row, from, to) =>
    sections.push({ spanID: ids[row] ?? '', sectionStart: from + origin, sectionEnd: to + origin }),
  )
  return sections
}

function traceIn(
  json: JaegerTrace | JaegerTrace[] | { data: JaegerTrace | JaegerTrace[] },
  traceId: string,
): JaegerTrace | undefined {
  const data = 'data' in json ? json.data : json
  return (Array.isArray(data) ? data : [data]).find((trace) => trace.traceID === traceId)
}

function read(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
