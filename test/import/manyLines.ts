import { otlpLine, type OtlpSpan } from './otlp'

/** Lines of many spans: enough for an import to be stopped on its way. */
export function manyLines(spanCount: number): string {
  const spans = (first: number) =>
    Array.from({ length: 100 }, (_, index): OtlpSpan => ({
      trace: (first + 1).toString(16),
      id: (first + index + 1).toString(16),
    }))
  return Array.from({ length: spanCount / 100 }, (_, line) => otlpLine('load', spans(line * 100))).join('\n')
}
