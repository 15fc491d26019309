/** An OTLP span of its own number, as an object. */
export function otlpSpan(index: number): Record<string, unknown> {
  return {
    traceId: index.toString(16).padStart(32, '0'),
    spanId: index.toString(16).padStart(16, '0'),
    name: `span ${index}`,
    kind: 2,
    startTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(index)),
    endTimeUnixNano: String(1_700_000_000_000_001_000n + BigInt(index)),
    attributes: [
      { key: 'http.route', value: { stringValue: `/route/${index}` } },
      { key: 'index', value: { intValue: String(index) } },
    ],
  }
}

/** An OTLP document of one service, on one line. */
export function otlpDocument(spans: unknown[]): string {
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] }
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'test' }, spans }] }] })
}

/** A Jaeger document of one trace whose processes (id to service) come last, on one line. */
export function jaegerDocument(spans: unknown[], services: Record<string, string>): string {
  const processes = Object.fromEntries(
    Object.entries(services).map(([id, serviceName]) => [id, { serviceName, tags: [] }]),
  )
  return JSON.stringify({ data: [{ traceID: 'a', spans, processes }], errors: null })
}
