import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtWorkers } from './builtWorkers'
import { importInto, query } from './importInto'

const traces = process.env['TRACELOUPE_TRACES'] ?? ''

describe.skipIf(!traces)('what an archive holds, against what other tools compute', () => {
  const workers = builtWorkers()
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'traceloupe-oracles-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  /** Jaeger UI's answer about one trace, in microseconds. */
  interface JaegerReference {
    traceID: string
    spanCount: number
    services: number
    depthMax: number
    orphans: number
    criticalPathSections: { spanID: string; sectionStart: number; sectionEnd: number }[]
    selfTimes: Record<string, number>
  }
  const jaegerFolders = ['hotel_load50', 'media_load25', 'node_load100']

  test.each(jaegerFolders)('Jaeger UI: %s', async (name) => {
    const into = join(folder, `${name}.duckdb`)
    await importInto(workers, into, [join(traces, 'traceweaver', name)])
    const stored = await query(into, 'SELECT trace_id, span_id, self_time_ns, critical_path_ns FROM spans')
    const summaries = await query(
      into,
      'SELECT trace_id, span_count, service_count, max_depth, orphan_count FROM traces',
    )
    const spansOf = new Map(summaries.map((trace) => [trace['trace_id'], [] as typeof stored]))
    for (const span of stored) spansOf.get(span['trace_id'])?.push(span)
    const traceOf = new Map(summaries.map((trace) => [trace['trace_id'], trace]))

    const lines = readFileSync(join(traces, 'oracles/jaeger-ui-ref', `traceweaver_${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
    for (const line of lines) {
      const reference: JaegerReference = JSON.parse(line)
      const traceId = reference.traceID.padStart(32, '0')
      const onPath: Record<string, number> = {}
      for (const { spanID, sectionStart, sectionEnd } of reference.criticalPathSections) {
        onPath[spanID] = (onPath[spanID] ?? 0) + (sectionEnd - sectionStart)
      }
      const expected = Object.entries(reference.selfTimes).map(([id, self]) => [
        id.padStart(16, '0'),
        self,
        onPath[id] ?? 0,
      ])
      const found = spansOf
        .get(traceId)
        ?.map((span) => [
          span['span_id'],
          Number(span['self_time_ns']) / 1_000,
          Number(span['critical_path_ns']) / 1_000,
        ])
      expect(found?.sort()).toEqual(expected.sort())
      expect(traceOf.get(traceId)).toEqual({
        trace_id: traceId,
        span_count: reference.spanCount,
        service_count: reference.services,
        max_depth: reference.depthMax,
        orphan_count: reference.orphans,
      })
    }
  })

  /** Zipkin Lens's answer about one trace, in microseconds. */
  interface ZipkinReference {
    merged: { id: string; kind?: string; shared: boolean; timestamp?: number; duration?: number; service?: string }[]
    dependencies: { parent: string; child: string; callCount: number; errorCount?: number }[]
  }
  const zipkinFolder = join(traces, 'oracles/zipkin-ref')
  test.each(traces ? readdirSync(zipkinFolder) : [])('Zipkin Lens: %s', async (name) => {
    const reference: ZipkinReference = JSON.parse(readFileSync(join(zipkinFolder, name), 'utf8'))
    const file = join(traces, 'zipkin', name.replace('__', '/').replace('.expected', ''))
    expect(existsSync(file)).toBe(true)
    const into = join(folder, `${name}.duckdb`)
    await importInto(workers, into, [file])

    const spans = await query(
      into,
      `SELECT coalesce(reported_span_id, span_id) AS id, upper(kind) AS kind, reported_span_id IS NOT NULL AS shared,
        (epoch_ns(start_time) // 1000)::DOUBLE AS timestamp, (duration_ns // 1000)::DOUBLE AS duration, service_name AS service
       FROM spans`,
    )
    const withoutKeys = (span: object) => JSON.stringify(Object.entries(span).sort())
    const expected = reference.merged.map(
      ({ id, kind = 'UNSPECIFIED', shared, timestamp = null, duration = null, service }) =>
        withoutKeys({ id, kind, shared, timestamp, duration, service: service ?? 'unknown_service' }),
    )
    expect(spans.map(withoutKeys).sort()).toEqual(expected.sort())

    const calls = await query(
      into,
      'SELECT parent_service AS parent, child_service AS child, call_count::INTEGER AS "callCount", error_count::INTEGER AS "errorCount" FROM service_dependencies',
    )
    const byName = (links: object[]) => links.map(withoutKeys).sort()
    expect(byName(calls)).toEqual(byName(reference.dependencies.map((link) => ({ errorCount: 0, ...link }))))
  })

  interface TempoReference {
    cases: { file: string; edges: { client: string; server: string; total: number; failed: number }[] }[]
  }
  test('Tempo’s service graph', async () => {
    const { cases }: TempoReference = JSON.parse(
      readFileSync(join(traces, 'oracles/tempo-servicegraph/expected.json'), 'utf8'),
    )
    for (const { file, edges } of cases) {
      const into = join(folder, `${file.replaceAll('/', '_')}.duckdb`)
      await importInto(workers, into, [join(traces, file)])
      const calls = await query(
        into,
        'SELECT parent_service AS client, child_service AS server, call_count::INTEGER AS total, error_count::INTEGER AS failed FROM service_dependencies',
      )
      // “user” stands for whoever called a root span, which no span tells of.
      const expected = edges.filter(({ client }) => client !== 'user')
      expect(calls, file).toEqual(
        expect.arrayContaining(
          expected.map(({ client, server, total, failed }) => ({ client, server, total, failed })),
        ),
      )
    }
  })
})
