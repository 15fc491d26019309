import type { SpanDetail } from '../../../../preload/contract/trace'
import { formatTime, timeDisplay } from '../../../state/timeDisplay.svelte'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import { exactLabel } from '../axis'

/** A line about a span. */
export interface SpanFact {
  label: string
  value: string
  /** What goes to the clipboard, where it is not the value; null for facts that nobody copies. */
  copy?: string | null
  mono?: boolean
  /** What a click on the value does. */
  act?: (() => void) | undefined
}

/** When the span ran, to the nanosecond, in the zone that is chosen. `traceStart` is nanoseconds since the epoch. */
export function timeFacts(span: SpanDetail, traceStart: bigint): SpanFact[] {
  const start = span.startTime
  const facts = [momentFact('Start', start), momentFact('End', span.endTime)]
  if (start !== null || span.endTime !== null) {
    facts.push({ label: 'Time zone', value: timeDisplay.zoneName, copy: null })
  }
  if (start !== null) facts.push({ label: 'In the trace at', value: `+${exactLabel(Number(start - traceStart))}` })
  if (span.durationNs !== null) {
    facts.push({ label: 'Duration', value: exactLabel(span.durationNs), copy: String(span.durationNs) })
  }
  if (span.selfTimeNs !== null) facts.push(partOf(span, 'Self time', span.selfTimeNs))
  facts.push(partOf(span, 'Critical path', span.criticalPathNs))
  return facts
}

/** The zone is a fact of its own: beside a moment to the nanosecond it would not fit one line. A copy has both. */
function momentFact(label: string, time: bigint | null): SpanFact {
  if (time === null) return { label, value: 'none recorded', copy: null }
  const value = formatTime(time, 'nanosecond')
  return { label, value, copy: `${value} ${timeDisplay.zoneName}` }
}

function partOf({ durationNs }: SpanDetail, label: string, part: number): SpanFact {
  const share = durationNs !== null && durationNs > 0 ? `, ${((part / durationNs) * 100).toFixed(1)} % of the span` : ''
  return { label, value: part === 0 ? 'none' : `${formatDuration(part)}${share}`, copy: String(part) }
}

/** The span's ids; `goToParent` is undefined when the parent is not in the trace. */
export function idFacts(span: SpanDetail, goToParent: (() => void) | undefined): SpanFact[] {
  const facts: SpanFact[] = [
    { label: 'Span', value: span.spanId },
    { label: 'Parent', value: span.parentSpanId ?? 'none', copy: span.parentSpanId, act: goToParent },
    { label: 'Trace', value: span.traceId },
  ]
  if (span.reportedSpanId !== null) facts.push({ label: 'Reported span id', value: span.reportedSpanId })
  if (span.traceState) facts.push({ label: 'Trace state', value: span.traceState })
  if (span.flags !== null) facts.push({ label: 'Flags', value: `0x${span.flags.toString(16).padStart(2, '0')}` })
  facts.push({ label: 'File', value: span.file })
  return facts.map((fact) => ({ ...fact, mono: true }))
}
