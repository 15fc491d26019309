import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtWorkers } from '../import/builtWorkers'
import { importInto } from '../import/importInto'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { foundSpansets } from './foundSpansets'

type Attributes = Record<string, string | number | bigint | boolean | (string | number)[]>

interface GivenSpan {
  trace: 1 | 2 | 3
  id: string
  parent?: string
  service: string
  name: string
  kind?: number
  milliseconds: number
  status?: number
  message?: string
  attributes?: Attributes
  events?: { name: string; milliseconds: number; attributes?: Attributes }[]
  links?: { trace: 1 | 2 | 3; id: string; attributes?: Attributes }[]
  scope?: { name: string; version?: string }
}

const [INTERNAL, SERVER, CLIENT, CONSUMER] = [1, 2, 3, 5]
const [OK, ERROR] = [1, 2]

/** Ids say where a span stands: `1a` is the root of trace 1, `1ab` is below it. */
const SPANS: GivenSpan[] = [
  {
    trace: 1,
    id: '1a',
    service: 'frontend',
    name: 'GET /checkout',
    kind: SERVER,
    milliseconds: 100,
    status: ERROR,
    message: 'cart failed',
    attributes: { 'http.status_code': 500, 'http.method': 'GET', 'user id': 'ann' },
    scope: { name: 'otel-http', version: '1.2' },
  },
  { trace: 1, id: '1ab', parent: '1a', service: 'frontend', name: 'call cart', kind: CLIENT, milliseconds: 50 },
  {
    trace: 1,
    id: '1abc',
    parent: '1ab',
    service: 'cart',
    name: 'GetCart',
    kind: SERVER,
    milliseconds: 40,
    status: ERROR,
    attributes: { 'cache.hit': true, items: ['apple', 'pear'], mixed: 500 },
    events: [
      { name: 'exception', milliseconds: 10, attributes: { 'exception.type': 'Timeout', attempt: 2 } },
      { name: 'retry', milliseconds: 20, attributes: { attempt: 3 } },
    ],
  },
  {
    trace: 1,
    id: '1abcd',
    parent: '1abc',
    service: 'cart',
    name: 'redis GET',
    kind: CLIENT,
    milliseconds: 5,
    attributes: { 'db.system': 'redis', mixed: '500' },
  },
  {
    trace: 1,
    id: '1abce',
    parent: '1abc',
    service: 'cart',
    name: 'redis SET',
    kind: CLIENT,
    milliseconds: 6,
    attributes: { 'db.system': 'redis', 'service.name': 'shadow' },
  },
  {
    trace: 2,
    id: '2a',
    service: 'frontend',
    name: 'GET /home',
    kind: SERVER,
    milliseconds: 20,
    status: OK,
    attributes: { 'http.status_code': '200', 'http.method': 'GET', ratio: 0.5 },
  },
  {
    trace: 2,
    id: '2ab',
    parent: '2a',
    service: 'frontend',
    name: 'render',
    kind: INTERNAL,
    milliseconds: 10,
    attributes: { 'cache.hit': false, items: [] },
    links: [{ trace: 1, id: '1a', attributes: { reason: 'retry of' } }],
  },
  {
    trace: 3,
    id: '3a',
    service: 'worker',
    name: 'job',
    kind: CONSUMER,
    milliseconds: 2000,
    attributes: { items: [1, 2], ratio: 2 },
  },
  {
    trace: 3,
    id: '3f',
    parent: '3missing',
    service: 'worker',
    name: 'step',
    milliseconds: 1,
    attributes: { ratio: 3.5 },
  },
]

/** What is found, as ids; spansets of several groups with their values before them. */
const CASES: Record<string, [query: string, expected: string][]> = {
  'spans and their fields': [
    ['{ }', '1a 1ab 1abc 1abcd 1abce 2a 2ab 3a 3f'],
    ['{ true }', '1a 1ab 1abc 1abcd 1abce 2a 2ab 3a 3f'],
    ['{ false }', ''],
    ['{ name = "job" }', '3a'],
    ['{ span:name != "job" && trace:rootName = "job" }', '3f'],
    ['{ status = error }', '1a 1abc'],
    ['{ status != error && status != unset }', '2a'],
    ['{ statusMessage = "cart failed" }', '1a'],
    ['{ statusMessage != nil }', '1a'],
    ['{ kind = client }', '1ab 1abcd 1abce'],
    ['{ kind != client && kind != server && kind != internal }', '3a 3f'],
    ['{ duration > 20ms }', '1a 1ab 1abc 3a'],
    ['{ duration >= 20ms && duration < 1.5s }', '1a 1ab 1abc 2a'],
    ['{ duration = 2s }', '3a'],
    ['{ trace:duration > 1s }', '3a 3f'],
    ['{ rootServiceName = "worker" }', '3a 3f'],
    ['{ span:childCount = 2 }', '1abc'],
    ['{ span:childCount = 0 }', '1abcd 1abce 2ab 3a 3f'],
    ['{ span:selfTime = duration }', '1abcd 1abce 2ab 3a 3f'],
    ['{ span:problems = "orphan" }', '3f'],
    ['{ span:id = "00000000000001ab" }', '1ab'],
    ['{ span:parentID = "00000000000001ab" }', '1abc'],
    ['{ parent = nil }', '1a 2a 3a 3f'],
    ['{ parent != nil }', '1ab 1abc 1abcd 1abce 2ab'],
    ['{ nestedSetParent < 0 }', '1a 2a 3a 3f'],
    ['{ nestedSetLeft = 1 && nestedSetRight = 10 }', '1a'],
    ['{ nestedSetParent = 3 }', '1abcd 1abce'],
    ['{ instrumentation:name = "otel-http" && instrumentation:version = "1.2" }', '1a'],
  ],
  'attributes and their types': [
    ['{ span.http.status_code = 500 }', '1a'],
    ['{ span.http.status_code = "500" }', ''],
    ['{ span.http.status_code = "200" }', '2a'],
    ['{ span.http.status_code = 200 }', ''],
    ['{ span.http.status_code != 200 }', '1a'],
    ['{ span.http.status_code > 499 && span.http.status_code <= 500.0 }', '1a'],
    ['{ span.mixed = 500 }', '1abc'],
    ['{ span.mixed != "x" }', '1abcd'],
    ['{ span.ratio = 2 }', '3a'],
    ['{ span.ratio = 2.0 || span.ratio = 0.5 }', '2a 3a'],
    ['{ span.ratio > 1 }', '3a 3f'],
    ['{ span.cache.hit }', '1abc'],
    ['{ !span.cache.hit }', '2ab'],
    ['{ span.cache.hit = false }', '2ab'],
    ['{ span.cache.hit = "true" }', ''],
    ['{ span."user id" = "ann" }', '1a'],
    ['{ resource.service.name = "cart" }', '1abc 1abcd 1abce'],
    ['{ .service.name = "cart" }', '1abc 1abcd'],
    ['{ .service.name = "shadow" }', '1abce'],
    ['{ span.db.system != nil }', '1abcd 1abce'],
    ['{ span.db.system = nil && kind = client }', '1ab'],
    ['{ span.db.system =~ "re.*" && name =~ "redis (GET|PUT)" }', '1abcd'],
    ['{ name =~ "redis" }', ''],
    ['{ name !~ "GET.*|redis.*" && kind != internal }', '1ab 1abc 3a 3f'],
    ['{ span.http.method !~ "P.*" }', '1a 2a'],
    ['{ parent.service.name = "cart" }', '1abcd 1abce'],
    ['{ parent.resource.service.name != "cart" }', '1ab 1abc 2ab'],
    ['{ parent.span.http.method = "GET" }', '1ab 2ab'],
    ['{ span.nothing = "" || span.nothing != "" }', ''],
  ],
  'arrays of values': [
    ['{ span.items = "pear" }', '1abc'],
    ['{ span.items != "plum" }', '1abc'],
    ['{ span.items != "pear" }', ''],
    ['{ span.items =~ "a.*" }', '1abc'],
    ['{ span.items !~ "a.*" }', ''],
    ['{ span.items = 2 }', '3a'],
    ['{ span.items > 1 }', '3a'],
    ['{ span.items != nil }', '1abc 2ab 3a'],
    ['{ name = ["job", "step"] }', '3a 3f'],
    ['{ name != ["job", "step"] && kind = internal }', '2ab'],
    ['{ span.items = ["pear", "plum"] }', '1abc'],
    ['{ name =~ ["GET .*", "redis .*"] }', '1a 1abcd 1abce 2a'],
    ['{ span.http.status_code = [200, 500] }', '1a'],
  ],
  'events and links': [
    ['{ event:name = "exception" }', '1abc'],
    ['{ event.exception.type = "Timeout" }', '1abc'],
    ['{ event.attempt = 3 && event:name = "exception" }', '1abc'],
    ['{ event.attempt > -2 && -2 < event.attempt }', '1abc'],
    ['{ event.attempt > 3 }', ''],
    ['{ event.attempt != 4 }', '1abc'],
    ['{ event.attempt != 2 }', ''],
    ['{ event:timeSinceStart >= 15ms }', '1abc'],
    ['{ event:name = nil && kind = server }', '1a 2a'],
    ['{ link:traceID = "00000000000000000000000000000001" }', '2ab'],
    ['{ link:spanID != nil && link.reason =~ "retry.*" }', '2ab'],
  ],
  'logic and arithmetic': [
    ['{ name = "job" || name = "step" && false }', ''],
    ['{ name = "job" || (name = "step" && false) }', '3a'],
    ['{ !(kind = client) && !(kind = server) && name != "job" }', '2ab 3f'],
    ['{ duration * 2 > 100ms }', '1a 3a'],
    ['{ duration - span:selfTime > 0 }', '1a 1ab 1abc 2a'],
    ['{ span.ratio ^ 2 = 4 }', '3a'],
    ['{ span.http.status_code % 7 = 3 }', '1a'],
    ['{ span.ratio / 0 > 0 }', ''],
    ['{ -span.ratio < -3 }', '3f'],
    ['{ 20ms < duration && "job" != name }', '1a 1ab 1abc'],
    ['{ span.items = span.items }', ''],
    ['{ span.http.method = trace:rootName }', ''],
  ],
  'spansets together': [
    ['{ status = error } && { kind = client }', '1a 1ab 1abc 1abcd 1abce'],
    ['{ status = error } && { name = "job" }', ''],
    ['{ status = error } || { name = "job" }', '1a 1abc 3a'],
    ['{ name = "1" } || ({ name = "job" } && { name = "step" })', '3a 3f'],
  ],
  structure: [
    ['{ kind = server } > { }', '1ab 1abcd 1abce 2ab'],
    ['{ kind = server } >> { kind = client }', '1ab 1abcd 1abce'],
    ['{ name = "GET /checkout" } >> { resource.service.name = "cart" }', '1abc 1abcd 1abce'],
    ['{ name = "redis GET" } < { }', '1abc'],
    ['{ name = "redis GET" } << { }', '1a 1ab 1abc'],
    ['{ name = "redis GET" } << { kind = client }', '1ab'],
    ['{ name = "redis GET" } ~ { }', '1abce'],
    ['{ kind = client } ~ { kind = client }', '1abcd 1abce'],
    ['{ } ~ { parent = nil }', ''],
    ['{ kind = server } !> { kind = client }', ''],
    ['{ kind = client } !> { }', '1a 1ab 1abcd 1abce 2a 2ab 3a 3f'],
    ['{ name = "call cart" } !>> { }', '1a 1ab 2a 2ab 3a 3f'],
    ['{ } !< { }', '1abcd 1abce 2ab 3a 3f'],
    ['{ name = "redis GET" } !<< { }', '1abcd 1abce 2a 2ab 3a 3f'],
    ['{ name = "redis GET" } !~ { kind = client }', '1ab 1abcd'],
    ['{ kind = server } &> { kind = client }', '1a 1ab 1abc 1abcd 1abce'],
    ['{ kind = server } &>> { name = "redis SET" }', '1a 1abc 1abce'],
    ['{ name = "redis SET" } &< { }', '1abc 1abce'],
    ['{ name = "redis SET" } &<< { kind = server }', '1a 1abc 1abce'],
    ['{ name = "redis SET" } &~ { name = "redis GET" }', '1abcd 1abce'],
    ['{ name = "GET /checkout" } > { } > { }', '1abc'],
  ],
  pipelines: [
    ['{ kind = client } | count() > 2', '1ab 1abcd 1abce'],
    ['{ kind = client } | count() > 3', ''],
    ['count() = 2', '2a 2ab 3a 3f'],
    ['{ } | { kind = server } | { status = error }', '1a 1abc'],
    ['{ kind = client } | avg(duration) > 20ms', '1ab 1abcd 1abce'],
    ['{ kind = client } | min(duration) = 5ms', '1ab 1abcd 1abce'],
    ['{ } | max(span.ratio) >= 3.5', '3a 3f'],
    ['{ } | sum(span.ratio) = 5.5', '3a 3f'],
    ['{ } | max(duration) - min(duration) > 1s', '3a 3f'],
    ['{ } | count() * 2 = 10', '1a 1ab 1abc 1abcd 1abce'],
    ['{ } | count() ^ 2 = 25', '1a 1ab 1abc 1abcd 1abce'],
    ['{ } | count() * 1.0e30 = 5.0e30', '1a 1ab 1abc 1abcd 1abce'],
    ['{ status = error } | { } >> { }', '1abc'],
    ['({ kind = client } | count() > 2) || { name = "job" }', '1ab 1abcd 1abce 3a'],
    ['{ kind = client } | by(resource.service.name)', 's:cart: 1abcd 1abce, s:frontend: 1ab'],
    ['{ kind = client } | by(resource.service.name) | count() > 1', 's:cart: 1abcd 1abce'],
    ['{ kind = client } | by(resource.service.name) | count() > 1 | coalesce()', '1abcd 1abce'],
    ['{ kind = client } | by(resource.service.name) | coalesce() | count() = 3', '1ab 1abcd 1abce'],
    ['{ kind = client } | by(resource.service.name) | { } ~ { }', 's:cart: 1abcd 1abce'],
    ['{ name = "job" || name = "render" } | by(span.ratio)', 'n:2: 3a, nil: 2ab'],
    [
      '{ parent = nil } | by(span.http.status_code, kind)',
      'n:500,s:server: 1a, nil,s:consumer: 3a, nil,s:unspecified: 3f, s:200,s:server: 2a',
    ],
    ['{ name = "job" } | select(span.ratio, resource.service.name)', '3a'],
  ],
}

const workers = builtWorkers()
let folder = ''
let reader: ArchiveReader
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-search-'))
  await writeFile(join(folder, 'spans.jsonl'), SPANS.map(otlpLine).join('\n'))
  await importInto(workers, join(folder, 'archive.duckdb'), [join(folder, 'spans.jsonl')])
  reader = await ArchiveReader.open(join(folder, 'archive.duckdb'))
})
afterAll(async () => {
  reader.close()
  await rm(folder, { recursive: true })
})

test('a chain of a thousand conditions', async () => {
  const names = Array.from({ length: 999 }, (_, index) => `name = "none ${index}"`)
  const [found] = await foundSpansets(reader, `{ ${[...names, 'name = "job"'].join(' || ')} }`)
  expect(found?.spanIds).toEqual(['3a'.padStart(16, '0')])
})

for (const [title, cases] of Object.entries(CASES)) {
  describe(title, () => {
    test.each(cases)('%s', async (query, expected) => {
      const spansets = await foundSpansets(reader, query)
      const names = new Map(SPANS.map(({ id }) => [id.padStart(16, '0'), id]))
      const found = spansets.map(({ groups, spanIds }) => {
        const ids = spanIds.map((id) => names.get(id) ?? id)
        return { group: groups.join(), ids }
      })
      const grouped = found.some(({ group }) => group !== '')
      const text = grouped
        ? found
            .map(({ group, ids }) => `${group}: ${ids.sort().join(' ')}`)
            .sort()
            .join(', ')
        : found
            .flatMap(({ ids }) => ids)
            .sort()
            .join(' ')
      expect(text).toBe(expected)
    })
  })
}

const START = 1_700_000_000_000n

function otlpLine(span: GivenSpan): string {
  const start = START * 1_000_000n + BigInt(span.trace) * 10_000_000_000n
  const after = (milliseconds: number) => String(start + BigInt(milliseconds) * 1_000_000n)
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: otlpAttributes({ 'service.name': span.service }) },
        scopeSpans: [
          {
            ...(span.scope && { scope: span.scope }),
            spans: [
              {
                traceId: traceId(span.trace),
                spanId: spanId(span.id),
                ...(span.parent && { parentSpanId: spanId(span.parent) }),
                name: span.name,
                kind: span.kind ?? 0,
                startTimeUnixNano: after(0),
                endTimeUnixNano: after(span.milliseconds),
                attributes: otlpAttributes(span.attributes ?? {}),
                status: { code: span.status ?? 0, ...(span.message && { message: span.message }) },
                events: (span.events ?? []).map(({ name, milliseconds, attributes }) => ({
                  name,
                  timeUnixNano: after(milliseconds),
                  attributes: otlpAttributes(attributes ?? {}),
                })),
                links: (span.links ?? []).map((link) => ({
                  traceId: traceId(link.trace),
                  spanId: spanId(link.id),
                  attributes: otlpAttributes(link.attributes ?? {}),
                })),
              },
            ],
          },
        ],
      },
    ],
  })
}

function traceId(trace: number): string {
  return String(trace).padStart(32, '0')
}

function spanId(id: string): string {
  return (id === '3missing' ? 'fff' : id).padStart(16, '0')
}

function otlpAttributes(attributes: Attributes) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: otlpValue(value) }))
}

function otlpValue(value: Attributes[string]): Record<string, unknown> {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(otlpValue) } }
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  return Number.isInteger(Number(value)) && value !== 2 ? { intValue: String(value) } : { doubleValue: value }
}
