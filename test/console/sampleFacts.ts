import { expect } from 'vitest'
import { sampleSpans, type ReadSpan } from '../sample/sampleSpans'
import { groupsOf, picked, quantile } from './reckon'
import type { Row } from './questionScene'

const SERVER = 2
export const [PRODUCER, CONSUMER] = [4, 5]

/** The spans of the sample as its file has them, and how they hang together. */
export const spans: ReadSpan[] = [...sampleSpans()]
export const byId = new Map(spans.map((span) => [`${span.traceId}/${span.spanId}`, span]))
const children = groupsOf(spans, ({ traceId, parentSpanId }) => [traceId, parentSpanId])

export const duration = ({ start, end }: ReadSpan) => Number(end - start)
export const failed = ({ status }: ReadSpan) => status.code === 2
export const operation = ({ service, name }: ReadSpan) => [service, name]
export const childrenOf = ({ traceId, spanId }: ReadSpan) => children.get(JSON.stringify([traceId, spanId])) ?? []
export const parentOf = ({ traceId, parentSpanId }: ReadSpan) => byId.get(`${traceId}/${parentSpanId}`)
export const isRequest = ({ kind, parentSpanId }: ReadSpan) => kind === SERVER || kind === CONSUMER || !parentSpanId
export const longest = (list: ReadSpan[]) =>
  list.reduce((most, span) => (duration(span) > duration(most) ? span : most))

/** The rows of a question, and what its columns hold for each group of these spans. */
export function compare(
  rows: Row[],
  groups: Map<string, ReadSpan[]>,
  columns: Record<string, (group: ReadSpan[]) => unknown>,
  keep: (group: ReadSpan[]) => boolean = () => true,
): void {
  const names = Object.keys(columns)
  const expected = [...groups.values()]
    .filter(keep)
    .map((group) => Object.fromEntries(names.map((name) => [name, columns[name]?.(group)])))
  expect(rows.length).toBeGreaterThan(0)
  expect(picked(rows, names)).toEqual(picked(expected, names))
}

export const SERVICE_AND_NAME = {
  service_name: ([span]: ReadSpan[]) => span?.service,
  name: ([span]: ReadSpan[]) => span?.name,
}
export const quantileOf = (share: number) => (group: ReadSpan[]) => quantile(group.map(duration), share)
export const errorsIn = (group: ReadSpan[]) => group.filter(failed).length
