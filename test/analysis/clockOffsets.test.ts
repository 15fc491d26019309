import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { agreedOffset } from '../../main/analysis/agreedOffset'
import { clockOffsets } from '../../main/analysis/clockOffsets'
import { SPAN_KINDS, type SpanKind } from '../../preload/contract/trace'

const traces = process.env['TRACELOUPE_TRACES'] ?? ''

interface Drawn {
  /** Place of the parent among the spans. */
  parent?: number
  host: string
  start: number
  duration?: number
  kind?: SpanKind
}

/** What is added to the times of each span, in the unit in which they are drawn, of so many nanoseconds. */
function offsetsOf(spans: Drawn[], unit = 1_000): number[] {
  const hosts = [...new Set(spans.map(({ host }) => host))]
  const host = Int32Array.from(spans, (span) => hosts.indexOf(span.host))
  const columns = {
    parent: Int32Array.from(spans, ({ parent = -1 }) => parent),
    start: Float64Array.from(spans, ({ start }) => start * unit),
    duration: Float64Array.from(spans, ({ duration = NaN }) => duration * unit),
    kind: Uint8Array.from(spans, ({ kind = 'unspecified' }) => SPAN_KINDS.indexOf(kind)),
    host,
  }
  const offsets = clockOffsets(columns, hosts.length)
  return [...host].map((one) => (offsets[one] ?? NaN) / unit)
}

const CALLER: Drawn = { host: 'a', start: 0, duration: 100, kind: 'client' }

test('calls between two hosts agree on one offset, which most of them allow', () => {
  expect(agreedOffset([10], [20])).toBe(15)
  expect(agreedOffset([10, 14], [20, 40])).toBe(17)
  expect(agreedOffset([10, 14, -5], [20, 40, 5])).toBe(17)
  expect(agreedOffset([-1, 10, -2], [1, 20, 2])).toBe(0)
  expect(agreedOffset([5], [Infinity])).toBe(5)
  expect(agreedOffset([-Infinity, -Infinity], [-5, -9])).toBe(-9)
  expect(agreedOffset([], [])).toBe(0)

  const skewed = [0, 200, 400].map((start) => [
    { ...CALLER, start },
    { host: 'b', start: start - 40, duration: 60, kind: 'server' } as const,
  ])
  const spans = skewed.flatMap(([client, server], place) => [
    client ?? CALLER,
    { ...(server ?? CALLER), parent: place * 2 },
  ])
  expect(offsetsOf(spans)).toEqual([0, 60, 0, 60, 0, 60])
})

test('offsets go on from host to host, and back', () => {
  const chain: Drawn[] = [
    CALLER,
    { parent: 0, host: 'b', start: -1_000, duration: 80, kind: 'server' },
    { parent: 1, host: 'b', start: -990, duration: 60, kind: 'client' },
    { parent: 2, host: 'c', start: 500, duration: 40, kind: 'server' },
    { parent: 3, host: 'c', start: 510, duration: 20, kind: 'client' },
    { parent: 4, host: 'a', start: 42, duration: 10, kind: 'server' },
  ]
  expect(offsetsOf(chain)).toEqual([0, 1_010, 1_010, -470, -470, 0])
})

test('what runs on after its parent is no sign of skew, unless the parent waited for it', () => {
  const late = { parent: 0, host: 'b', start: 90, duration: 50 }
  expect(offsetsOf([CALLER, { ...late, kind: 'server' }])).toEqual([0, -65])
  expect(
    offsetsOf([
      { ...CALLER, kind: 'producer' },
      { ...late, kind: 'consumer' },
    ]),
  ).toEqual([0, 0])
  expect(
    offsetsOf([
      { ...CALLER, kind: 'internal' },
      { ...late, kind: 'internal' },
    ]),
  ).toEqual([0, 0])
  expect(
    offsetsOf([
      { ...CALLER, kind: 'producer' },
      { ...late, start: -7, kind: 'consumer' },
    ]),
  ).toEqual([0, 8])
})

test('many hosts and calls take no long time', () => {
  const spans = Array.from({ length: 200_000 }, (_, row): Drawn => {
    const host = row % 500
    return {
      ...(row > 0 && { parent: Math.floor((row - 1) / 8) }),
      host: String(host),
      start: row + host * 1_000,
      duration: 5,
    }
  })
  const began = performance.now()
  offsetsOf(spans)
  expect(performance.now() - began).toBeLessThan(5_000)
})

describe.skipIf(!traces)('as Jaeger’s clock-skew adjuster', () => {
  interface Case {
    description: string
    maxAdjust: string
    spans: {
      spanID: string
      parent: string | null
      startMs: number
      durationMs: number
      host: string
      adjustedStartMs: number
    }[]
  }
  const { cases } = read<{ cases: Case[] }>('oracles/jaeger-clock-skew/cases.json')

  test.each(cases)('$description', ({ spans, maxAdjust, description }) => {
    const drawn = spans.map(({ parent, startMs, durationMs, host }) => {
      const place = spans.findIndex(({ spanID }) => spanID === parent)
      return { ...(place >= 0 && { parent: place }), host, start: startMs, duration: durationMs }
    })
    const corrected = offsetsOf(drawn, 1_000_000).map((offset, place) => (spans[place]?.startMs ?? 0) + offset)
    // Jaeger has a setting for the largest correction and leaves what is larger. We have none: the correction is off
    // until the reader asks for it, and then says how large it is.
    if (maxAdjust === '10ms') expect(corrected, description).toEqual([10, 35])
    else expect(corrected).toEqual(spans.map(({ adjustedStartMs }) => adjustedStartMs))
  })
})

describe.skipIf(!traces)('as Zipkin Lens corrects clock skew', () => {
  interface Span {
    id: string
    parentId?: string
    kind?: string
    shared?: boolean
    timestamp?: number
    duration?: number
    localEndpoint?: { serviceName?: string; ipv4?: string }
  }
  interface Case {
    name: string
    calls: { fn: string; args: unknown[] }[]
    expects: { expected: unknown; actual: unknown }[]
  }
  const { tests } = read<{ tests: Case[] }>('oracles/zipkin-lens-tests/clock-skew.json')
  const named = (words: string) => tests.filter(({ name }) => name.startsWith(words))

  const drawn = (span: Span, parent?: number): Drawn => ({
    ...(parent !== undefined && parent >= 0 && { parent }),
    host: span.localEndpoint?.ipv4 ?? span.localEndpoint?.serviceName ?? '',
    start: span.timestamp ?? NaN,
    ...(span.duration !== undefined && { duration: span.duration }),
    kind: SPAN_KINDS.find((kind) => kind === span.kind?.toLowerCase()) ?? 'unspecified',
  })

  test.each(named('getClockSkew'))('$name', ({ calls, expects }) => {
    const { parent, child } = calls[0]?.args[0] as { parent: Span; child: Span }
    const [ofParent, ofChild] = offsetsOf([drawn(parent), drawn(child, 0)])
    const [{ actual } = { actual: undefined }] = expects
    expect(ofParent).toBe(0)
    if (typeof actual === 'number') expect(ofChild).toBe(-actual)
    else if (actual === '__undefined__') expect(ofChild).toBe(0)
    else expect(ofChild).toBe(15)
  })

  /** Corrected starts by id, the server's half of a shared span after the client's. */
  function correctedTree(spans: Span[]): Map<string, number> {
    const keyOf = (span: Span) => span.id + (span.shared ? '/server' : '')
    const order = ['bf396325699c84bf', '74280ae0c10d8062', '74280ae0c10d8062/server', '43210ae0c10d1234']
    const present = order.flatMap((key) => spans.filter((span) => keyOf(span) === key))
    const parentOf = new Map(order.slice(1).map((key, place) => [key, order[place]]))
    const rows = present.map((span) =>
      drawn(
        span,
        present.findIndex((one) => keyOf(one) === parentOf.get(keyOf(span))),
      ),
    )
    return new Map(
      offsetsOf(rows).map((offset, place) => {
        const span = present[place]
        return [span ? keyOf(span) : '', (span?.timestamp ?? 0) + offset]
      }),
    )
  }
  const SKEWED = { client: 1470150004074202, server: 1470150004074683, below: 1470150004074684 }
  const correctedOf = (words: string) => {
    const spans = named(`treeCorrectedForClockSkew > ${words}`)[0]?.calls[0]?.args[0] as Span[]
    const tree = correctedTree(spans)
    return {
      client: tree.get('74280ae0c10d8062'),
      server: tree.get('74280ae0c10d8062/server'),
      below: tree.get('43210ae0c10d1234'),
    }
  }

  test('a tree', () => {
    const [client, server, below] = named('treeCorrectedForClockSkew > should correct')[0]?.expects ?? []
    expect(correctedOf('should correct')).toEqual(SKEWED)
    expect([client?.actual, server?.actual, below?.actual]).toEqual(Object.values(SKEWED))
  })

  test('unlike Zipkin, also below a missing or second root, as Jaeger does: a call tells the same wherever it stands', () => {
    expect(correctedOf('should skip when headless')).toEqual(SKEWED)
    expect(correctedOf('should skip on duplicate root')).toEqual(SKEWED)
  })
})

function read<Content>(path: string): Content {
  return JSON.parse(traces ? readFileSync(join(traces, path), 'utf8') : '{"cases":[],"tests":[]}') as Content
}
