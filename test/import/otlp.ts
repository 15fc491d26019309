/** Just enough of OTLP to write exports for tests. Times are nanoseconds after `ORIGIN`. */
export const ORIGIN = 1_700_000_000_000_000_000n

export interface OtlpSpan {
  trace?: string
  id: string
  parent?: string
  name?: string
  kind?: number
  start?: number | null
  end?: number | null
  error?: boolean
  attributes?: Record<string, string>
  events?: string[]
  links?: { trace: string; id: string }[]
}

/** One line of JSON: the spans of one service. Trace ids and span ids may be any text. */
export function otlpLine(service: string, spans: OtlpSpan[]): string {
  const time = (offset: number | null | undefined) => (offset === null ? '0' : String(ORIGIN + BigInt(offset ?? 0)))
  const attributesOf = (attributes: Record<string, string>) =>
    Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }))
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: attributesOf({ 'service.name': service }) },
        scopeSpans: [
          {
            scope: { name: 'test', version: '1' },
            spans: spans.map((span) => ({
              traceId: span.trace ?? 'aa',
              spanId: span.id,
              parentSpanId: span.parent ?? '',
              name: span.name ?? `op ${span.id}`,
              kind: span.kind ?? 1,
              startTimeUnixNano: time(span.start),
              endTimeUnixNano: time(span.end === undefined ? (span.start ?? 0) + 10 : span.end),
              attributes: attributesOf(span.attributes ?? {}),
              status: span.error ? { code: 2 } : {},
              events: (span.events ?? []).map((name) => ({
                name,
                timeUnixNano: time(span.start ?? 0),
                attributes: [],
              })),
              links: (span.links ?? []).map(({ trace, id }) => ({ traceId: trace, spanId: id })),
            })),
          },
        ],
      },
    ],
  })
}
