import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DEFAULT_SAMPLE,
  DEPLOYMENT,
  LATE_CONSUMERS,
  ONE_BY_ONE_QUERIES,
  RETRIES,
  SKEWED_CLOCK,
  SLOW_PAYMENT,
  TIMEOUT,
} from '../../main/sample/plantedFacts'
import { SERVICE_NAMES } from '../../main/sample/shop'
import { writeSample } from '../../main/sample/writeSample'
import { sampleSpans, type ReadSpan } from './sampleSpans'

describe('the file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sample-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function written(name: string, options: { seed?: number; traces?: number }): Promise<string> {
    const path = join(folder, name)
    await writeSample(path, options)
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }

  test('is the same, byte for byte, whenever the seed is the same', async () => {
    const hash = await written('first.jsonl', { traces: 60 })
    expect(hash).toBe('2ffd7f6c5193119ad1d2a5c2b0a25d013cfaaf5a4daa95918800472ec7f0e9b9')
    expect(await written('second.jsonl', { traces: 60 })).toBe(hash)
    expect(await written('third.jsonl', { traces: 60, seed: 7 })).not.toBe(hash)
  })

  test('is not there when writing it was cancelled', async () => {
    const cancelled = AbortSignal.abort()
    await expect(writeSample(join(folder, 'cancelled.jsonl'), { signal: cancelled })).rejects.toThrow(/abort/i)
    expect((await readdir(folder)).filter((name) => name.startsWith('cancelled'))).toEqual([])
  })

  test('holds as many traces as asked for', () => {
    for (const traces of [1, 99, 250]) {
      expect(new Set(Array.from(sampleSpans({ traces }), ({ traceId }) => traceId)).size).toBe(traces)
    }
  })
})

describe('the shop', () => {
  let spans: ReadSpan[]
  let byId: Map<string, ReadSpan>
  let children: Map<string, ReadSpan[]>

  beforeAll(() => {
    spans = [...sampleSpans()]
    byId = new Map(spans.map((span) => [span.spanId, span]))
    children = new Map()
    for (const span of spans) {
      const siblings = children.get(span.parentSpanId ?? '')
      if (siblings) siblings.push(span)
      else children.set(span.parentSpanId ?? '', [span])
    }
  })
  const childrenOf = (span: ReadSpan) => children.get(span.spanId) ?? []
  const seconds = (span: ReadSpan) => Number(span.end - span.start) / 1e9

  test('has the promised size', () => {
    expect(spans.length).toBe(DEFAULT_SAMPLE.spans)
    expect(byId.size).toBe(spans.length)
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(DEFAULT_SAMPLE.traces)
    expect([...new Set(spans.map(({ service }) => service))].sort()).toEqual(SERVICE_NAMES)
    expect(spans.every(({ start, end }) => start < end)).toBe(true)
  })

  test('deploys a new payment service to one region, pod by pod', () => {
    const firstSeen = new Map<string, bigint>()
    const versions = new Set<string>()
    for (const { service, resource, start } of spans) {
      if (service !== DEPLOYMENT.service) continue
      const version = String(resource.get('service.version'))
      versions.add(`${resource.get('cloud.region')} ${version}`)
      const pod = String(resource.get('k8s.pod.name'))
      if (version === DEPLOYMENT.newVersion && start < (firstSeen.get(pod) ?? start + 1n)) firstSeen.set(pod, start)
    }
    expect([...versions].sort()).toEqual(['eu-central-1 2.4.1', 'eu-central-1 2.5.0', 'us-east-1 2.4.1'])
    const minutes = [...firstSeen.values()]
      .map((time) => Number(time - DEPLOYMENT.startTime) / 60e9)
      .sort((a, b) => a - b)
    expect(minutes.map((minute) => Math.floor(minute / 2))).toEqual([0, 3])
  })

  test('charges slowly for one kind of card in one country on the new version, and for nothing else', () => {
    const charges = spans.filter(({ name, kind }) => name === SLOW_PAYMENT.operation && kind === 2)
    const isAffected = (span: ReadSpan) =>
      span.resource.get('service.version') === SLOW_PAYMENT.version &&
      span.attributes.get('app.payment.card_type') === SLOW_PAYMENT.cardType &&
      span.attributes.get('app.customer.country') === SLOW_PAYMENT.country
    const isSlow = (span: ReadSpan) => seconds(span) * 1e9 >= SLOW_PAYMENT.atLeast
    expect(charges.filter(isSlow).length).toBe(DEFAULT_SAMPLE.slowPayments)
    expect(charges.filter((span) => isSlow(span) !== isAffected(span))).toEqual([])
    for (const span of charges.filter(isSlow)) {
      const cause = childrenOf(span).find(({ name }) => name === SLOW_PAYMENT.cause)
      expect(cause && seconds(cause)).toBeGreaterThan(seconds(span) * 0.6)
    }
    // Two of the three conditions are not enough, and each combination occurs.
    for (const [card, country, version] of [
      ['amex', 'DE', '2.4.1'],
      ['amex', 'FR', '2.5.0'],
      ['visa', 'DE', '2.5.0'],
    ]) {
      const others = charges.filter(
        ({ attributes, resource }) =>
          attributes.get('app.payment.card_type') === card &&
          attributes.get('app.customer.country') === country &&
          resource.get('service.version') === version,
      )
      expect(others.length, `${card} ${country} ${version}`).toBeGreaterThan(2)
    }
  })

  test('asks for one product at a time', () => {
    const counts = spans
      .filter(({ name, kind }) => name === ONE_BY_ONE_QUERIES.parent && kind === 2)
      .map((span) => childrenOf(span).filter(({ name }) => name === ONE_BY_ONE_QUERIES.query).length)
    const large = counts.filter((count) => count >= ONE_BY_ONE_QUERIES.atLeast)
    expect(large.length).toBeGreaterThan(40)
    expect(Math.max(...large)).toBeGreaterThan(200)
    expect(Math.max(...large)).toBeLessThanOrEqual(ONE_BY_ONE_QUERIES.atMost)
  })

  test('retries reservations that were refused', () => {
    const attempts = spans
      .filter(({ name }) => name === 'shop.CheckoutService/PlaceOrder')
      .map((span) =>
        childrenOf(span)
          .filter(({ name, service }) => name === RETRIES.operation && service === RETRIES.service)
          .sort((a, b) => Number(a.start - b.start))
          .map(({ attributes }) => Number(attributes.get('http.response.status_code'))),
      )
    const retried = attempts.filter((statuses) => statuses.length > 1)
    expect(retried.length).toBeGreaterThan(10)
    expect(new Set(retried.map(String))).toEqual(new Set(['503,503,201']))
  })

  test('gives up on recommendations that take too long', () => {
    const given = spans.filter(
      ({ service, name, status }) => service === TIMEOUT.service && name === TIMEOUT.operation && status.code === 2,
    )
    expect(given.length).toBeGreaterThan(3)
    for (const span of given) {
      expect(seconds(span) * 1e9).toBe(TIMEOUT.after)
      const exception = span.events?.find(({ name }) => name === 'exception')
      expect(exception?.attributes.map(({ key }) => key)).toEqual([
        'exception.type',
        'exception.message',
        'exception.stacktrace',
      ])
      expect(exception?.attributes[0]?.value.stringValue).toBe(TIMEOUT.exception)
      expect(childrenOf(span).every((server) => server.end > span.end)).toBe(true)
    }
  })

  test('has one service with a slow clock', () => {
    const early = spans.filter((span) => span.start < (byId.get(span.parentSpanId ?? '')?.start ?? span.start))
    expect(early.length).toBeGreaterThan(100)
    expect(new Set(early.map(({ service }) => service))).toEqual(new Set([SKEWED_CLOCK.service]))
    const behind = early.map((span) => Number(span.start - (byId.get(span.parentSpanId ?? '')?.start ?? 0n)))
    expect(Math.min(...behind)).toBeGreaterThan(SKEWED_CLOCK.skew)
    expect(Math.max(...behind)).toBeLessThan(SKEWED_CLOCK.skew / 2)
  })

  test('mails and dispatches hours later, at the end of the file', () => {
    const { sameTrace, linkedTrace, atLeast } = LATE_CONSUMERS
    const mailed = spans.filter(({ service, name }) => service === sameTrace.service && name === sameTrace.operation)
    expect(mailed.length).toBe(DEFAULT_SAMPLE.lateReceipts)
    for (const { parentSpanId, traceId, start } of mailed) {
      const producer = byId.get(parentSpanId ?? '')
      expect(producer?.traceId).toBe(traceId)
      expect(Number(start - (producer?.end ?? start))).toBeGreaterThanOrEqual(atLeast)
    }
    const dispatched = spans.filter(
      ({ service, name }) => service === linkedTrace.service && name === linkedTrace.operation,
    )
    expect(dispatched.length).toBe(DEFAULT_SAMPLE.traces / 100)
    for (const { parentSpanId, traceId, links = [] } of dispatched) {
      expect(parentSpanId).toBeUndefined()
      expect(links.length).toBeGreaterThan(0)
      expect(links.every((link) => byId.get(link.spanId)?.traceId === link.traceId && link.traceId !== traceId)).toBe(
        true,
      )
    }
    const lastOfTraffic = spans.filter(({ service }) => service === 'frontend').at(-1)
    expect(mailed.every(({ line }) => line > (lastOfTraffic?.line ?? line))).toBe(true)
  })

  test('lost a few parents', () => {
    const orphans = spans.filter(({ parentSpanId }) => parentSpanId && !byId.has(parentSpanId))
    expect(orphans.length).toBe(DEFAULT_SAMPLE.orphans)
    expect(orphans.length).toBeGreaterThan(3)
  })
})
