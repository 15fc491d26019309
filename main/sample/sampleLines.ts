import { exportLine } from './exportLine'
import { DEFAULT_SAMPLE, LATE_CONSUMERS } from './plantedFacts'
import { Random } from './Random'
import type { SampleSpan } from './SampleSpan'
import { sampleTraces } from './sampleTraces'

export interface SampleOptions {
  /** The same seed gives the same file, byte for byte. */
  seed?: number
  traces?: number
}

const SPANS_PER_LINE = 512

/** The sample export line by line, in the order in which a collector would have received it: what happens hours later comes last. */
export function* sampleLines({
  seed = DEFAULT_SAMPLE.seed,
  traces = DEFAULT_SAMPLE.traces,
}: SampleOptions = {}): Generator<string> {
  let pending: SampleSpan[] = []
  const late: SampleSpan[] = []
  for (const spans of sampleTraces(new Random(seed), traces)) {
    for (const span of spans) (span.start < LATE_CONSUMERS.atLeast ? pending : late).push(span)
    if (pending.length >= SPANS_PER_LINE) {
      yield exportLine(pending)
      pending = []
    }
  }
  if (pending.length > 0) yield exportLine(pending)
  late.sort((a, b) => a.end - b.end)
  for (let first = 0; first < late.length; first += SPANS_PER_LINE) {
    yield exportLine(late.slice(first, first + SPANS_PER_LINE))
  }
}
