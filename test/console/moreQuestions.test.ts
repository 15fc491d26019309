import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_SAMPLE, ONE_BY_ONE_QUERIES } from '../../main/sample/plantedFacts'
import { writeSample } from '../../main/sample/writeSample'
import { builtWorkers } from '../import/builtWorkers'
import type { ReadSpan } from '../sample/sampleSpans'
import { questionScene, type QuestionScene } from './questionScene'
import { groupsOf, percent, picked, quantile, sum } from './reckon'
import {
  spans,
  byId,
  PRODUCER,
  CONSUMER,
  duration,
  operation,
  childrenOf,
  parentOf,
  longest,
  compare,
  SERVICE_AND_NAME,
  quantileOf,
} from './sampleFacts'

const workers = builtWorkers()
let scene: QuestionScene

beforeAll(async () => {
  scene = await questionScene(workers, writeSample)
})
afterAll(() => scene.close())

describe('structure', () => {
  test('repeatedCalls', async () => {
    const least = ONE_BY_ONE_QUERIES.atLeast
    const rows = await scene.answer('repeatedCalls', { least: { type: 'number', value: String(least) } })
    const counts = spans
      .map((span) => childrenOf(span).filter(({ name }) => name === ONE_BY_ONE_QUERIES.query))
      .filter(({ length }) => length >= least)
    const most = counts.reduce((a, b) => (a.length > b.length ? a : b))
    expect(rows).toEqual([
      {
        caller_service: ONE_BY_ONE_QUERIES.service,
        caller: ONE_BY_ONE_QUERIES.parent,
        service_name: ONE_BY_ONE_QUERIES.service,
        repeated_call: ONE_BY_ONE_QUERIES.query,
        occurrences: counts.length,
        mean_calls: Math.round((10 * sum(counts.map(({ length }) => length))) / counts.length) / 10,
        most_calls: most.length,
        total_ns: sum(counts.flat().map(duration)),
        worst_trace_id: most[0]?.traceId,
      },
    ])
  })

  test('fanOut', async () => {
    const count = (span: ReadSpan) => childrenOf(span).length
    compare(
      await scene.answer('fanOut', { limit: { type: 'number', value: '1000' } }),
      groupsOf(spans, operation),
      {
        ...SERVICE_AND_NAME,
        spans: (group) => group.length,
        p95_children: (group) => quantile(group.map(count), 0.95),
        most_children: (group) => Math.max(...group.map(count)),
      },
      (group) => group.some((span) => count(span) > 0),
    )
  })

  test('throughTwoServices', async () => {
    const first = { type: 'text', value: 'checkout' } as const
    const then = { type: 'text', value: 'fraud' } as const
    const rows = await scene.answer('throughTwoServices', { first, then, limit: { type: 'number', value: '10000' } })
    const start = (group: ReadSpan[], service: string) =>
      group
        .filter((span) => span.service === service)
        .map((span) => span.start)
        .reduce<bigint | null>((a, b) => (a !== null && a < b ? a : b), null)
    const passes = (group: ReadSpan[]) => {
      const [from, to] = [start(group, first.value), start(group, then.value)]
      return from !== null && to !== null && to >= from ? Number(to - from) : null
    }
    compare(
      rows,
      groupsOf(spans, ({ traceId }) => [traceId]),
      {
        trace_id: ([span]) => span?.traceId,
        until_then_ns: passes,
        first_spans: (group) => group.filter(({ service }) => service === first.value).length,
        then_spans: (group) => group.filter(({ service }) => service === then.value).length,
      },
      (group) => passes(group) !== null,
    )
    expect(rows.map((row) => row['until_then_ns'])).toEqual(
      rows.map((row) => Number(row['until_then_ns'])).sort((a, b) => b - a),
    )
  })

  test('orphans', async () => {
    const isOrphan = (span: ReadSpan) => Boolean(span.parentSpanId) && !parentOf(span)
    const rows = await scene.answer('orphans')
    compare(
      rows,
      groupsOf(spans, ({ service }) => [service]),
      {
        service_name: ([span]) => span?.service,
        spans: (group) => group.length,
        orphans: (group) => group.filter(isOrphan).length,
        traces: (group) => new Set(group.filter(isOrphan).map(({ traceId }) => traceId)).size,
      },
      (group) => group.some(isOrphan),
    )
    expect(sum(rows.map((row) => Number(row['orphans'])))).toBe(DEFAULT_SAMPLE.orphans)
  })
})

describe('messaging', () => {
  /** What consumers took, as pairs; a message that is both parent and link counts once. */
  const taken = () =>
    spans
      .filter(({ kind }) => kind === CONSUMER)
      .flatMap((consumer) => {
        const links = (consumer.links ?? []).map(({ traceId, spanId }) => `${traceId}/${spanId}`)
        const ids = new Set([`${consumer.traceId}/${consumer.parentSpanId}`, ...links])
        return [...ids].flatMap((id) => ({ consumer, sent: byId.get(id) }))
      })
      .flatMap(({ consumer, sent }) => (sent?.kind === PRODUCER ? [{ consumer, sent }] : []))

  test('messageDelays', async () => {
    const delay = ({ consumer, sent }: { consumer: ReadSpan; sent: ReadSpan }) => Number(consumer.start - sent.end)
    const expected = [
      ...groupsOf(taken(), ({ consumer, sent }) => [...operation(sent), ...operation(consumer)]).values(),
    ].map((group) => ({
      producer_service: group[0]?.sent.service,
      producer: group[0]?.sent.name,
      consumer_service: group[0]?.consumer.service,
      consumer: group[0]?.consumer.name,
      messages: group.length,
      before_sent: group.filter((pair) => delay(pair) < 0).length,
      median_delay_ns: quantile(group.map(delay), 0.5),
      p95_delay_ns: quantile(group.map(delay), 0.95),
      longest_delay_ns: Math.max(...group.map(delay)),
    }))
    const columns = Object.keys(expected[0] ?? {})
    expect(expected.length).toBe(3)
    expect(picked(await scene.answer('messageDelays'), columns)).toEqual(picked(expected, columns))
  })

  test('unconsumedMessages', async () => {
    const messages = spans.filter(({ kind }) => kind === PRODUCER)
    const seen = new Set(taken().map(({ sent }) => sent))
    const lost = messages.filter((message) => !seen.has(message))
    expect(await scene.answer('unconsumedMessages')).toEqual([
      expect.objectContaining({
        destination: 'orders',
        messages: messages.length,
        not_taken: lost.length,
        last_trace_id: lost.at(-1)?.traceId,
      }),
    ])
  })
})

describe('data', () => {
  test('databaseStatements', async () => {
    const asked = spans.filter(({ attributes }) => attributes.has('db.system.name'))
    const pattern = ({ attributes }: ReadSpan) =>
      String(attributes.get('db.query.text'))
        .slice(0, 300)
        .replaceAll(/'[^']*'|\d+/g, '…')
    const traces = (group: ReadSpan[]) => new Set(group.map(({ traceId }) => traceId)).size
    compare(
      await scene.answer('databaseStatements', { limit: { type: 'number', value: '100000' } }),
      groupsOf(asked, (span) => [span.service, span.attributes.get('db.system.name'), pattern(span)]),
      {
        service_name: ([span]) => span?.service,
        system: ([span]) => span?.attributes.get('db.system.name'),
        statement: ([span]) => span && pattern(span),
        calls: (group) => group.length,
        calls_per_trace: (group) => Math.round((10 * group.length) / traces(group)) / 10,
        total_ns: (group) => sum(group.map(duration)),
        p95_ns: quantileOf(0.95),
      },
    )
  })

  test('cacheHits', async () => {
    const looked = spans.filter(({ attributes }) => attributes.has('app.cache.hit'))
    const hit = ({ attributes }: ReadSpan) => attributes.get('app.cache.hit') === true
    const misses = (group: ReadSpan[]) => group.filter((span) => !hit(span))
    compare(await scene.answer('cacheHits'), groupsOf(looked, operation), {
      ...SERVICE_AND_NAME,
      lookups: (group) => group.length,
      hits: (group) => group.filter(hit).length,
      hit_percent: (group) => percent(group.filter(hit).length, group.length),
      median_hit_ns: (group) => quantileOf(0.5)(group.filter(hit)),
      median_miss_ns: (group) => quantileOf(0.5)(misses(group)),
      slowest_miss_trace_id: (group) => longest(misses(group)).traceId,
    })
  })

  test('attributeCardinality', async () => {
    const entries = spans.flatMap(({ attributes }) => [...attributes].map(([key, value]) => ({ key, value })))
    const rows = await scene.answer('attributeCardinality')
    const groups = groupsOf(entries, ({ key }) => [key])
    const expected = [...groups.values()].map((group) => ({
      key: group[0]?.key,
      spans: group.length,
      distinct_values: new Set(group.map(({ value }) => value)).size,
    }))
    const columns = ['key', 'spans', 'distinct_values']
    // Lists are not read by what reads the sample here.
    const simple = (row: { key?: unknown }) => row.key !== 'app.ads.context_keys'
    expect(picked(rows.filter(simple), columns)).toEqual(picked(expected.filter(simple), columns))
    expect(rows.length).toBe(expected.length)
  })
})
