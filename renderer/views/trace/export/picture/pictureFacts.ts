import { countOf } from '../../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../../preload/contract/formatDuration'
import { formatTime, timeDisplay } from '../../../../state/timeDisplay.svelte'
import { choices } from '../../choices.svelte'
import { realRange } from '../../squeeze/squeeze'
import type { TraceState } from '../../trace.svelte'

/** What is said of a trace above its picture, and of what the picture shows of it. */
export function pictureFacts(trace: TraceState): string[] {
  const { columns, measure, time, matches } = trace
  const { from, to } = realRange(time.squeeze, time.range)
  const services = matches.services.map((service) => columns.services[service] ?? '')
  return [
    `Trace ${columns.traceId || '(no trace id)'}`,
    columns.startTime > 0n ? `Started ${formatTime(columns.startTime)} ${timeDisplay.zoneName}` : '',
    `Duration ${formatDuration(columns.durationNs)}`,
    countOf(columns.spanCount, 'span'),
    measure.errorRows.length > 0 ? countOf(measure.errorRows.length, 'error') : 'No errors',
    time.isWhole ? '' : `From ${formatDuration(from)} to ${formatDuration(to)} of it`,
    trace.root < 0 ? '' : `Below ${columns.names[columns.name[trace.root] ?? -1] || '(no name)'}`,
    matches.query === '' ? '' : `Filter: ${matches.query}`,
    services.length > 0 ? `Services: ${services.join(', ')}` : '',
    choices.timeMode === 'span' && trace.selected >= 0 ? 'Times since the selected span began' : '',
    time.clocksCorrected ? 'Clock skew corrected' : '',
  ].filter((fact) => fact !== '')
}
