import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBytes } from '../support/decodeTrace'
import { evaluateTraceQL } from '../support/evaluateTraceQL'
import { toOtlpLines } from '../support/toOtlpLines'
import { pipe, where } from '../support/traceql/buildQuery'
import { traceqlTraces } from '../support/traceqlTraces'

test('drawn traces are sound, and what is written of them is OTLP without problems', async () => {
  await fc.assert(
    fc.asyncProperty(traceqlTraces(), async (traces) => {
      const spans = traces.flatMap((trace) => trace.spans)
      expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length)
      for (const trace of traces) {
        const ids = new Set(trace.spans.map(({ spanId }) => spanId))
        for (const { parentSpanId, reportedParentId } of trace.spans) {
          expect(parentSpanId).toBe(reportedParentId !== null && ids.has(reportedParentId) ? reportedParentId : null)
        }
      }
      const decoded = await decodeBytes(new TextEncoder().encode(toOtlpLines(traces)))
      expect(decoded.spans).toBe(spans.length)
      expect(decoded.result.problems).toEqual([])
      expect(evaluateTraceQL(traces, pipe(where())).flatMap(({ spanIds }) => spanIds)).toHaveLength(spans.length)
    }),
    { numRuns: 50 },
  )
})
