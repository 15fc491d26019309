import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_SAMPLE, DEPLOYMENT, RETRIES, SLOW_PAYMENT, TIMEOUT } from '../../main/sample/plantedFacts'
import { writeSample } from '../../main/sample/writeSample'
import { QUESTIONS } from '../../renderer/views/sql/library/questions'
import { builtWorkers } from '../import/builtWorkers'
import type { ReadSpan } from '../sample/sampleSpans'
import { questionScene, type QuestionScene } from './questionScene'
import { groupsOf, percent, picked, sum, uncovered } from './reckon'
import {
  spans,
  duration,
  failed,
  operation,
  childrenOf,
  isRequest,
  longest,
  compare,
  SERVICE_AND_NAME,
  quantileOf,
  errorsIn,
} from './sampleFacts'

const workers = builtWorkers()
let scene: QuestionScene

beforeAll(async () => {
  scene = await questionScene(workers, writeSample)
})
afterAll(() => scene.close())

test('each question answers something of the sample', async () => {
  expect(QUESTIONS.length).toBe(20)
  for (const { id } of QUESTIONS) expect([id, (await scene.answer(id)).length > 0]).toEqual([id, true])
})

describe('latency', () => {
  test('slowestOperations', async () => {
    const rows = await scene.answer('slowestOperations', { limit: { type: 'number', value: '1000' } })
    compare(rows, groupsOf(spans, operation), {
      ...SERVICE_AND_NAME,
      calls: (group) => group.length,
      errors: errorsIn,
      median_ns: quantileOf(0.5),
      p95_ns: quantileOf(0.95),
      p99_ns: quantileOf(0.99),
      longest_ns: (group) => duration(longest(group)),
      total_ns: (group) => sum(group.map(duration)),
    })
    for (const row of rows) {
      const of = spans.filter(
        ({ traceId, service }) => traceId === row['slowest_trace_id'] && service === row['service_name'],
      )
      expect(of.map(duration)).toContain(row['longest_ns'])
    }
    const one = await scene.answer('slowestOperations', { service: { type: 'text', value: 'payment' } })
    expect(new Set(one.map((row) => row['service_name']))).toEqual(new Set(['payment']))
    expect((await scene.answer('slowestOperations')).length).toBe(50)
  })

  test('selfTimeByService', async () => {
    const self = (span: ReadSpan) =>
      uncovered(
        0,
        duration(span),
        childrenOf(span).map(({ start, end }) => [Number(start - span.start), Number(end - span.start)]),
      )
    compare(await scene.answer('selfTimeByService'), groupsOf(spans, operation), {
      ...SERVICE_AND_NAME,
      spans: (group) => group.length,
      self_time_total_ns: (group) => sum(group.map(self)),
      self_time_longest_ns: (group) => Math.max(...group.map(self)),
    })
  })

  test('criticalPath', async () => {
    const root = { type: 'text', value: 'POST /checkout' } as const
    const rows = await scene.answer('criticalPath', { root, least: { type: 'duration', value: '1500000000' } })
    const roots = spans.filter((span) => span.name === root.value && !span.parentSpanId)
    const chosen = new Set(roots.map(({ traceId }) => traceId))
    const path = await scene.rows('SELECT trace_id, service_name, name, critical_path_ns AS ns FROM spans')
    const slow = await scene.rows(`SELECT trace_id FROM traces WHERE duration_ns >= 1500000000`)
    const slowIds = new Set(slow.map((row) => row['trace_id']))
    const onPath = path.filter(
      ({ trace_id, ns }) => chosen.has(String(trace_id)) && slowIds.has(trace_id) && Number(ns) > 0,
    )
    const expected = [...groupsOf(onPath, (row) => [row['service_name'], row['name']]).values()].map((group) => ({
      ...group[0],
      traces: new Set(group.map((row) => row['trace_id'])).size,
      critical_path_total_ns: sum(group.map(({ ns }) => Number(ns))),
      percent: percent(sum(group.map(({ ns }) => Number(ns))), sum(onPath.map(({ ns }) => Number(ns)))),
    }))
    const columns = ['service_name', 'name', 'traces', 'critical_path_total_ns', 'percent']
    expect(picked(rows, columns)).toEqual(picked(expected, columns))
    expect(rows[0]).toMatchObject({ service_name: SLOW_PAYMENT.service, name: SLOW_PAYMENT.cause })
  })

  test('beforeAndAfter', async () => {
    const moment = DEPLOYMENT.startTime
    const rows = await scene.answer('beforeAndAfter', { moment: { type: 'timestamp', value: String(moment) } })
    const before = (group: ReadSpan[]) => group.filter(({ start }) => start < moment)
    const after = (group: ReadSpan[]) => group.filter(({ start }) => start >= moment)
    compare(
      rows,
      groupsOf(spans, operation),
      {
        ...SERVICE_AND_NAME,
        calls_before: (group) => before(group).length,
        calls_after: (group) => after(group).length,
        errors_before: (group) => errorsIn(before(group)),
        errors_after: (group) => errorsIn(after(group)),
        median_before_ns: (group) => quantileOf(0.5)(before(group)),
        median_after_ns: (group) => quantileOf(0.5)(after(group)),
        p95_change_ns: (group) => (quantileOf(0.95)(after(group)) ?? 0) - (quantileOf(0.95)(before(group)) ?? 0),
      },
      (group) => before(group).length >= 10 && after(group).length >= 10,
    )
    expect(rows[0]).toMatchObject({ service_name: SLOW_PAYMENT.service, name: SLOW_PAYMENT.cause })
  })

  test('durationHistogram', async () => {
    const charges = spans.filter(
      ({ service, name }) => service === SLOW_PAYMENT.service && name === SLOW_PAYMENT.operation,
    )
    const rows = await scene.answer('durationHistogram', {
      service: { type: 'text', value: SLOW_PAYMENT.service },
      operation: { type: 'text', value: SLOW_PAYMENT.operation },
    })
    const edges = rows.map((row) => Number(row['from_ns']))
    expect(edges).toEqual(edges.toSorted((a, b) => a - b))
    const place = (span: ReadSpan) => edges.findLast((edge) => edge <= duration(span))
    compare(
      rows,
      groupsOf(charges, (span) => [place(span)]),
      {
        from_ns: ([span]) => span && place(span),
        calls: (group) => group.length,
        errors: errorsIn,
      },
    )
    const slow = rows.filter((row) => Number(row['from_ns']) > 1e9)
    expect(sum(slow.map((row) => Number(row['calls'])))).toBe(DEFAULT_SAMPLE.slowPayments)
  })

  test('requestsOverTime', async () => {
    const width = 600_000_000_000n
    const rows = await scene.answer('requestsOverTime', { width: { type: 'duration', value: String(width) } })
    const step = ({ start }: ReadSpan) => start - (start % width)
    compare(
      rows,
      groupsOf(spans.filter(isRequest), (span) => [String(step(span))]),
      {
        time: ([span]) => span && step(span),
        requests: (group) => group.length,
        errors: errorsIn,
        error_percent: (group) => percent(errorsIn(group), group.length),
        median_ns: quantileOf(0.5),
        p99_ns: quantileOf(0.99),
      },
    )
  })

  test('versions', async () => {
    const version = ({ resource }: ReadSpan) => resource.get('service.version')
    compare(
      await scene.answer('versions'),
      groupsOf(spans.filter(isRequest), (span) => [span.service, version(span)]),
      {
        service_name: ([span]) => span?.service,
        version: ([span]) => span && version(span),
        first_seen: (group) => group.map(({ start }) => start).reduce((a, b) => (a < b ? a : b)),
        requests: (group) => group.length,
        errors: errorsIn,
        p95_ns: quantileOf(0.95),
      },
    )
  })
})

describe('errors', () => {
  test('errorRates', async () => {
    const last = (group: ReadSpan[]) => group.filter(failed).reduce((a, b) => (a.start > b.start ? a : b))
    const rows = await scene.answer('errorRates')
    compare(
      rows,
      groupsOf(spans, operation),
      {
        ...SERVICE_AND_NAME,
        calls: (group) => group.length,
        errors: errorsIn,
        error_percent: (group) => percent(errorsIn(group), group.length),
        last_error: (group) => last(group).start,
        last_trace_id: (group) => last(group).traceId,
      },
      (group) => group.some(failed),
    )
  })

  test('exceptions', async () => {
    const thrown = spans.filter(({ events }) => events?.some(({ name }) => name === 'exception'))
    const said = ({ events }: ReadSpan, key: string) =>
      events?.find(({ name }) => name === 'exception')?.attributes.find((each) => each.key === key)?.value.stringValue
    const pattern = (span: ReadSpan) => said(span, 'exception.message')?.replaceAll(/\d+(\.\d+)*/g, '…')
    const rows = await scene.answer('exceptions')
    compare(
      rows,
      groupsOf(thrown, (span) => [span.service, said(span, 'exception.type'), pattern(span)]),
      {
        service_name: ([span]) => span?.service,
        type: ([span]) => span && said(span, 'exception.type'),
        message: ([span]) => span && pattern(span),
        occurrences: (group) => group.length,
        traces: (group) => new Set(group.map(({ traceId }) => traceId)).size,
      },
    )
    expect(rows[0]).toMatchObject({ service_name: TIMEOUT.service, type: TIMEOUT.exception })
  })

  test('firstFailures', async () => {
    const causes = spans.filter((span) => failed(span) && !childrenOf(span).some(failed))
    const message = ({ status }: ReadSpan) => status.message || null
    compare(
      await scene.answer('firstFailures'),
      groupsOf(causes, (span) => [...operation(span), span.kind, message(span)]),
      {
        ...SERVICE_AND_NAME,
        status_message: ([span]) => span && message(span),
        failures: (group) => group.length,
        traces: (group) => new Set(group.map(({ traceId }) => traceId)).size,
      },
    )
  })

  test('retries', async () => {
    const siblings = groupsOf(
      spans.filter((span) => span.parentSpanId),
      (span) => [span.traceId, span.parentSpanId, ...operation(span)],
    )
    const retried = [...siblings.values()].flatMap((group) =>
      group
        .toSorted((a, b) => Number(a.start - b.start))
        .flatMap((span, place, all) => {
          const previous = all[place - 1]
          return previous && failed(previous) && previous.end <= span.start ? [{ span, previous }] : []
        }),
    )
    const rows = await scene.answer('retries')
    expect(rows).toEqual([
      expect.objectContaining({
        service_name: RETRIES.service,
        name: RETRIES.operation,
        retries: retried.length,
        retried_calls: retried.length / (RETRIES.attempts - 1),
        succeeded: retried.filter(({ span }) => !failed(span)).length,
        lost_ns: sum(retried.map(({ previous }) => duration(previous))),
        waited_ns: sum(retried.map(({ span, previous }) => Number(span.start - previous.end))),
      }),
    ])
  })
})
